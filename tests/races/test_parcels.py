"""Two who send at once, and one who sends while the other cancels. The control shows the race."""

from threading import Barrier

from django.db.models import Sum

from producers.domain.actors import Actor
from shop.actions import fulfil
from shop.actions.cancel import cancel
from shop.domain.errors import RefusedError
from shop.domain.states import IllegalMoveError
from shop.models import Allocation, Order, OrderLine, ParcelLine, ProducerOrder, Stock
from shop.reading.reconcile import differences
from shop.testing.builders import a_market, a_variant
from shop.testing.orders import a_placed_order
from tests.races.together import at_once, failures

OFFICE = Actor(1, "Office")


def an_accepted_part(pieces: int) -> ProducerOrder:
    a_market()
    part = a_placed_order((a_variant(stock=pieces), pieces)).parts.get()
    fulfil.accept(part, actor=OFFICE)
    return part


def test_the_race_is_real_without_the_guard():
    """Look how many are left, then write: more leaves than was ordered."""
    part = an_accepted_part(2)
    line, sent, looked = OrderLine.objects.get(part=part), [], Barrier(4)

    def look_then_write() -> None:
        seen = OrderLine.objects.get(pk=line.pk)
        looked.wait(60)
        if seen.shipped + 2 <= seen.quantity:
            OrderLine.objects.filter(pk=line.pk).update(shipped=seen.shipped + 2)
            sent.append(2)

    assert not failures(at_once([look_then_write] * 4))
    assert sum(sent) > line.quantity


def test_those_who_send_at_once_send_what_was_ordered():
    part = an_accepted_part(3)
    line = OrderLine.objects.get(part=part)
    results = at_once([lambda: fulfil.ship(part, carrier="Amana", actor=OFFICE, pieces={line.pk: 1})] * 8)
    refused = failures(results)
    assert len(refused) == 5
    assert all(isinstance(one, (RefusedError, IllegalMoveError)) for one in refused)
    assert ParcelLine.objects.aggregate(sum=Sum("quantity"))["sum"] == 3
    assert OrderLine.objects.get().shipped == 3
    assert (Stock.objects.get().on_hand, Stock.objects.get().allocated) == (0, 0)
    assert ProducerOrder.objects.get().status == "shipped"
    assert not list(differences())


def test_an_order_is_sent_or_cancelled_never_both():
    for _ in range(5):
        part = an_accepted_part(2)
        results = at_once(
            [
                lambda part=part: fulfil.ship(part, carrier="Amana", actor=OFFICE),
                lambda part=part: cancel(part.order, actor=OFFICE, reason="changed her mind"),
            ]
        )
        assert [type(one) for one in failures(results)] == [IllegalMoveError]
        order = Order.objects.get(pk=part.order_id)
        states = set(Allocation.objects.filter(line__part=part).values_list("state", flat=True))
        assert (order.status, states) in [("placed", {"sent"}), ("cancelled", {"released"})]
    assert not list(differences())
