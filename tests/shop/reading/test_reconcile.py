"""Each check is broken once, on purpose and behind the back of the actions, and names what differs."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import F
from django.utils import translation
from moneyed import Money

from producers.domain.actors import SYSTEM
from producers.guards import lift_guards
from shop.actions import fulfil
from shop.actions.adjust_stock import receive
from shop.actions.cancel import cancel
from shop.actions.mark_paid import mark_paid
from shop.difference_words import CAUSES, in_words
from shop.domain.differences import as_row
from shop.models import (
    Allocation,
    JournalEntry,
    Listing,
    Order,
    OrderLine,
    PaymentEvent,
    Posting,
    Price,
    ProducerOrder,
    SettledShare,
    Stock,
    StockMove,
)
from shop.reading.reconcile import CHECKS, differences, named_differences
from shop.reading.reconcile_orders import orders_are_paid_or_open
from shop.testing.builders import a_market, a_variant, on_show
from shop.testing.orders import a_draft, a_placed_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def sold() -> Order:
    """A shop in which something happened: an order placed and paid, one cancelled, one waiting."""
    a_market("eu")
    variant, other = a_variant(stock=5, prices={"EUR": "18.00"}), a_variant(price="90.00", stock=9)
    on_show(variant, other)
    order = a_placed_order((variant, 2), other, delivery="35")
    mark_paid(order, amount=order.total, statement="handed over", actor=SYSTEM)
    cancel(a_placed_order(other), actor=SYSTEM, reason="buyer asked")
    a_draft(other)
    receive(variant, variant.stock.get().place, 2, actor=SYSTEM)
    sent = order.parts.get(lines__variant=variant)
    fulfil.accept(sent, actor=SYSTEM)
    fulfil.ship(
        sent, carrier="Amana", tracking="T1", actor=SYSTEM, pieces={sent.lines.get(variant=variant).pk: 2}
    )
    return order


def found_after(change: Callable[[], object]) -> list[str]:
    """What is found when a change was made that no action would make; it is undone afterwards."""
    with transaction.atomic():
        lift_guards(connection)
        change()
        lines = list(differences())
        transaction.set_rollback(True)
    return lines


def test_a_shop_that_sold_cancelled_and_sent_agrees(sold):
    assert list(differences()) == []
    out = StringIO()
    call_command("reconcile", stdout=out)
    assert out.getvalue() == "Everything agrees.\n"


BROKEN: dict[str, tuple[Callable[[Order], object], str]] = {
    "an entry that does not balance": (
        lambda order: Posting.objects.filter(entry__order=order, amount__gt=0).update(amount=F("amount") + 1),
        "is off by",
    ),
    "an entry without postings": (
        lambda order: JournalEntry.objects.create(key="x", kind="x", day="2026-11-01", unsealed=None),
        "no postings",
    ),
    "an entry that was not sealed": (
        lambda order: JournalEntry.objects.filter(order=order).update(unsealed=1), "not sealed",
    ),
    "books without a guard": (lambda order: None, "is not guarded by tiwizi_entry_is_sealed"),
    "pieces without a move": (lambda order: Stock.objects.update(on_hand=F("on_hand") + 1), "by its moves"),
    "a move without pieces": (lambda order: StockMove.objects.update(quantity=1), "by its moves"),
    "a promise without an allocation": (
        lambda order: Stock.objects.update(allocated=F("allocated") + 1), "in open allocations",
    ),
    "an allocation without a promise": (
        lambda order: Allocation.objects.filter(state="open").update(quantity=3), "in open allocations",
    ),
    "goods that are not those of the parts": (
        lambda order: ProducerOrder.objects.filter(order=order).update(goods=F("goods") + 1),
        "goods",
    ),
    "delivery that is not that of the parts": (
        lambda order: ProducerOrder.objects.filter(order=order).update(delivery=F("delivery") + 1),
        "delivery",
    ),
    "lines that are not the part": (
        lambda order: OrderLine.objects.filter(part__order=order).update(
            unit_price=F("unit_price") + 1, total=F("total") + F("quantity")
        ),
        "its lines",
    ),
    "a total that is not booked": (
        lambda order: Order.objects.filter(pk=order.pk).update(goods=F("goods") + 5, total=F("total") + 5),
        "booked",
    ),
    "a placed order that is not in the books": (
        lambda order: Posting.objects.filter(entry__order=order, entry__kind="order.placed").delete(),
        "booked 0.00",
    ),
    "a payment that is not booked": (
        lambda order: PaymentEvent.objects.update(amount=F("amount") - 1), "paid by its payments",
    ),
    "a change that took no share": (
        lambda order: SettledShare.objects.filter(change__order__status="cancelled").delete(),
        "90.00 sold, but 0.00 paid - 0.00 refunded + 0.00 open = 0.00 MAD",
    ),
    "a payment that no entry knows": (
        lambda order: Posting.objects.filter(entry__order=order, entry__kind="order.paid").delete(),
        "520.00 sold, but 520.00 paid - 0.00 refunded + 520.00 open = 1040.00 MAD",
    ),
    "a refund that no entry knows": (
        lambda order: PaymentEvent.objects.create(
            payment=order.payments.get(), gateway="cash", event_id="x", kind="refund", state="succeeded",
            amount=Money(20, "MAD"), data={"movement": "x"},
        ),
        "520.00 sold, but 520.00 paid - 20.00 refunded + 0.00 open = 500.00 MAD",
    ),
    "money back to a buyer that is due and was sold": (
        lambda order: Posting.objects.filter(
            entry__order=order, account__kind="buyer_clearing", amount__lt=0
        ).update(amount=F("amount") - 5),
        "520.00 sold, but 520.00 paid - 0.00 refunded + -5.00 open = 515.00 MAD",
    ),
    "a price in a list that is none": (
        lambda order: Listing.objects.filter(market__code="ma").update(amount="1.00"), "listing of",
    ),
    "a price that no list knows": (
        lambda order: Price.objects.filter(amount_currency="EUR").update(amount="21.00"), "in eu: 18.00",
    ),
    "a list that says available": (
        lambda order: Listing.objects.update(is_available=False, is_sold=True), "stock says",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", list(BROKEN))
def test_what_differs_is_named(sold, case):
    change, said = BROKEN[case]
    assert any(said in line for line in found_after(lambda: change(sold)))
    assert list(differences()) == []


def test_the_row_that_differs_is_named_and_no_other(sold):
    stock = Stock.objects.order_by("pk").last()
    lines = found_after(lambda: Stock.objects.filter(pk=stock.pk).update(on_hand=F("on_hand") + 1))
    by_row = [line for line in lines if "guarded" not in line]
    assert by_row == [f"stock {stock.pk}: {stock.on_hand + 1} on hand, {stock.on_hand} by its moves"]


def test_an_order_that_ended_and_keeps_stock_or_money_is_named(sold):
    ended = Order.objects.get(status="cancelled")
    kept = found_after(lambda: Allocation.objects.filter(line__part__order=ended).update(state="open"))
    assert f"order {ended.number} has ended and still keeps stock" in kept
    cancelled = JournalEntry.objects.get(order=ended, kind="order.cancelled")
    owed = found_after(lambda: cancelled.postings.all().delete())
    assert f"order {ended.number} is cancelled, 90.00 is open in the books" in owed


def test_it_ends_with_an_error_and_the_names_of_what_differs(sold):
    out = StringIO()
    with transaction.atomic():
        Stock.objects.update(on_hand=F("on_hand") + 1)
        with pytest.raises(CommandError) as failed:
            call_command("reconcile", stdout=out)
        transaction.set_rollback(True)
    assert failed.value.returncode == 1
    assert out.getvalue().count("by its moves") == Stock.objects.count()


def test_an_order_that_does_not_come_out_is_named_with_its_amount_and_the_likely_cause(sold):
    paid = Posting.objects.filter(entry__order=sold, entry__kind="order.paid")
    found = {}
    with transaction.atomic():
        lift_guards(connection)
        paid.delete()
        found = {check: as_row(check, line) for check, line in named_differences()}
        transaction.set_rollback(True)
    line, cause = in_words(found["orders_are_paid_or_open"])
    assert line.startswith(f"commande {sold.number}\N{NO-BREAK SPACE}: 520.00 vendu, mais 520.00 payé")
    assert cause == "Un paiement a été enregistré sans son écriture, ou comptabilisé deux fois."


def test_every_check_has_a_likely_cause_in_every_language():
    for language in ("fr", "ar"):
        with translation.override(language):
            for name in (check.__name__ for check in CHECKS):
                assert in_words([name, "x", {}, ""])[1] not in (name, CAUSES[name])


def test_a_run_of_an_earlier_version_is_shown_as_it_was_kept():
    assert in_words(["entries_balance", "entry 100% of x is off"])[0] == "entry 100% of x is off"


def test_orders_are_proven_with_as_many_queries_whatever_their_number(sold, django_assert_max_num_queries):
    variant = a_variant(price="10.00", stock=50)
    for _each in range(12):
        a_placed_order(variant)
    with django_assert_max_num_queries(8):
        assert list(orders_are_paid_or_open()) == []
