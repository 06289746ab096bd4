"""A product in the back office: drafted, previewed, published, taken back, without touching what is live."""

import re

import pytest
from django.urls import reverse

from producers.testing.builders import a_producer
from shop.models import Price, Product, Stock
from shop.testing.builders import a_product, a_variant

pytestmark = pytest.mark.django_db
EDIT = "wagtailsnippets_tiwizi_shop_product:edit"


def typed(product: Product, **changes: str) -> dict[str, str]:
    """What the edit form sends for this product."""
    names = ("fr", "ar", "en", "zgh")
    values = {
        f"{field}_{place}": getattr(product, field).data.get(code, "") if getattr(product, field) else ""
        for field in ("name", "summary", "description", "care")
        for place, code in enumerate(names)
    }
    return {
        **values,
        "original_language": "fr",
        "producer": str(product.producer_id),
        "category": str(product.category_id),
        "slug": product.slug,
        "kind": product.kind,
        "origin": "MA",
        "tags": "",
        "pictures-TOTAL_FORMS": "0",
        "pictures-INITIAL_FORMS": "0",
        "pictures-MIN_NUM_FORMS": "0",
        "pictures-MAX_NUM_FORMS": "1000",
        **changes,
    }


def test_the_list_and_the_form_open(admin_client):
    product = a_product(name="Tapis aux étoiles", slug="stars", producer=a_producer(name="Itto", slug="her"))
    page = admin_client.get(reverse("wagtailsnippets_tiwizi_shop_product:list")).content.decode()
    rows = page.partition("<tbody>")[2]
    assert "Tapis aux étoiles" in rows
    assert "Itto" in rows
    assert not {"stars", "her"} & set(re.findall(r">\s*(\w+)\s*<", rows))
    assert admin_client.get(reverse(EDIT, args=[product.pk])).status_code == 200


def test_a_draft_changes_nothing_that_is_live(admin_client):
    variant = a_variant()
    product = variant.product
    address = reverse(EDIT, args=[product.pk])
    response = admin_client.post(address, typed(product, name_0="Un autre nom"))
    assert response.status_code == 302, response.context["form"].errors
    product.refresh_from_db()
    assert product.name.data["fr"] != "Un autre nom"
    assert product.has_unpublished_changes


def test_publishing_changes_the_words_and_never_price_or_stock(admin_client):
    variant = a_variant(price="180.00", stock=3)
    product = variant.product
    product.save_revision()
    Price.objects.filter(variant=variant).update(amount="200.00")
    Stock.objects.filter(variant=variant).update(allocated=1)
    address = reverse(EDIT, args=[product.pk])
    response = admin_client.post(address, typed(product, name_0="Un autre nom", **{"action-publish": "1"}))
    assert response.status_code == 302, response.context["form"].errors
    product.refresh_from_db()
    assert product.name.data["fr"] == "Un autre nom"
    assert str(Price.objects.get(variant=variant).amount.amount) == "200.00"
    assert Stock.objects.get(variant=variant).allocated == 1
