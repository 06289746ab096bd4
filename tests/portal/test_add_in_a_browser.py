"""A product with three photos from a phone of 360 px over a slow line: taps, data, and weights of pages."""

import gzip
from datetime import date
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from moneyed import Money
from PIL import Image
from wagtail.models import Collection

from producers.models import Organisation
from producers.testing.builders import a_producer, an_owner_of
from shop.models import Category, Product, ProductSketch, SketchPhoto, WageFloor
from shop.portal import add_photos
from shop.testing.builders import a_category, a_fee_rule, a_product, a_variant, on_show
from shop.testing.sketches import a_sketch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXTS = ("text/", "javascript", "json", "svg")
PHONE = {"width": 360, "height": 720}
SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
MOST_TAPS = 11
MOST_BYTES_SENT = 600_000
HEAVIEST_PAGE = 90_000
SMALL = """() => [...document.querySelectorAll('main a, main button, .goods-take, .goods-chip')]
  .filter((e) => e.checkVisibility() && !e.classList.contains('hidden') && !e.closest('.product-card'))
  .map((e) => [e.textContent.trim(), e.getBoundingClientRect()])
  .filter(([, box]) => box.height < 56).map(([text, box]) => `${text} ${box.height}`)"""


class Hand:
    """Taps, and counts them."""

    def __init__(self, page: Any) -> None:
        self.page, self.taps = page, 0

    def tap(self, place: str) -> None:
        self.page.locator(place).first.tap()
        self.taps += 1


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Bytes of each photo that arrives."""
    sizes: list[int] = []
    keep = add_photos.add_photo

    def weigh_and_keep(key: str, maker: Organisation, file: Any, **more: Any) -> SketchPhoto:
        sizes.append(file.size)
        return keep(key, maker, file, **more)

    monkeypatch.setattr(add_photos, "add_photo", weigh_and_keep)
    return sizes


def weight_of(browser: Any, base: str, path: str, cookies: Any) -> int:
    """Return the bytes, packed as a server sends them, of a page that a phone has never seen."""
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, service_workers="block")
    context.add_cookies(cookies)
    page, answers = context.new_page(), []
    page.on("response", lambda one: answers.append(one))
    page.goto(f"{base}{path}", wait_until="networkidle")
    weights = {one.url: packed(one) for one in answers}
    context.close()
    return sum(weights.values())


def packed(answer: Any) -> int:
    if answer.status >= 300:
        return 0
    body = answer.body()
    is_text = any(kind in answer.headers.get("content-type", "") for kind in TEXTS)
    return len(gzip.compress(body)) if is_text else len(body)


@pytest.fixture
def weaver() -> Organisation:
    """She has sold rugs before, and others sell some too; the shop keeps its pictures."""
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    if not WageFloor.objects.exists():
        WageFloor.objects.create(amount=Money("17.92", "MAD"), since=date(2026, 1, 1), source="test")
    a_fee_rule(percent="10")
    maker, rugs = a_producer(name="Fatima"), a_category("rugs", parent=a_category("weaving"))
    for price in ("150.00", "200.00"):
        on_show(a_variant(a_product(producer=maker, category=rugs), price=price))
    return maker


def sign_in(browser: Any, base: str, maker: Organisation) -> Any:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    client = Client()
    client.force_login(an_owner_of(maker))
    name = django_settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": base}])
    return context.new_page()


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Three photos of twelve megapixels, as uneven as wool, several megabytes each."""
    folder, paths = tmp_path_factory.mktemp("photos"), []
    for number in range(3):
        grain = Image.effect_noise((1000, 750), 60 + number).resize((4000, 3000), Image.Resampling.BILINEAR)
        path = folder / f"photo-{number}.jpg"
        Image.merge("RGB", (grain, grain.rotate(180), grain)).save(path, "JPEG", quality=92)
        paths.append(str(path))
    return paths


