"""Permanent addresses: for good, opaque, and honest about what was withdrawn."""

import json

import pytest
from django.utils import timezone

from producers.domain.export_ids import new_export_id
from shop.models import Product, Variant
from shop.testing.builders import a_market, a_variant, on_show
from shop.testing.orders import a_placed_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def variant() -> Variant:
    a_market()
    variant = a_variant()
    on_show(variant)
    return variant


def test_it_leads_to_the_page_in_the_browsers_language(client, variant):
    product = variant.product
    for kind, one, path in (
        ("product", product, f"/ar/shop/p/{product.slug}/"),
        ("variant", variant, f"/ar/shop/p/{product.slug}/?variant={variant.pk}"),
        ("producer", product.producer, f"/ar/producers/{product.producer.slug}/"),
    ):
        response = client.get(f"/id/{kind}/{one.export_id}", headers={"accept-language": "ar"})
        assert (response.status_code, response.headers["Location"]) == (303, path)
        assert client.get(path).status_code == 200


def test_it_answers_with_data_when_asked(client, variant):
    response = client.get(
        f"/id/product/{variant.product.export_id}", headers={"accept": "application/ld+json"}
    )
    assert response.headers["Content-Type"] == "application/ld+json"
    assert "Accept" in response.headers["Vary"]
    product, *_others = json.loads(response.content)["@graph"]
    assert product["@type"] == "Product"
    assert product["url"].endswith(f"/shop/p/{variant.product.slug}/")
    maker = client.get(
        f"/id/producer/{variant.product.producer.export_id}", headers={"accept": "application/ld+json"}
    )
    assert json.loads(maker.content)["@graph"][0]["@type"] == "Organization"


def test_an_asker_who_takes_neither_pages_nor_data_is_told_so(client, variant):
    answer = client.get(f"/id/product/{variant.product.export_id}", headers={"accept": "text/turtle"})
    assert answer.status_code == 406
    assert "Accept" in answer.headers["Vary"].split(", ")


def test_what_was_withdrawn_is_gone(client, variant):
    product = variant.product
    Product.objects.filter(pk=product.pk).update(hidden_at=timezone.now())
    assert client.get(f"/id/product/{product.export_id}").status_code == 410
    assert client.get(f"/id/variant/{variant.export_id}").status_code == 410
    product.producer.status = "suspended"
    product.producer.save()
    assert client.get(f"/id/producer/{product.producer.export_id}").status_code == 410


def test_an_orders_permanent_id_opens_nothing(client, variant):
    order = a_placed_order(variant)
    response = client.get(f"/id/order/{order.export_id}", headers={"accept-language": "fr"})
    assert (response.status_code, response.headers["Location"]) == (303, "/fr/orders/find/")
    assert order.token not in str(response.headers)
    assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("kind", ["producer", "product", "variant", "order", "person"])
@pytest.mark.parametrize("export_id", ["x", "0" * 22, "well-formed", "1", "-" * 400])
def test_an_id_that_nobody_has_is_not_found(client, kind, export_id):
    export_id = new_export_id() if export_id == "well-formed" else export_id
    assert client.get(f"/id/{kind}/{export_id}").status_code == 404


def test_a_permanent_address_takes_no_orders(client, variant):
    assert client.post(f"/id/product/{variant.product.export_id}").status_code == 405
