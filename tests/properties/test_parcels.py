"""Whatever leaves in whatever parcels: never more than was ordered, and the counters say what has left."""

from contextlib import suppress

import pytest
from django.db.models import Sum
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from producers.domain.actors import Actor
from shop.actions import fulfil, parcels
from shop.actions.adjust_stock import StockError
from shop.domain.errors import RefusedError
from shop.domain.shipping import is_rest, pieces_to_send
from shop.domain.states import IllegalMoveError
from shop.models import OrderLine, Parcel, ParcelLine, ProducerOrder, Stock
from shop.reading.reconcile import differences
from shop.testing.builders import a_market, a_variant
from shop.testing.orders import a_placed_order
from tests.properties.watch import Watch, differences_now

OFFICE = Actor(1, "Office")
counts = st.dictionaries(st.integers(1, 5), st.integers(-2, 9), max_size=5)
left = st.dictionaries(st.integers(1, 5), st.integers(1, 9), max_size=5)


@given(left, counts)
def test_what_leaves_was_asked_for_and_is_left(left, asked):
    try:
        leaving = pieces_to_send(left, asked)
    except RefusedError:
        return
    assert leaving == asked
    assert all(0 < leaving[line] <= left[line] for line in leaving)
    assert is_rest(left, leaving) is (leaving == left)


@given(left.filter(bool))
def test_without_a_word_all_that_is_left_leaves(left):
    assert pieces_to_send(left) == left
    assert is_rest(left, pieces_to_send(left))


tries = st.lists(
    st.tuples(st.sampled_from(["ship", "deliver", "back"]), st.integers(0, 4), st.integers(0, 4))
)


class ParcelsOfAnOrder(TestCase):
    """Random parcels of an order of two lines, one of them made to order."""

    @given(tries)
    @settings(max_examples=25, deadline=None)
    def test_no_parcel_holds_more_than_was_ordered(self, tries):
        """After every step counters, stock and books agree."""
        part = ProducerOrder.objects.get()
        first, second = OrderLine.objects.filter(part=part).order_by("pk")
        with Watch() as watch:
            for what, one, two in tries:
                pieces = {line.pk: count for line, count in ((first, one), (second, two)) if count}
                with suppress(RefusedError, IllegalMoveError, StockError):
                    step(what, part, pieces)
                for line in OrderLine.objects.all():
                    sent = ParcelLine.objects.filter(line=line).aggregate(sum=Sum("quantity"))["sum"] or 0
                    assert sent == line.shipped <= line.quantity
                assert not Stock.objects.filter(on_hand__lt=0).exists()
                assert but_for_lists(differences_now(watch)) == []
        assert but_for_lists(differences()) == []

    @classmethod
    def setUpTestData(cls):
        """Have an order accepted; what an example does to it is undone."""
        a_market()
        rug = a_variant(stock=5)
        shawl = a_variant(rug.product, stock=0, cap=4, making_days=5)
        fulfil.accept(a_placed_order((rug, 4), (shawl, 3)).parts.get(), actor=OFFICE)


def but_for_lists(found):
    """Leave out what is said of lists of offers: the job that writes them does not run here."""
    return [line for line in map(str, found) if "listing" not in line]


def step(what, part, pieces):
    parcel = Parcel.objects.filter(status="sent").order_by("pk").first()
    if what == "ship":
        fulfil.ship(part, carrier="Amana", actor=OFFICE, pieces=pieces)
    elif parcel and what == "deliver":
        parcels.deliver_parcel(parcel, actor=OFFICE)
    elif parcel:
        parcels.return_to_sender(parcel, actor=OFFICE, reason="away")


pytestmark = pytest.mark.django_db