def fits(page: Any) -> None:
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360, f"{page.url} is too wide"
    assert page.evaluate(SMALL) == [], f"{page.url} has targets that are too small"


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_three_photos_in_few_taps_and_little_data(live_server, browser, weaver, sent, photos, lang, tmp_path):
    page = sign_in(browser, live_server.url, weaver)
    if lang == "ar":  # to wait for a slow line once is enough
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", SLOW_3G)
    hand = Hand(page)
    page.set_default_timeout(120_000)

    page.goto(f"{live_server.url}/{lang}/portal/")
    hand.tap('[data-task="add"]')
    page.wait_for_url("**/photos/")
    fits(page)
    with page.expect_file_chooser() as chooser:
        hand.tap('[data-role="choose"]')
    chooser.value.set_files(photos)
    hand.taps += 3  # one touch for each photo, in the phone's own list
    hand.tap('[data-role="next"]')  # it waits for what is on its way
    page.wait_for_url("**/kind/")
    assert ProductSketch.objects.get().photos.count() == 3
    fits(page)
    hand.tap('[data-role="last"] [data-kind="rugs"]')
    page.wait_for_url("**/facts/")
    fits(page)
    hand.tap('[data-role="next"]')
    page.wait_for_url("**/price/")
    fits(page)
    hand.tap('[data-role="pick"] >> nth=1')
    page.wait_for_url("**/count/")
    fits(page)
    hand.tap('[data-role="unique"]')
    page.wait_for_url("**/preview/")
    fits(page)
    hand.tap('[data-role="send"]')
    page.wait_for_url("**/done/")
    fits(page)

    product = Product.objects.latest("pk")
    assert (product.live, product.variants.get().prices.get().amount.amount) == (False, 175)
    assert hand.taps <= MOST_TAPS
    (tmp_path.parent / f"taps-{lang}.txt").write_text(f"{hand.taps} taps, {sent} bytes\n")
    assert len(sent) == 3
    assert sum(sent) <= MOST_BYTES_SENT


def test_no_page_is_heavy_for_a_phone_that_comes_first(live_server, browser, weaver, tmp_path):
    sketch = a_sketch(weaver, category=Category.objects.get(slug="rugs"), photos=6)
    cookies = sign_in(browser, live_server.url, weaver).context.cookies()
    steps = ("photos", "kind", "price", "preview")
    paths = [f"/fr/portal/add/{sketch.key}/{step}/" for step in steps]
    product = Product.objects.order_by("pk")[0].pk
    paths += [f"/fr/portal/products/{rest}" for rest in ("", f"{product}/")]
    weights = {path: weight_of(browser, live_server.url, path, cookies) for path in paths}
    (tmp_path.parent / "weights.txt").write_text(str(weights))
    assert max(weights.values()) <= HEAVIEST_PAGE, weights


def test_a_photo_waits_for_the_network_and_arrives_once(live_server, browser, weaver, photos):
    page = sign_in(browser, live_server.url, weaver)
    page.goto(f"{live_server.url}/fr/portal/add/")
    page.context.set_offline(True)
    with page.expect_file_chooser() as chooser:
        page.locator('[data-role="choose"]').tap()
    chooser.value.set_files(photos[:1])
    page.locator("[data-state]", has_text="réseau").wait_for()
    page.locator('[data-role="next"]').tap()
    page.context.set_offline(False)
    page.wait_for_url("**/kind/")
    assert ProductSketch.objects.get().photos.count() == 1


def test_what_is_no_photo_is_named_and_the_others_stay(live_server, browser, weaver, photos, tmp_path):
    wrong = tmp_path / "photo.jpg"
    wrong.write_bytes(b"<!doctype html><p>no photo")
    page = sign_in(browser, live_server.url, weaver)
    page.goto(f"{live_server.url}/fr/portal/add/")
    with page.expect_file_chooser() as chooser:
        page.locator('[data-role="choose"]').tap()
    chooser.value.set_files([photos[0], str(wrong)])
    page.locator('[data-role="error"]').wait_for()
    assert page.locator("li[data-photo]").count() == 1
