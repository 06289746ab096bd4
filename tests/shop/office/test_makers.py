"""Makers are admitted and suspended, markets get their terms: at once, with who and why."""

from decimal import Decimal

import pytest
from django.urls import reverse

from producers.models import Act, Consent, Organisation
from producers.testing.builders import a_producer, an_operator
from shop.models import Listing, Market, ProducerOrder
from shop.testing.builders import a_market, a_variant, on_show
from shop.testing.orders import a_placed_order
from tests.shop.office.test_office import browser, into_the_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator():
    return browser(into_the_office(an_operator(username="operator")))


def test_a_suspended_maker_leaves_the_lists_and_comes_back_and_her_orders_go_on(operator):
    a_market()
    variant = a_variant(stock=5)
    a_placed_order(variant)
    on_show(variant)
    here = reverse("shop_office:maker", args=[variant.product.producer_id])
    assert Listing.objects.count() == 1
    assert operator.post(here, {"status": "suspended", "reason": "no answer for a month"}).status_code == 302
    assert Listing.objects.count() == 0
    assert ProducerOrder.objects.get().status == "placed"
    act = Act.objects.get(verb="organisation.standing")
    assert (act.actor_name, act.reason, act.before, act.after) == (
        "operator", "no answer for a month", {"status": "active"}, {"status": "suspended"},
    )  # fmt: skip
    assert operator.post(here, {"status": "active", "reason": "she called"}).status_code == 302
    assert Listing.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"status": "queen"}, {"reason": " "}, {"status": ""}])
def test_a_standing_that_is_none_changes_nothing(operator, wrong):
    maker = a_producer(slug="x", number=9)
    here = reverse("shop_office:maker", args=[maker.pk])
    assert operator.post(here, {"status": "suspended", "reason": "r"} | wrong).status_code == 422
    assert Organisation.objects.get(pk=maker.pk).status == "active"


def test_a_maker_is_found_by_her_name_and_standing(operator):
    a_producer(slug="taymat", number=7)
    a_producer(slug="other", number=8)
    page = operator.get(reverse("shop_office:makers"), {"q": "taym", "status": "active"}).content.decode()
    assert ">7<" in page
    assert ">8<" not in page
    none = operator.get(reverse("shop_office:makers"), {"status": "suspended"}).content.decode()
    assert ">7<" not in none


def test_the_terms_of_a_market_change_with_a_reason(operator):
    market = a_market("ma", cash_limit=2000)
    here = reverse("shop_office:market", args=[market.pk])
    typed = {"delivers": "on", "cash_limit": "1500.50", "withdrawal_days": "14", "reason": "the carrier asks"}
    for wrong in ({"withdrawal_days": "6"}, {"cash_limit": "-1"}, {"cash_limit": "x"}, {"reason": ""}):
        assert operator.post(here, typed | wrong).status_code == 422
    assert operator.post(here, typed).status_code == 302
    market = Market.objects.get(pk=market.pk)
    assert (market.cash_limit, market.withdrawal_days, market.delivers) == (Decimal("1500.50"), 14, True)
    act = Act.objects.get(verb="market.terms")
    assert act.after == {"cash_limit": "1500.50", "withdrawal_days": 14}
    assert operator.post(here, typed | {"cash_limit": ""}).status_code == 302
    assert Market.objects.get(pk=market.pk).cash_limit is None
    operator.post(here, typed | {"cash_limit": ""})
    assert Act.objects.filter(verb="market.terms").count() == 2, "what does not change is not logged"


def test_what_she_agreed_to_is_written_down_and_taken_back(operator):
    maker = a_producer(slug="hadda", number=8)
    here = reverse("shop_office:consents", args=[maker.pk])
    typed = {"scope": "paid", "person": "Hadda", "heard_in": "ar", "reason": "said on the phone"}
    for wrong in ({"scope": "soul"}, {"person": ""}, {"heard_in": "xx"}, {"reason": ""}):
        assert operator.post(here, typed | wrong).status_code == 422
    assert operator.post(here, typed).status_code == 302
    consent = Consent.objects.get(organisation=maker)
    assert (consent.scope, consent.person, consent.withdrawn_at) == ("paid", "Hadda", None)
    assert consent.recorded_by.get_username() == "operator"
    back = reverse("shop_office:consent_back", args=[consent.pk])
    for _twice in range(2):
        assert operator.post(back, {"reason": "she called"}).status_code == 302
    consent.refresh_from_db()
    assert consent.withdrawn_at is not None
    said = Act.objects.filter(kind="consent").order_by("pk").values_list("verb", "reason")
    assert list(said) == [
        ("consent.given", "said on the phone"),
        ("consent.taken_back", "she called"),
    ]
