"""An accepted quote is an order: its advance places it, nothing leaves before the balance."""

from datetime import timedelta
from itertools import count

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from moneyed import Money

from producers.domain.actors import Actor
from producers.testing.builders import a_producer
from shop.actions import fulfil
from shop.actions.cancel import cancel
from shop.actions.mark_paid import mark_paid
from shop.actions.reopen import reopen
from shop.actions.trade_buyers import refuse_buyer
from shop.actions.trade_quotes import decline_quote, expire_quotes, send_quote
from shop.domain.errors import RefusedError, Why
from shop.domain.money import minor
from shop.models import ExceptionCase, Order, SourcingRequest, TradeQuote, Variant
from shop.reading.balance import awaited_payment, balance_of
from shop.reading.reconcile import differences
from shop.reading.trade_quotes import Offered, quote_breakdown
from shop.testing.builders import a_fee_rule, a_market, a_product, a_variant
from shop.testing.trade import a_quote, a_request, accepted, an_answer, entries_for

pytestmark = pytest.mark.django_db
OFFICE = Actor(3, "Office")
MAKER = Actor(7, "Maker")
ACCOUNTS = {"MAD": {"holder": "Centre", "bank": "Banque", "rib": "007 780 0001234567890123 45"}}
_lines = count(1)


@pytest.fixture(autouse=True)
def _gateways(settings):
    settings.SHOP = {
        "GATEWAYS": {
            "cash": {"BACKEND": "shop.gateways.cash_on_delivery.CashOnDelivery"},
            "transfer": {"BACKEND": "shop.gateways.transfer.Transfer", "OPTIONS": {"accounts": ACCOUNTS}},
        }
    }


@pytest.fixture
def rug() -> Variant:
    a_market()
    a_fee_rule()
    return a_variant(a_product(producer=a_producer(number=31, slug="w1")), stock=2)


@pytest.fixture
def other_rug() -> Variant:
    return a_variant(a_product(producer=a_producer(number=32, slug="w2")), stock=0)


def pays(order: Order, amount: Money) -> Order:
    return mark_paid(order, amount=amount, statement=f"line {next(_lines)}", actor=OFFICE)


def fresh(order: Order) -> Order:
    return Order.objects.get(pk=order.pk)


def why(refused: "pytest.ExceptionInfo[RefusedError]") -> Why:
    return refused.value.code


def agree() -> None:
    assert list(differences()) == []


def test_an_advance_places_the_order_and_the_balance_lets_it_leave(rug, other_rug):
    quote = a_quote(rug, other_rug)
    order = accepted(quote)
    assert (order.status, order.total, order.advance) == ("draft", quote.total, quote.advance)
    assert minor(order.advance) * 2 >= minor(order.total)
    assert order.payments.get().amount == order.advance
    agree()
    placed = pays(order, order.advance)
    assert placed.status == "placed"
    assert balance_of(placed) == minor(order.total) - minor(order.advance)
    assert awaited_payment(placed).amount == order.total - order.advance
    agree()
    part = placed.parts.order_by("pk")[0]
    fulfil.accept(part, actor=MAKER)
    fulfil.pack(part, actor=MAKER)
    with pytest.raises(RefusedError) as refused:
        fulfil.ship(part, carrier="Amana", actor=MAKER)
    assert why(refused) is Why.BALANCE_OPEN
    with pytest.raises(RefusedError) as refused:
        fulfil.deliver(part, actor=MAKER)
    assert why(refused) is Why.BALANCE_OPEN
    part.refresh_from_db()
    assert part.status == "packed"
    assert not part.parcels.exists()
    whole = pays(placed, order.total - order.advance)
    assert balance_of(whole) == 0
    assert awaited_payment(whole) is None
    fulfil.ship(part, carrier="Amana", actor=MAKER)
    fulfil.deliver(part, actor=MAKER)
    agree()


def test_the_shares_of_the_quote_are_those_of_the_order(rug):
    quote = a_quote(rug)
    line = quote.lines.get()
    shown = quote_breakdown(quote, line)
    assert sum(part.amount for part in shown.parts) == shown.total == minor(line.total)
    a_fee_rule(percent="30", position=0)
    order = accepted(quote)
    sold = order.parts.get().lines.get()
    assert [(fee.kind, fee.amount) for fee in sold.fees.all()] == [
        (fee.kind, fee.amount) for fee in line.fees.all()
    ]
    assert (sold.unit_price, sold.total, sold.quantity) == (line.unit_price, line.total, line.quantity)


