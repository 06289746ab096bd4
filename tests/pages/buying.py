"""A buyer's way through the pages, for tests."""

import re
from typing import Any

from django.test import Client
from django.utils import timezone

from producers.testing.builders import a_producer, texts
from shop.domain.communes import communes_of
from shop.models import LegalText, Order, Variant
from shop.testing.builders import a_market, a_product, a_variant

PROVINCE = "MA-BEM"
ACCOUNTS = {"MAD": {"holder": "Centre", "bank": "Banque", "rib": "123"}}
GATEWAYS = {
    "cash": {"BACKEND": "shop.gateways.cash_on_delivery.CashOnDelivery"},
    "transfer": {"BACKEND": "shop.gateways.transfer.Transfer", "OPTIONS": {"accounts": ACCOUNTS}},
}
WHERE = {
    "to": "MA",
    "country": "MA",
    "name": "Aïcha Benali",
    "phone": "06 12 34 56 78",
    "email": "",
    "province": PROVINCE,
    "commune": communes_of(PROVINCE)[0].fr,
    "landmark": "Derrière la mosquée",
}


def two_makers(**fields: Any) -> tuple[Variant, Variant]:
    """Build two pieces of two makers on sale, and the terms that buyers accept."""
    a_market(cash_limit=10_000)
    now = timezone.now()
    LegalText.objects.get_or_create(
        slug="terms",
        version="1",
        defaults={
            "effective_from": now.date(),
            "title": texts("Conditions de vente"),
            "body": texts("# Qui vend"),
            "is_accepted_by_buyers": True,
            "published_at": now,
        },
    )
    first = a_variant(a_product(producer=a_producer(name="Tuda", slug="tuda")), price="180.00", **fields)
    other = a_variant(a_product(producer=a_producer(name="Itto", slug="itto")), price="95.50")
    return first, other


def fill_cart(client: Client, *variants: Variant, lang: str = "fr") -> None:
    """Put one piece of each into the cart."""
    for variant in variants:
        response = client.post(f"/{lang}/cart/add/", {"variant": variant.pk, "quantity": "1"})
        assert response.status_code == 302, response.content.decode()


def walk(client: Client, lang: str = "fr", method: str = "cash", **where: str) -> None:
    """Fill the steps up to the review."""
    for step, data in (
        ("address", WHERE | where),
        ("delivery", {"mode": "direct"}),
        ("payment", {"method": method}),
    ):
        response = client.post(f"/{lang}/checkout/{step}/", data)
        assert response.status_code == 303, (step, errors(response))


def review_form(client: Client, lang: str = "fr") -> dict[str, str]:
    """Return what the review page's form sends."""
    page = client.get(f"/{lang}/checkout/review/").content.decode()
    fields = {name: found[1] for name in ("attempt", "shown") if (found := re.search(_FIELD % name, page))}
    return fields | {"accept": "1"}


def place(client: Client, lang: str = "fr", **changed: str) -> Any:
    """Press "order" on the review page."""
    return client.post(f"/{lang}/checkout/review/", review_form(client, lang) | changed)


def buy(client: Client, lang: str = "fr", method: str = "cash") -> Order:
    """Buy what is in the cart, and return the order."""
    walk(client, lang, method)
    response = place(client, lang)
    assert response.status_code == 303, errors(response)
    return Order.objects.get(token=response.url.rstrip("/").rpartition("/")[2])


def errors(response: Any) -> list[str]:
    """Return what the page says is wrong."""
    page = response.content.decode()
    said = re.findall(r'data-role="error"[^>]*>(.*?)</(?:p|li)>', page, re.DOTALL)
    return [re.sub(r"<[^>]*>", "", text).strip() for text in said]


_FIELD = r'name="%s" value="([^"]*)"'
