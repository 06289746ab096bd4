"""From a cart to an order: what the buyer has typed, and how she pays, before anything is written."""

from datetime import timedelta

import pytest
from django.utils import timezone
from moneyed import Money

from producers.testing.builders import an_organisation, texts
from shop.domain.errors import Why
from shop.models import (
    Cart,
    LegalText,
    OrderLine,
)
from shop.testing.builders import a_market, a_product, a_variant
from shop.testing.buying import ABROAD, ADDRESS, a_ready_cart, press
from tests.shop.actions.refusing import refused, refused_code

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morocco():
    return a_market(cash_limit=10_000)


# --- What the buyer has typed ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entries", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "A" * 10_000}, "name"),
        ({"name": "Ami\u202ena"}, "name"),
        ({"phone": "12"}, "phone"),
        ({"email": "amina@"}, "email"),
        ({"phone": "", "email": ""}, "phone"),
        ({"note": "\u202e" + "x" * 10}, "note"),
    ],
)
def test_a_contact_that_cannot_be_used_is_named_by_its_field(entries, field):
    refusal = refused(a_ready_cart(a_variant(), **entries))
    assert refusal.code is Why.CONTACT
    assert field in refusal.facts["fields"]


@pytest.mark.parametrize("entries", [{"phone": ""}, {"email": ""}])
def test_a_phone_or_an_e_mail_is_enough(entries):
    assert press(a_ready_cart(a_variant(), **entries)).order.status == "placed"


@pytest.mark.parametrize(
    "wrong",
    [{"region": "MA-99"}, {"quarter": ""}, {"recipient": "x\u202e" * 9}, {"phone": ""}, {"country": "XX"}],
)
def test_an_address_that_cannot_be_used_is_refused(wrong):
    cart = a_ready_cart(a_variant(), address=ADDRESS | wrong)
    Cart.objects.filter(pk=cart.pk).update(checkout=cart.checkout | {"country": "MA"})
    assert refused(cart).code is Why.ADDRESS


def test_an_address_in_another_country_than_the_one_chosen_is_refused():
    cart = a_ready_cart(a_variant(), address=ABROAD)
    Cart.objects.filter(pk=cart.pk).update(checkout=cart.checkout | {"country": "MA"})
    assert refused(cart).code is Why.ADDRESS


def test_delivery_abroad_stays_closed_until_all_is_in_place_and_says_why():
    a_market("eu", duties_in_total=False)
    cart = a_ready_cart(a_variant(prices={"EUR": "17"}), country="FR", address=ABROAD)
    refusal = refused(cart, "transfer")
    assert refusal.code is Why.DELIVERY_CLOSED
    assert {"no_exporter", "duties_not_in_total", "no_customs_heading"} <= set(refusal.facts["reasons"])


def test_delivery_abroad_opens_with_exporter_duties_and_a_responsible_person():
    exporter = an_organisation("centre")
    a_market("eu", exporter=exporter, responsible_person="Maison fictive, Lyon")
    rug, cushion = a_product(hs6="570110"), a_product(hs6="630492")
    one = a_variant(rug, prices={"EUR": "40"})
    two = a_variant(cushion, prices={"EUR": "30"})
    order = press(a_ready_cart(one, two, country="FR", address=ABROAD), "transfer").order
    assert order.delivery_country == "FR"
    assert order.duties == Money(6, "EUR")
    assert sum(part.duties.amount for part in order.parts.all()) == 6
    assert {line.tax_reason for line in OrderLine.objects.all()} == {"export"}


def test_the_united_states_are_closed():
    a_market("world", exporter=an_organisation("centre"))
    address = ABROAD | {"country": "US", "state": "NY", "postcode": "10001"}
    cart = a_ready_cart(
        a_variant(a_product(hs6="570110"), prices={"USD": "20"}), country="US", address=address
    )
    assert "country_closed" in refused(cart, "transfer").facts["reasons"]


def test_the_texts_in_force_have_to_be_accepted_in_their_version():
    today, now = timezone.localdate(), timezone.now()
    LegalText.objects.create(
        slug="terms", version="2", effective_from=today, title=texts("T"), body=texts("B"),
        is_accepted_by_buyers=True, published_at=now,
    )  # fmt: skip
    for accepted in ({}, {"terms": "1"}):
        refusal = refused(a_ready_cart(a_variant(), accepted=accepted))
        assert (refusal.code, refusal.facts["texts"]) == (Why.TEXTS_NOT_ACCEPTED, {"terms": "2"})
    assert press(a_ready_cart(a_variant(), accepted={"terms": "2"})).order.legal_versions == {"terms": "2"}


def test_a_day_later_than_thirty_has_to_be_agreed():
    variant = a_variant(stock=0, cap=9, making_days=40)
    refusal = refused(a_ready_cart(variant))
    assert refusal.code is Why.DATE_NOT_AGREED
    latest = refusal.facts["latest"]
    agreed = a_ready_cart(variant, agreed=latest.isoformat())
    assert press(agreed).order.agreed_date == latest
    early = a_ready_cart(variant, agreed=(latest - timedelta(days=1)).isoformat())
    assert refused_code(early) is Why.DATE_NOT_AGREED


# --- How it is paid -------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["card", "", "cash; drop table", "CASH"])
def test_a_way_of_paying_that_does_not_exist_is_refused(method):
    assert refused(a_ready_cart(a_variant()), method).code is Why.METHOD_NOT_OFFERED


def test_cash_has_a_limit_in_its_market():
    a_market(cash_limit=300)
    refusal = refused(a_ready_cart((a_variant(stock=5), 2)))
    assert (refusal.code, refusal.facts["limit"]) == (Why.METHOD_NOT_OFFERED, Money(300, "MAD"))