def test_what_is_sold_to_trade_takes_nothing_from_single_buyers(rug):
    stock = rug.stock.get()
    before = (stock.on_hand, stock.allocated)
    order = accepted(a_quote(rug))
    stock.refresh_from_db()
    assert (stock.on_hand, stock.allocated) == before
    sold = order.parts.get().lines.get().variant
    assert not sold.is_active
    assert sold.stock.get().allocated == 40


def test_accepted_twice_it_is_one_order(rug):
    quote = a_quote(rug)
    assert accepted(quote).pk == accepted(TradeQuote.objects.get(pk=quote.pk)).pk
    assert Order.objects.count() == 1


def test_less_than_the_advance_places_nothing_and_is_looked_at(rug):
    order = accepted(a_quote(rug))
    assert pays(order, order.advance - Money("0.01", "MAD")).status == "draft"
    assert ExceptionCase.objects.get().kind == "paid_too_little"
    agree()
    assert pays(order, Money("0.01", "MAD")).status == "placed"
    agree()


def test_the_advance_paid_twice_is_the_whole_and_more_is_due_back(rug):
    order = accepted(a_quote(rug))
    pays(order, order.advance)
    assert balance_of(pays(order, order.advance)) == 0
    pays(order, Money("10", "MAD"))
    assert set(ExceptionCase.objects.values_list("kind", flat=True)) & {"paid_twice", "paid_too_much"}
    agree()


def test_all_of_it_at_once_asks_for_no_balance(rug):
    order = accepted(a_quote(rug))
    assert balance_of(pays(order, order.total)) == 0
    assert order.payments.count() == 1
    agree()


def test_part_of_the_balance_asks_for_the_rest(rug):
    order = accepted(a_quote(rug))
    placed = pays(order, order.advance)
    after = pays(placed, Money("100", "MAD"))
    left = order.total - order.advance - Money("100", "MAD")
    assert balance_of(after) == minor(left)
    assert awaited_payment(after).amount == left
    assert balance_of(pays(after, left)) == 0
    agree()


def test_a_maker_who_declines_makes_the_balance_smaller(rug, other_rug):
    order = pays(o := accepted(a_quote(rug, other_rug, delivery="0")), o.advance)
    first, second = order.parts.order_by("pk")
    fulfil.decline(second, actor=MAKER, reason="no_time")
    # half was paid, and half is what is left
    assert balance_of(fresh(order)) == 0
    assert minor(first.goods) == minor(order.advance)
    agree()
    fulfil.accept(first, actor=MAKER)
    fulfil.ship(first, carrier="Amana", actor=MAKER)
    agree()


def test_cancelled_after_the_advance_it_is_due_back(rug):
    order = pays(o := accepted(a_quote(rug)), o.advance)
    cancel(order, actor=OFFICE, reason="the shop closes")
    refund = order.refunds.get()
    assert refund.amount == order.advance
    agree()


def test_another_quote_may_follow_an_order_that_was_not_paid(rug):
    quote = a_quote(rug)
    order = accepted(quote)
    cancel(order, actor=OFFICE, reason="not paid")
    again = a_quote(rug, request=quote.request)
    assert accepted(again).pk != order.pk


def test_no_cart_is_opened_again_from_it(rug):
    order = accepted(a_quote(rug))
    with pytest.raises(RefusedError) as refused:
        reopen(order)
    assert why(refused) is Why.NOT_PAYABLE
    assert fresh(order).status == "draft"


def test_an_expired_declined_or_replaced_quote_is_not_accepted(rug):
    late = a_quote(rug)
    day = timezone.now() + timedelta(days=15)
    with pytest.raises(RefusedError) as refused:
        accepted(late, now=day)
    assert why(refused) is Why.QUOTE_OVER
    assert expire_quotes(now=day) == 1
    assert expire_quotes(now=day) == 0
    declined = a_quote(rug, request=late.request)
    decline_quote(declined)
    old = a_quote(rug, request=late.request)
    new = a_quote(rug, request=late.request)
    old.refresh_from_db()
    assert old.status == "replaced"
    for quote in (late, declined, old):
        with pytest.raises(RefusedError) as refused:
            accepted(TradeQuote.objects.get(pk=quote.pk))
        assert why(refused) is Why.QUOTE_OVER
    with pytest.raises(RefusedError):
        decline_quote(old)
    assert accepted(new).status == "draft"
    assert Order.objects.count() == 1


