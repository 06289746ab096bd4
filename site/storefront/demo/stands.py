"""The demo's stands: one fair that gives them out for a fee in its two groups, and one that takes requests.

One who was given a stand has taken it back: it was kept by itself for the next.
"""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone
from moneyed import Money

from home.events.models import Event
from home.stands.actions.allocate import confirm, propose, refuse
from home.stands.actions.apply import Brings, apply, withdraw
from home.stands.actions.fees import pay_fee, take_paid
from home.stands.actions.offer_stands import Fee, offer_stands
from home.stands.models import StandApplication, StandOffer
from home.stands.reading.stays import groups_of
from producers.domain.actors import Actor
from producers.models import Organisation
from shop.actions.mark_paid import mark_paid
from shop.models import Category, Order, Product

GIVEN_OUT, OPEN = "foire-5", "foire-6"
STANDS, APPLICANTS, BROUGHT = 4, 8, 3
WHY_NOT = "Cette foire n’a plus de place pour la céramique (démonstration)."


def load_stands() -> None:
    """Offer stands at two fairs and give out those of one; a second run finds them and does nothing."""
    events = {one.slug: one for one in Event.objects.filter(slug__in=[GIVEN_OUT, OPEN])}
    if len(events) < 2 or StandOffer.objects.exists():
        return
    user = get_user_model().objects.get(username="operator@demo.test")
    by = Actor(user.pk, user.get_username())
    given = _offer(events[GIVEN_OUT], by)
    offer_stands(events[OPEN], 12, events[OPEN].first_day - timedelta(days=30), actor=by)
    rows = [_asks(given, maker, by) for maker in _makers(given.event)]
    if not rows:
        return
    refuse(rows.pop(), reason=WHY_NOT, actor=by)
    propose(given, actor=by)
    confirm(given, actor=by)
    pays, leaves = StandApplication.objects.filter(offer=given, state="to_pay").order_by("stand", "group")[:2]
    _pay(pays, by)
    withdraw(leaves, actor=by)


def _offer(event: Event, by: Actor) -> StandOffer:
    category = Category.objects.get(slug="ateliers")
    until = event.first_day - timedelta(days=14)
    fee = Fee(Money(150, "MAD"), category, pay_days=14, refund_until=until)
    in_a_group = STANDS // max(1, len(groups_of(event)))
    return offer_stands(event, in_a_group, timezone.localdate() + timedelta(days=1), actor=by, fee=fee)


def _makers(event: Event) -> list[Organisation]:
    """Return makers whom the fair's own page does not name yet."""
    rows = Organisation.objects.shown().filter(status="active", kind__in=Organisation.SELLING)
    rows = rows.exclude(pk__in=event.exhibitors.values("producer")).exclude(phone="", email="")
    return list(rows.order_by("-number")[:APPLICANTS])


def _asks(offer: StandOffer, maker: Organisation, by: Actor) -> StandApplication:
    """Have a maker ask, by who helps her: each second one needs electricity, all agree to be shown.

    To each third any group suits, the others can come with one of the two only.
    """
    groups = groups_of(offer.event)
    wish = maker.number % 3 if groups else 0
    products = Product.objects.filter(producer=maker, live=True, hidden_at=None).order_by("pk")[:BROUGHT]
    brings = Brings(
        products=products, needs_table=True, needs_power=maker.number % 2 == 0, is_shown=True,
        wish=wish, words="Je viens en car (démonstration).",
    )  # fmt: skip
    return apply(offer, maker, actor=by, brings=brings)


def _pay(row: StandApplication, by: Actor) -> None:
    order = pay_fee(row, "transfer", actor=by)
    mark_paid(order, amount=order.total, statement="DEMO-STAND-1", actor=by)
    take_paid(Order.objects.get(pk=order.pk))  # what the announcement has done by itself
