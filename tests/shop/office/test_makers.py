"""Makers are admitted and suspended, markets get their terms: at once, with who and why."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from producers.models import Act, Consent, Organisation, ProducerRequirement
from producers.testing.builders import a_producer, an_operator, texts
from shop.actions.carts import add
from shop.domain.errors import RefusedError, Why
from shop.models import Listing, Market, ProducerOrder
from shop.reading.basket import read_lines
from shop.reading.rulebook import rulebook
from shop.testing.builders import a_cart, a_fee_rule, a_market, a_variant, on_show
from shop.testing.orders import a_placed_order
from tests.shop.office.test_office import browser, into_the_office

pytestmark = pytest.mark.django_db


def step_of(pk: int):
    return lambda name: reverse("shop_office:maker_step", args=[pk, name])


@pytest.fixture
def operator():
    return browser(into_the_office(an_operator(username="operator")))


def test_a_suspended_maker_leaves_the_lists_and_comes_back_and_her_orders_go_on(operator):
    a_market()
    variant = a_variant(stock=5)
    a_placed_order(variant)
    on_show(variant)
    step = step_of(variant.product.producer_id)
    assert Listing.objects.count() == 1
    typed = {"suspend-reason": "no answer for a month"}
    assert operator.post(step("suspend"), typed).status_code == 302
    assert Listing.objects.count() == 0
    assert ProducerOrder.objects.get().status == "placed"
    act = Act.objects.get(verb="organisation.suspended")
    assert (act.actor_name, act.reason, act.before) == (
        "operator", "no answer for a month", {"status": "active"},
    )  # fmt: skip
    assert operator.post(step("approve"), {"approve-reason": "she called"}).status_code == 302
    assert Listing.objects.count() == 1


def test_buying_from_a_suspended_maker_stops_and_her_pages_stay_when_they_may(operator, client):
    a_market()
    a_fee_rule()
    variant = a_variant(stock=5, price="100.00")
    on_show(variant)
    maker, page = variant.product.producer, reverse("shop:product", args=[variant.product.slug])
    hers, cart = reverse("shop:maker", args=[maker.slug]), a_cart()
    add(cart, variant.pk, 1, Market.objects.get())
    typed = {"suspend-reason": "a visit is due", "suspend-keeps_pages": "on"}
    assert operator.post(step_of(maker.pk)("suspend"), typed).status_code == 302
    assert (client.get(page).status_code, client.get(hers).status_code) == (200, 200)
    assert 'data-state="gone"' in client.get(page).content.decode()
    with pytest.raises(RefusedError) as refused:
        add(a_cart(), variant.pk, 1, Market.objects.get())
    assert refused.value.code is Why.HIDDEN
    assert read_lines(cart, Market.objects.get(), rulebook(), now=timezone.now())[0].problem is Why.HIDDEN
    assert operator.post(step_of(maker.pk)("hide"), {"hide-reason": "she asked"}).status_code == 302
    assert (client.get(page).status_code, client.get(hers).status_code) == (404, 404)


@pytest.mark.parametrize(
    ("step", "typed"),
    [
        ("suspend", {"suspend-reason": " "}),
        ("approve", {"approve-in_spite": "on", "approve-reason": ""}),
        ("back", {"back-note": "why"}),
        ("back", {"back-because": "queen"}),
        ("decide", {"decide-decision": "waived"}),
    ],
)
def test_a_step_without_its_reason_changes_nothing(operator, step, typed):
    maker = a_producer(slug="x", number=9)
    assert operator.post(step_of(maker.pk)(step), typed).status_code == 422
    assert Organisation.objects.get(pk=maker.pk).status == "active"
    assert not Act.objects.filter(kind="organisation").exists()


def test_a_step_that_is_none_is_not_there(operator):
    assert operator.post(step_of(a_producer().pk)("crown")).status_code == 404


def test_who_wants_to_sell_is_listed_with_what_is_missing(operator, django_assert_max_num_queries):
    row = ProducerRequirement.objects.create(kind="visit", name=texts("La visite"), needed_at="approve")
    makers = [a_producer(status="applied", name=f"Tuda {n}") for n in range(8)]
    a_producer(name="Sells")
    here = reverse("shop_office:applicants")
    operator.get(here)
    with django_assert_max_num_queries(40):
        page = operator.get(here).content.decode()
    assert page.count("La visite") == 8
    assert "Sells" not in page
    refused = operator.post(step_of(makers[0].pk)("approve"), {"approve-reason": "r"})
    assert refused.status_code == 422
    assert "La visite" in refused.content.decode()
    found = {"decide-requirement": row.pk, "decide-decision": "accepted", "decide-reason": ""}
    assert operator.post(step_of(makers[0].pk)("decide"), found).status_code == 302
    assert operator.post(step_of(makers[0].pk)("approve"), {"approve-reason": ""}).status_code == 302
    assert Organisation.objects.get(pk=makers[0].pk).may_sell


@pytest.mark.parametrize(
    ("typed", "status"),
    [({"number": "3"}, 302), ({"number": ""}, 200), ({"kind": "invented", "number": "3"}, 200)],
)
def test_a_requirement_is_of_a_kind_that_there_is_and_says_what_it_refers_to(typed, status):
    form = {
        "kind": "products", "name_0": "Des produits", "name_1": "", "name_2": "", "name_3": "",
        "help_0": "", "needed_at": "submit", "position": "1", "is_active": "on", "since": "", "label": "",
        "icon": "",
    }  # fmt: skip
    editor = into_the_office(an_operator(username="editor"))
    editor.user_permissions.add(Permission.objects.get(codename="add_producerrequirement"))
    here = reverse("wagtailsnippets_tiwizi_producers_producerrequirement:add")
    assert browser(editor).post(here, form | typed).status_code == status
    assert ProducerRequirement.objects.exists() is (status == 302)


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