def test_on_the_last_day_it_is_accepted(rug):
    quote = a_quote(rug, valid_until=timezone.localdate() + timedelta(days=1))
    assert accepted(quote, now=timezone.now() + timedelta(days=1)).status == "draft"


def test_what_is_wrong_with_an_acceptance_leaves_nothing(rug):
    quote = a_quote(rug)
    wrong = [
        ({"method": "cash"}, Why.METHOD_NOT_OFFERED),
        ({"method": "gold"}, Why.METHOD_NOT_OFFERED),
        ({"entries": entries_for("MA", name="")}, Why.CONTACT),
        ({"entries": entries_for("FR")}, Why.ADDRESS),
        ({"entries": entries_for("MA", address={})}, Why.ADDRESS),
    ]
    for changed, code in wrong:
        with pytest.raises(RefusedError) as refused:
            accepted(quote, **changed)
        assert why(refused) is code
    refuse_buyer(quote.request.buyer, actor=OFFICE, reason="gone")
    with pytest.raises(RefusedError) as refused:
        accepted(quote)
    assert why(refused) is Why.NOT_VERIFIED
    assert (Order.objects.count(), Variant.objects.filter(is_active=False).count()) == (0, 0)
    quote.refresh_from_db()
    assert quote.status == "sent"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"percent": 49}, "advance"),
        ({"percent": 101}, "advance"),
        ({"quantity": 0}, "quantity"),
        ({"quantity": 100_001}, "quantity"),
        ({"unit": "0"}, "price"),
        ({"unit": "150.001"}, "price"),
        ({"unit": "99999999", "quantity": 100_000}, "too_much"),
        ({"delivery": "-1"}, "delivery"),
        ({"valid_until": timezone.localdate() - timedelta(days=1)}, "day"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_numbers_that_cannot_be_are_no_quote(rug, changed, reason):
    request = a_request(None, rug)
    ask = an_answer(request, rug)
    said = {"unit": "150", "quantity": 40, "delivery": "0", "percent": 50} | changed
    with pytest.raises(RefusedError) as refused:
        send_quote(
            request,
            [Offered(ask, rug, said["quantity"], Money(said["unit"], "MAD"))],
            delivery=Money(said["delivery"], "MAD"),
            percent=said["percent"],
            valid_until=said.get("valid_until", timezone.localdate() + timedelta(days=9)),
            actor=OFFICE,
        )
    assert (why(refused), refused.value.facts["reason"]) == (Why.BAD_QUOTE, reason)
    assert not TradeQuote.objects.exists()


def test_no_maker_gets_less_than_she_asked_for(rug):
    with pytest.raises(RefusedError) as refused:
        a_quote(rug, unit="100")  # she wants 100, and the fees are within the price
    assert why(refused) is Why.BELOW_HER_PRICE
    assert refused.value.facts["gets"] < refused.value.facts["wants"]


def test_no_quote_names_what_another_maker_makes_or_nobody_answered(rug, other_rug):
    request = a_request(None, rug)
    ask = an_answer(request, rug)
    with pytest.raises(RefusedError) as refused:
        send_quote(
            request,
            [Offered(ask, other_rug, 4, Money("150", "MAD"))],
            delivery=Money(0, "MAD"),
            percent=50,
            valid_until=timezone.localdate() + timedelta(days=9),
            actor=OFFICE,
        )
    assert why(refused) is Why.FOREIGN_LINE


def test_the_database_holds_the_advance_too(rug):
    quote = a_quote(rug)
    with pytest.raises(IntegrityError), transaction.atomic():
        TradeQuote.objects.filter(pk=quote.pk).update(advance=quote.total / 2 - Money("0.01", "MAD"))
    order = accepted(quote)
    with pytest.raises(IntegrityError), transaction.atomic():
        Order.objects.filter(pk=order.pk).update(advance=order.total + Money("0.01", "MAD"))
    with pytest.raises(IntegrityError), transaction.atomic():
        SourcingRequest.objects.update(quantity=0)
