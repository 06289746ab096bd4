"""``Save-Data: on``: smallest pictures, no web fonts, no sound ahead of time; never mixed up with others."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.cache import has_vary_header

from home.testing.builders import a_consent, a_home_page, a_story, published
from producers.domain.shown import PictureShown, Shown, Source
from producers.saving import asks_to_save, saves_data
from producers.testing.builders import a_picture, a_producer
from shop.models import ProductPicture, Variant
from shop.testing.builders import a_market, a_product, a_variant, on_show
from tests.pages.buying import fill_cart

ROOT = Path(__file__).resolve().parents[2]
PAGES = (
    "/fr/",
    "/ar/shop/",
    "/fr/shop/p/rug/",
    "/fr/producers/",
    "/fr/producers/tuda/",
    "/fr/stories/premier/",
    "/fr/cart/",
    "/fr/account/login/",
    "/fr/nope/",
)
WIDE = re.compile(r"(?:srcset|src)=\"[^\"]*(?:-480\.webp|picture-\d\.jpg)")
FONT = re.compile(r"rel=\"preload\"|\.woff2|css/site-fonts\.css")
SOUND = re.compile(r"<(?:audio|video)\b(?![^>]*preload=\"none\")")


@pytest.fixture
def rug(db) -> Variant:
    for code in ("ma", "eu", "world"):
        a_market(code)
    home, maker = a_home_page(), a_producer(name="Tuda", slug="tuda", picture=a_picture())
    home.picture = a_picture()
    home.save()
    variant = a_variant(a_product(producer=maker, slug="rug"), price="180.00", stock=3)
    for position in (0, 1):
        ProductPicture.objects.create(product=variant.product, picture=a_picture(), position=position)
    on_show(variant)
    story = a_story(producer=maker, picture=a_picture())
    a_consent(story)
    published(story)
    return variant


def page(client: Client, path: str, saving: str | None = "on") -> str:
    return client.get(path, headers={"save-data": saving} if saving else {}).content.decode()


def test_a_page_for_somebody_who_saves_has_small_pictures_alone_and_no_fonts(client, rug):
    fill_cart(client, rug)
    saved = {path: page(client, path) for path in PAGES}
    assert {path: found[0] for path, text in saved.items() if (found := WIDE.findall(text))} == {}
    assert {path: found[0] for path, text in saved.items() if (found := FONT.findall(text))} == {}
    assert all("css/site.css" in text for text in saved.values())
    for path in ("/fr/", "/ar/shop/", "/fr/shop/p/rug/", "/fr/stories/premier/", "/fr/cart/"):
        assert re.search(r'<img [^>]*src="[^"]*-240\.webp" width="240" height="300"', saved[path]), path


def test_everybody_elses_page_has_both(client, rug):
    fill_cart(client, rug)
    for path in ("/fr/", "/ar/shop/", "/fr/shop/p/rug/", "/fr/stories/premier/", "/fr/cart/"):
        text = page(client, path, None)
        assert WIDE.search(text), path
        assert FONT.search(text), path


@pytest.mark.parametrize("first", ["on", None])
def test_the_two_are_never_mixed_up_whoever_asks_first(rug, first):
    second = None if first else "on"
    for path in PAGES:
        answers = [page(Client(), path, saving) for saving in (first, second, first, second)]
        assert ["site-fonts" in text for text in answers] == [not first, not second] * 2, path


def test_shared_caches_and_browsers_are_told_on_every_page(client, rug):
    for path in PAGES:
        for saving in ({"save-data": "on"}, {}):
            assert has_vary_header(client.get(path, headers=saving), "Save-Data"), path
    assert not has_vary_header(client.get("/robots.txt"), "Save-Data")


def test_it_costs_no_query(client, rug):
    for path in PAGES:
        page(client, path, None)
        counts = []
        for saving in (None, "on"):
            with CaptureQueriesContext(connection) as asked:
                page(client, path, saving)
            counts.append(len(asked))
        assert counts[1] <= counts[0], path


@pytest.mark.parametrize(
    ("header", "is_on"),
    [("on", True), ("ON", True), ("on;foo", True), (" on ; x", True), ("off", False), ("", False),
     ("1", False), ("online", False), ("o" * 10_000, False), ("x" * 200 + ";on", False)],
)  # fmt: skip
def test_the_header_is_read_as_it_is_meant(header, is_on):
    assert asks_to_save(header) is is_on


def test_nothing_is_left_for_the_next_request(client, rug):
    page(client, "/fr/shop/")
    assert saves_data() is False


def test_the_smallest_files_keep_their_shape():
    webp = "/m/a-480.webp 480w, /m/a-240.webp 240w"
    sources = (Source("image/avif", webp.replace("webp", "avif")), Source("image/webp", webp))
    whole = PictureShown("/m/a.jpg", 480, 640, Shown("a", "fr", "ltr"), sources)
    small = whole.smallest
    assert (small.src, small.width, small.height) == ("/m/a-240.webp", 240, 320)
    assert [one.srcset for one in small.sources] == ["/m/a-240.avif 240w", "/m/a-240.webp 240w"]
    bare = PictureShown("/m/a.jpg", 480, 640, Shown("a", "fr", "ltr"))
    assert bare.smallest == bare


def test_the_fonts_are_a_style_sheet_of_their_own_and_that_alone():
    subprocess.run([sys.executable, str(ROOT / "tools/build_css.py")], check=True)
    folder = ROOT / "site/static/storefront/css"
    first, fonts = ((folder / name).read_text("utf-8") for name in ("site.css", "site-fonts.css"))
    assert "woff2" not in first
    assert fonts.count("woff2") >= 4
    assert all(line.startswith("@font-face") for line in fonts.splitlines())


def test_no_font_keeps_a_page_waiting_and_without_script_it_comes_all_the_same(client, rug):
    text = page(client, "/fr/shop/", None)
    (late,) = re.findall(r"<link [^>]*site-fonts[^>]*data-late>", text)
    assert 'media="print"' in late
    assert re.search(r'<noscript><link rel="stylesheet" href="[^"]*site-fonts[^"]*"></noscript>', text)


def test_no_template_loads_sound_or_film_before_it_is_asked_for():
    assert SOUND.search('<audio src="a" controls>')
    templates = [
        path for place in ("producers", "shop", "home", "site") for path in (ROOT / place).rglob("*.html")
    ]
    assert [str(path) for path in templates if SOUND.search(path.read_text("utf-8"))] == []


def test_the_service_worker_spares_the_fonts(client):
    worker = client.get("/sw.js").content.decode()
    assert "navigator.connection?.saveData" in worker
    assert "FILES.filter((file) => !SPARED(file))" in worker
