"""Fees in the office: an ordered list that always ends with a rule for everyone, and which rule wins."""

from decimal import Decimal

import pytest
from django.urls import reverse

from producers.domain.actors import SYSTEM
from producers.testing.builders import an_operator
from shop.actions.mark_paid import mark_paid
from shop.domain.breakdown import RECEIVERS, PartKind, Receiver
from shop.domain.postings import Account
from shop.models import FeeRule, Market, Posting
from shop.reading.fee_trial import try_fees
from shop.reading.rulebook import rulebook
from shop.testing.builders import a_fee_rule, a_market, a_variant
from shop.testing.buying import an_order
from tests.shop.office.test_office import browser, into_the_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator():
    return browser(into_the_office(an_operator(username="operator")))


@pytest.fixture
def variant():
    a_market("ma"), a_market("eu")
    a_fee_rule("platform", "8")
    return a_variant(price="101.01", stock=5)


def here(name: str, *args: int) -> str:
    return reverse(f"shop_office:{name}", args=args)


NEW = {"kind": "platform", "name": "Maroc", "percent": "5", "position": "1", "reason": "agreed"}


def test_the_first_rule_that_matches_wins(operator, variant):
    market = Market.objects.get(code="ma")
    assert operator.post(here("fee_new"), {**NEW, "market": market.pk}).status_code == 302
    found = try_fees(variant, market)
    assert str(found.rules[0][0].name) == "Maroc"
    assert [wins for _, wins in found.rules] == [True, False]
    page = operator.get(here("fee_try"), {"variant": variant.sku, "market": market.pk})
    assert page.status_code == 200
    assert "5,00 %" in page.content.decode()
    assert try_fees(variant, Market.objects.get(code="eu")) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"percent": "101"},
        {"percent": "-1"},
        {"percent": "x"},
        {"kind": "bribe"},
        {"position": "-1"},
        {"producer": "nobody"},
        {"reason": ""},
    ],
)
def test_a_rule_that_is_none_is_refused(operator, variant, wrong):
    assert operator.post(here("fee_new"), {**NEW, **wrong}).status_code == 422
    assert FeeRule.objects.count() == 1


def test_a_kind_never_ends_without_a_rule_for_everyone(operator, variant):
    only = {**NEW, "kind": "association", "market": Market.objects.get(code="ma").pk}
    assert operator.post(here("fee_new"), only).status_code == 422
    assert FeeRule.objects.count() == 1, "nothing is left of what was refused"
    catch_all = FeeRule.objects.get()
    operator.post(here("fee_new"), {**NEW, "market": Market.objects.get(code="ma").pk})
    assert operator.post(here("fee_end", catch_all.pk), {"reason": "x"}).status_code == 422
    assert FeeRule.objects.filter(is_active=True).count() == 2


def test_a_rule_that_ended_holds_for_nothing(operator, variant):
    operator.post(here("fee_new"), NEW)
    new = FeeRule.objects.get(position=1)
    assert operator.post(here("fee_end", new.pk), {"reason": "over"}).status_code == 302
    assert [rule.pk for rule, wins in try_fees(variant, Market.objects.get(code="ma")).rules] == [
        FeeRule.objects.get(is_active=True).pk
    ]


@pytest.mark.parametrize("price", ["1.00", "101.01", "999.99"])
@pytest.mark.parametrize("tax_status", ["small_maker", "standard"])
def test_her_parts_of_the_breakdown_are_her_credit_in_the_books(variant, price, tax_status):
    a_fee_rule("solidarity_fund", "2.5")
    piece = a_variant(price=price, stock=3)
    product = piece.product
    product.material_percent = Decimal("33.3")
    product.save()
    product.producer.tax_status = tax_status
    product.producer.save()
    order = an_order(piece, method="transfer")
    mark_paid(order, amount=order.total, statement="1", actor=SYSTEM)
    shown = rulebook().breakdown(product, order.market, piece.prices.get().amount, method=order.method)
    hers = sum(part.amount for part in shown.parts if part.receiver is Receiver.MAKER)
    booked = Posting.objects.filter(entry__order=order, account__kind=Account.SALES_NOT_EARNED)
    credited = -sum(int(side.amount.amount * 100) for side in booked)
    assert hers == credited == shown.maker_amount


def test_work_and_material_are_both_hers():
    assert {RECEIVERS[kind] for kind in (PartKind.MAKER_WORK, PartKind.MATERIALS)} == {Receiver.MAKER}
