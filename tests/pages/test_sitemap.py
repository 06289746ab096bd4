"""The map of the site: every public address, in every language it is written in, and nothing else."""

import re

import pytest
from django.utils import timezone

from home.testing.builders import a_home_page
from producers.testing.builders import a_picture, a_producer
from shop.models import Product, ProductPicture
from shop.testing.builders import a_market, a_product, a_variant, on_show

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
