"""What follows for stands when a fee is paid or an order ends, when a fair is called off; who is told."""

from home.stands.actions.cancel_fair import call_off
from home.stands.actions.fees import lose_stand, take_paid
from home.stands.models import StandApplication, StandOffer
from home.stands.stand_letters import write_about
from producers.announcements import Announced, receives
from producers.domain.actors import SYSTEM
from producers.domain.told import Told
from shop.models import Order

TOLD = tuple(f"stand.{state}" for state in StandApplication.State.values)


@receives(*TOLD, tells=(Told.WITH_PROFILE,))
def tell_her(announced: Announced) -> None:
    """Write what became of her application, unless it has become something else meanwhile."""
    rows = StandApplication.objects.select_related("offer__event", "producer")
    row = rows.get(pk=announced.payload["application"])
    if announced.kind == f"stand.{row.state}":
        write_about(row, kind=announced.kind, key=announced.key)


@receives("order.placed", tells=())
def give_what_is_paid(announced: Announced) -> None:
    """A stand is hers once its fee has come in."""
    take_paid(Order.objects.get(pk=announced.payload["order"]))


@receives("order.cancelled", tells=())
def take_what_is_given_back(announced: Announced) -> None:
    """Who has the order of her stand cancelled has no stand."""
    lose_stand(Order.objects.get(pk=announced.payload["order"]))


@receives("event.cancelled", tells=())
def call_off_stands(announced: Announced) -> None:
    """There are no stands at a fair that does not take place."""
    for offer in StandOffer.objects.filter(event=announced.payload["event"]):
        call_off(offer, actor=SYSTEM)
