"""Prices in the office: first set in a currency, taken off, and found by SKU."""

import pytest
from django.urls import reverse
from moneyed import Money

from producers.models import Act
from producers.testing.builders import an_operator
from shop.models import Price
from shop.testing.builders import a_market, a_variant
from tests.shop.office.test_office import browser, into_the_office

pytestmark = pytest.mark.django_db
NEW = "shop_office:price_new"


@pytest.fixture
def operator():
    return browser(into_the_office(an_operator(username="operator")))


@pytest.fixture
def variant():
    a_market("ma"), a_market("eu")
    return a_variant(stock=5)


def test_a_first_price_in_a_currency_is_set_once(operator, variant):
    typed = {"variant": variant.sku, "currency": "EUR", "amount": "21.50", "reason": "fair in Lyon"}
    assert operator.post(reverse(NEW), typed).status_code == 302
    assert Price.objects.get(variant=variant, amount_currency="EUR").amount == Money("21.50", "EUR")
    assert Act.objects.get(verb="price.set", reason="fair in Lyon").actor_name == "operator"
    assert operator.post(reverse(NEW), typed).status_code == 422
    assert Price.objects.filter(variant=variant).count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"variant": "NO-SUCH"},
        {"variant": ""},
        {"currency": "ZZZ"},
        {"currency": "MAD"},
        {"amount": "0"},
        {"amount": "-3"},
        {"amount": "1.234"},
        {"amount": "NaN"},
        {"reason": " "},
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_set(operator, variant, wrong):
    typed = {"variant": variant.sku, "currency": "EUR", "amount": "21.50", "reason": "fair"}
    assert operator.post(reverse(NEW), typed | wrong).status_code == 422
    assert Price.objects.filter(variant=variant).count() == 1


def test_a_price_is_taken_off_with_a_reason(operator, variant):
    price = Price.objects.get(variant=variant)
    here = reverse("shop_office:price_drop", args=[price.pk])
    assert operator.post(here, {"reason": ""}).status_code == 422
    assert operator.post(here, {"reason": "no more"}).status_code == 302
    assert not Price.objects.filter(variant=variant).exists()
    assert Act.objects.get(verb="price.drop").reason == "no more"
    assert operator.get(here).status_code == 404


@pytest.mark.parametrize("name", ["prices", "stock"])
def test_rows_are_found_by_sku(operator, variant, name):
    other = a_variant(stock=1)
    page = operator.get(reverse(f"shop_office:{name}"), {"q": variant.sku.lower()}).content.decode()
    assert f">{variant.sku}<" in page
    assert f">{other.sku}<" not in page
