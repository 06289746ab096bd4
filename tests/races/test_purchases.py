"""A promise is taken back in the moment in which all is ordered, with a control without the lock."""

from functools import partial
from threading import Barrier

from django.db.models import F

from home.network.actions.purchases import order, pledge, withdraw
from home.network.models import Pledge, Purchase
from home.network.testing.builders import a_purchase
from producers.domain.actors import SYSTEM
from producers.testing.builders import a_producer
from tests.races.together import at_once, failures


def two_who_just_reach_it():
    row, her, other = a_purchase(), a_producer(), a_producer()
    for maker in (her, other):
        pledge(row, maker, 10, actor=SYSTEM)
    return row, other


def test_the_race_is_real_without_the_lock():
    """Look first, write then: what was taken back is ordered all the same."""
    row, other = two_who_just_reach_it()
    looked, done = Barrier(2), []

    def order_it() -> None:
        seen = Purchase.objects.get(pk=row.pk)
        looked.wait(60)
        if seen.state == "open" and seen.pledged >= seen.least_all:
            done.append("ordered")

    def take_back() -> None:
        seen = Purchase.objects.get(pk=row.pk)
        looked.wait(60)
        if seen.state == "open":
            Pledge.objects.filter(purchase=row, organisation=other).delete()
            Purchase.objects.filter(pk=row.pk).update(pledged=F("pledged") - 10)
            done.append("taken back")

    assert not failures(at_once([order_it, take_back]))
    assert sorted(done) == ["ordered", "taken back"]


def test_the_last_promise_is_either_ordered_or_taken_back():
    for _time in range(3):
        row, other = two_who_just_reach_it()
        presses = [partial(order, row, actor=SYSTEM), partial(withdraw, row, other, actor=SYSTEM)]
        results = at_once(presses)
        row.refresh_from_db()
        is_there = Pledge.objects.filter(purchase=row, organisation=other).exists()
        assert (row.state, row.pledged, is_there) in {("ordered", 20, True), ("open", 10, False)}
        assert sum(type(one).__name__ == "PurchaseRefusedError" for one in results) == 1
