"""Goods that go to a fair while buyers order them, receipts that arrive twice; each with its control."""

from collections import Counter
from threading import Barrier

from django.db.models import F
from django.utils import timezone
from moneyed import Money

from home.fairs.actions.evenings import close_till
from home.fairs.actions.lend import keep_equipment, lend
from home.fairs.actions.receipts import take_receipt
from home.fairs.actions.sheets import take_out, write_sheet
from home.fairs.models import BookedDay, Evening, OddReceipt, Receipt, ReceiptLine
from home.fairs.testing.builders import a_fair, a_sale, a_till, shelf
from producers.domain.actors import SYSTEM
from producers.testing.builders import an_association
from shop.actions.complete import complete
from shop.models import Cart, CashCustody, Order, Stock
from shop.reading.reconcile import differences
from shop.testing.builders import a_market, a_variant
from shop.testing.buying import a_ready_cart, total_of
from tests.races.together import at_once, failures

PIECES = 3


def buyer(cart: Cart):
    """Return the press of a buyer who has the review page before her."""
    total, attempt = total_of(cart), cart.attempt
    return lambda: complete(cart, shown=total, method="cash", attempt=attempt, lang="fr")


def test_the_race_is_real_without_the_guard():
    """Look at the shelf first, move then: more leaves for fairs than there is."""
    stock = shelf(a_variant(stock=PIECES, price=100))
    looked, moved = Barrier(6), []

    def look_then_move() -> None:
        seen = Stock.objects.get(pk=stock.pk)
        looked.wait(60)
        if seen.on_hand - seen.allocated >= 1:
            moved.append(1)
            Stock.objects.filter(pk=stock.pk).update(on_hand=seen.on_hand - 1)

    assert not failures(at_once([look_then_move] * 6))
    assert len(moved) > PIECES


def test_sheets_and_buyers_together_take_no_more_than_there_is():
    a_market(cash_limit=10_000)
    rug = a_variant(stock=PIECES, price=100)
    fair = a_fair()
    sheets = [write_sheet(fair, {shelf(rug).pk: 1}, actor=SYSTEM) for _ in range(4)]
    carts = [a_ready_cart(rug) for _ in range(4)]
    orders = [buyer(cart) for cart in carts]
    results = at_once([*(lambda one=one: take_out(one, actor=SYSTEM) for one in sheets), *orders])
    kinds = Counter(type(one).__name__ for one in results)
    assert kinds["Sheet"] + kinds["Completion"] == PIECES
    assert set(kinds) <= {"Sheet", "Completion", "ShortSheetError", "RefusedError"}
    web, there = shelf(rug), Stock.objects.filter(place=fair.place).first()
    assert web.on_hand + (there.on_hand if there else 0) == PIECES
    assert web.on_hand >= web.allocated
    assert not list(differences())


def test_looking_first_books_one_receipt_twice():
    """The control: who looks for the number and writes then, without lock and constraint, counts twice."""
    sold, looked = [], Barrier(4)

    def look_then_count() -> None:
        seen = Receipt.objects.filter(sequence=1).exists()
        looked.wait(60)
        if not seen:
            sold.append(1)

    assert not failures(at_once([look_then_count] * 4))
    assert len(sold) > 1


def test_one_receipt_sent_by_many_at_once_counts_once_and_one_evening_books_it():
    rug = a_variant(stock=PIECES, price=100)
    till = a_till(a_fair()).till
    sent = a_sale(1, (rug, 1, 100))
    results = at_once([lambda: take_receipt(till, sent, actor=SYSTEM)] * 5)
    assert not failures(results)
    assert Counter(one.is_new for one in results) == {True: 1, False: 4}
    other = a_sale(1, (rug, 2, 100))
    assert not failures(at_once([lambda: take_receipt(till, other, actor=SYSTEM)] * 3))
    assert (Receipt.objects.count(), OddReceipt.objects.count()) == (1, 1)
    assert ReceiptLine.objects.annotate(sum=F("quantity")).get().sum == 1

    closed = at_once([lambda: close_till(till, Money(100, "MAD"), actor=SYSTEM)] * 4)
    assert Counter(type(one).__name__ for one in closed) == {"Evening": 1, "NothingToCloseError": 3}
    assert (Evening.objects.count(), Order.objects.count(), CashCustody.objects.count()) == (1, 1, 1)
    assert not list(differences())


def test_looking_first_lends_one_box_twice():
    """The control: who looks whether it is free and writes then lends it to several."""
    lent, looked = [], Barrier(4)

    def look_then_lend() -> None:
        is_free = not BookedDay.objects.exists()
        looked.wait(60)
        if is_free:
            lent.append(1)

    assert not failures(at_once([look_then_lend] * 4))
    assert len(lent) > 1


def test_one_box_and_the_last_seats_are_lent_once():
    day, owner = timezone.localdate(), an_association()
    box = keep_equipment(owner, kind="photo_box", name="Box", units=1, actor=SYSTEM)
    van = keep_equipment(owner, kind="seats", name="Van", units=5, actor=SYSTEM)
    boxes = at_once([lambda: lend(box, day, day, actor=SYSTEM)] * 5)
    assert Counter(type(one).__name__ for one in boxes) == {"Booking": 1, "ClashError": 4}
    seats = at_once([lambda: lend(van, day, day, quantity=2, actor=SYSTEM)] * 4)
    assert Counter(type(one).__name__ for one in seats) == {"Booking": 2, "ClashError": 2}
    assert BookedDay.objects.count() == 5
