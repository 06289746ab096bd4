"""The last stand of a fair, given out by several people at once; with its control."""

from collections import Counter
from threading import Barrier

from home.stands.actions.allocate import allocate, confirm, propose
from home.stands.actions.apply import apply
from home.stands.actions.fees import pay_fee
from home.stands.domain.slots import Slot, free_slots
from home.stands.models import StandApplication
from home.stands.testing.builders import a_paid_offer, an_offer
from producers.domain.actors import SYSTEM
from producers.testing.builders import a_producer
from shop.models import Order
from tests.races.together import at_once, failures


def test_looking_first_gives_the_last_stand_twice():
    """The control: who looks which stand is free and writes then, gives it to several."""
    offer, given, looked = an_offer(stands=1), [], Barrier(4)

    def look_then_give() -> None:
        taken = {Slot(*one) for one in offer.applications.exclude(stand=None).values_list("group", "stand")}
        looked.wait(60)
        given.extend(free_slots(offer.stands, taken))

    assert not failures(at_once([look_then_give] * 4))
    assert given == [Slot(0, 1)] * 4


def test_the_last_stand_is_given_once_by_hand_and_by_the_rules():
    offer = an_offer(stands=1)
    rows = [apply(offer, a_producer(), actor=SYSTEM) for _ in range(4)]
    by_hand = [lambda row=row: allocate(row, 1, actor=SYSTEM) for row in rows]
    results = at_once([*by_hand, lambda: propose(offer, actor=SYSTEM)])
    kinds = Counter(type(one).__name__ for one in results)
    assert set(kinds) <= {"NoneType", "TakenError", "int"}
    holder = StandApplication.objects.get(stand=1)
    told = [row.pk for row, result in zip(rows, results, strict=False) if result is None]
    assert set(told) <= {holder.pk}  # nobody else was told that it is hers
    assert (results[-1] == 1) or told == [holder.pk]
    assert sorted(at_once([lambda: confirm(offer, actor=SYSTEM)] * 3)) == [0, 0, 1]
    assert StandApplication.objects.get(stand=1).state == "placed"


def test_her_fee_pressed_by_many_at_once_is_one_order():
    offer = a_paid_offer(stands=1)
    row = apply(offer, a_producer(phone="+212612345678"), actor=SYSTEM)
    allocate(row, 1, actor=SYSTEM)
    confirm(offer, actor=SYSTEM)
    row.refresh_from_db()
    orders = at_once([lambda: pay_fee(StandApplication.objects.get(), "transfer", actor=SYSTEM)] * 4)
    assert not failures(orders)
    assert {one.pk for one in orders} == {Order.objects.get().pk}
