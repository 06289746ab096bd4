"""The map of the site: every public address, in every language it is written in, and nothing else."""

import re

import pytest
from django.utils import timezone

from home.testing.builders import a_home_page
from producers.testing.builders import a_picture, a_producer
from shop.models import Product, ProductPicture
from shop.testing.builders import a_market, a_product, a_variant, on_show
from tests.oracles.sitemap import faults as sitemap_faults

pytestmark = pytest.mark.django_db


def whole_map(client) -> str:
    index = client.get("/sitemap.xml")
    assert index.headers["Content-Type"] == "application/xml"
    files = re.findall(r"<loc>http://testserver(.*?)</loc>", index.content.decode())
    assert files
    return "".join(client.get(file).getvalue().decode() for file in files)


def test_an_offer_is_listed_in_its_languages_with_pictures_and_the_day_it_changed(client):
    product = a_product(name={"fr": "Tapis", "ar": "زربية"}, slug="tapis")
    ProductPicture.objects.create(product=product, picture=a_picture("rug"), position=0)
    on_show(a_variant(product))
    listed = whole_map(client)
    for lang in ("fr", "ar"):
        assert f"<url><loc>http://testserver/{lang}/shop/p/tapis/</loc><lastmod>" in listed
        assert f'hreflang="{lang}" href="http://testserver/{lang}/shop/p/tapis/"' in listed
    assert "/en/shop/p/tapis/" not in listed
    assert "pictures/rug.jpg</image:loc>" in listed


def test_what_is_not_public_is_not_listed(client):
    hidden, draft, unlisted = (a_product(slug=slug) for slug in ("hidden", "draft", "unlisted"))
    on_show(a_variant(hidden), a_variant(draft))
    a_variant(unlisted)
    Product.objects.filter(pk=hidden.pk).update(hidden_at=timezone.now())
    Product.objects.filter(pk=draft.pk).update(live=False)
    a_producer(slug="applied", status="applied")
    listed = whole_map(client)
    for slug in ("hidden", "draft", "unlisted", "applied"):
        assert f"/{slug}/" not in listed


def test_every_listed_address_answers(client):
    a_home_page()
    a_market()
    on_show(a_variant(a_product(producer=a_producer(slug="aicha"))))
    addresses = re.findall(r"<loc>http://testserver(.*?)</loc>", whole_map(client))
    assert {"/fr/", "/fr/producers/aicha/"} <= set(addresses)
    assert len(addresses) == len(set(addresses))
    for address in addresses:
        assert client.get(address).status_code == 200, address


def test_files_follow_the_ids_and_others_do_not_exist(client, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr("shop.reading.sitemap.PRODUCTS_PER_FILE", 2)
    variants = [a_variant() for _ in range(5)]
    on_show(*variants)
    listed = whole_map(client)
    for variant in variants:
        assert f"/fr/shop/p/{variant.product.slug}/" in listed
    for name in ("products-999999999", "products-0", "nope-1"):
        assert client.get(f"/sitemap-{name}.xml").status_code == 404
    with django_assert_max_num_queries(4):
        client.get("/sitemap-products-1.xml").getvalue()


def test_robots_names_the_map(client):
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()


@pytest.fixture
def files(client) -> dict[str, bytes]:
    """The files of a map with things in one and in several languages."""
    a_home_page()
    a_market()
    for slug, name in (("tapis", {"fr": "Tapis", "ar": "زربية"}), ("bol", {"fr": "Bol & <tasse>"})):
        product = a_product(name=name, slug=slug)
        ProductPicture.objects.create(product=product, picture=a_picture(), position=0)
        on_show(a_variant(product))
    index = client.get("/sitemap.xml").content
    parts = re.findall(r"<loc>http://testserver(.*?)</loc>", index.decode())
    return {"index": index} | {part: client.get(part).getvalue() for part in parts}


def test_each_file_keeps_to_its_schema_and_each_language_names_the_others(files):
    assert len(files) > 4
    for name, text in files.items():
        assert list(sitemap_faults(text)) == [], name


BROKEN = {
    "an address without its site": (b"<loc>http://testserver", b"<loc>"),
    "a language that does not answer": (
        b'hreflang="ar" href="http://testserver/ar/',
        b'hreflang="ar" href="http://x/',
    ),
    "a day that is none": (b"<lastmod>2", b"<lastmod>yesterday 2"),
    "no default": (b"x-default", b"x-nothing"),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_what_is_broken_is_found(files, broken):
    good, bad = BROKEN[broken]
    text = files["/sitemap-products-1.xml"]
    assert good in text
    assert list(sitemap_faults(text.replace(good, bad)))


def test_a_file_with_too_many_addresses_is_found():
    url = b"<url><loc>http://testserver/</loc></url>"
    head = b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    assert list(sitemap_faults(head + url * 50_001 + b"</urlset>"))
    assert not list(sitemap_faults(head + url * 50_000 + b"</urlset>"))
