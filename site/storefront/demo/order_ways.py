"""The ways that the demo's orders go: how often each, how it is paid, and the steps, each an action."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from producers.domain.actors import Actor
from shop.actions import cases, cash, fulfil, parcels
from shop.actions.cancel import cancel
from shop.actions.change_order import change_order
from shop.actions.confirm_by_phone import confirm_by_phone, refuse_by_phone
from shop.actions.expire_unpaid import expire
from shop.actions.issue_invoice import issue_invoice
from shop.actions.mark_paid import mark_paid
from shop.domain.changes import ChangeKind
from shop.models import Order, OrderLine, Parcel, Place
from shop.reading.proposals import Asked, propose
from storefront.demo import changes

OFFICE = Actor(None, "Office (demo)")
WHY = "démonstration"
CARRIERS = ("Poste (démonstration)", "Autocar (démonstration)", "Coursier (démonstration)")
Step = Callable[[Order], Any]


@dataclass(frozen=True)
class Way:
    """One way: how many orders go it, how they are paid, how many makers have a share, what happens."""

    times: int
    method: str
    makers: int
    steps: tuple[Step, ...] = ()


def _each(step: Callable[..., Any], **more: Any) -> Step:
    """Do the same to every part of an order."""
    return lambda order: [step(part, actor=OFFICE, **more) for part in order.parts.order_by("pk")]


def _pay(order: Order) -> None:
    mark_paid(order, amount=order.total, statement=f"demo-{order.pk}", actor=OFFICE)


def _pay_too_much(order: Order) -> None:
    mark_paid(order, amount=order.total * 2, statement=f"demo-{order.pk}", actor=OFFICE)


def _confirm(order: Order) -> None:
    confirm_by_phone(order, actor=OFFICE)


def _ship(order: Order) -> None:
    """Send each part with a carrier of its own and a number that says that it is made up."""
    for part in order.parts.order_by("pk"):
        carrier = CARRIERS[part.pk % len(CARRIERS)]
        fulfil.ship(part, carrier=carrier, tracking=f"DEMO{part.pk:05}MA", actor=OFFICE)


def _ship_some(order: Order) -> None:
    """Send one piece of what has several lines or pieces, so that the rest is still to come."""
    part = order.parts.order_by("pk").first()
    line = OrderLine.objects.filter(part=part).order_by("-quantity", "pk").first()
    fulfil.ship(part, carrier=CARRIERS[0], tracking=f"DEMO{part.pk:05}MA", actor=OFFICE, pieces={line.pk: 1})


def _to_centre(order: Order) -> None:
    centre = Place.objects.filter(kind=Place.Kind.CENTRE).order_by("pk").first()
    for part in order.parts.order_by("pk"):
        parcel = fulfil.ship(part, carrier="Tournée (démonstration)", actor=OFFICE, centre=centre)
        parcels.receive_at_centre(parcel, actor=OFFICE)


def _parcels(order: Order) -> list[Parcel]:
    return list(Parcel.objects.of_order(order).exclude(status="onward").order_by("pk"))


def _on(step: Callable[..., Any], **more: Any) -> Step:
    """Do the same to every parcel of an order."""
    return lambda order: [step(parcel, actor=OFFICE, **more) for parcel in _parcels(order)]


def _join(order: Order) -> None:
    parcels.join(_parcels(order), carrier=CARRIERS[0], tracking=f"DEMO{order.pk:05}J", actor=OFFICE)


def _decline_one(order: Order) -> None:
    first = order.parts.order_by("pk").first()
    fulfil.decline(first, actor=OFFICE, reason=WHY)


def _invoice(order: Order) -> None:
    for part in order.parts.order_by("pk"):
        issue_invoice(part)


def _change(asked: Callable[[Order], Asked]) -> Step:
    """Show a change with its effect, and confirm it as it was shown."""

    def step(order: Order) -> None:
        proposal = propose(order, asked(order))
        change_order(order, proposal.asked, fingerprint=proposal.fingerprint, actor=OFFICE, reason=WHY)

    return step


def _one_part(order: Order) -> Asked:
    return Asked(ChangeKind.CANCEL_PART, part=order.parts.order_by("pk")[0].pk)


def _one_piece(order: Order) -> Asked:
    line = OrderLine.objects.filter(part__order=order).order_by("pk")[0]
    return Asked(ChangeKind.CANCEL_LINE, pieces={line.pk: 1})


def _ask(order: Order) -> None:
    cases.open_case(
        cases.Matter("delivery", order=order), cases.asker_of(order), "Quand arrive ma commande ?"
    )


def _ask_and_answer(order: Order) -> None:
    opened = cases.open_case(
        cases.Matter("question", order=order), cases.asker_of(order), "Peut-on le laver à la machine ?"
    )
    cases.answer(opened, "À la main, à l’eau froide.", actor=OFFICE)
    cases.close_case(opened, "answered", actor=OFFICE)


ACCEPTED = _each(fulfil.accept)
MAKING = _each(fulfil.start_making)
PACKED = _each(fulfil.pack)
DELIVERED = _each(fulfil.deliver)
COLLECTED = _each(cash.collect)
READY, TO_SEND = (_confirm, ACCEPTED, PACKED), (_pay, ACCEPTED, PACKED)
WAYS: tuple[Way, ...] = (
    # On its way to be made
    Way(12, "cash", 1),
    Way(6, "cash", 2, (_confirm,)),
    Way(10, "cash", 1, (_confirm, ACCEPTED)),
    Way(10, "cash", 1, (_confirm, ACCEPTED, MAKING)),
    Way(10, "cash", 2, READY),
    Way(8, "transfer", 1),
    Way(8, "transfer", 2, (_pay,)),
    Way(8, "transfer", 1, TO_SEND),
    # On its way to the buyer
    Way(14, "cash", 1, (*READY, _ship)),
    Way(6, "cash", 2, (_confirm, ACCEPTED, _ship_some)),
    Way(8, "transfer", 2, (*TO_SEND, _ship)),
    Way(5, "transfer", 2, (_pay, ACCEPTED, _to_centre)),
    Way(5, "transfer", 2, (_pay, ACCEPTED, _to_centre, _join)),
    Way(5, "cash", 1, (*READY, _ship, _on(parcels.make_ready))),
    Way(5, "cash", 1, (*READY, _ship, _on(parcels.fail_delivery, reason=WHY), _ask)),
    # Arrived
    Way(60, "cash", 1, (*READY, _ship, DELIVERED, COLLECTED)),
    Way(12, "cash", 2, (*READY, _ship, DELIVERED, COLLECTED)),
    Way(20, "transfer", 1, (*TO_SEND, _ship, DELIVERED)),
    Way(10, "transfer", 2, (*TO_SEND, _ship, _on(parcels.deliver_parcel))),
    Way(5, "transfer", 2, (_pay, ACCEPTED, _to_centre, _join, _on(parcels.deliver_parcel))),
    Way(5, "transfer", 1, (*TO_SEND, _ship, DELIVERED, _ask_and_answer)),
    # Not as it was meant
    Way(6, "cash", 1, (*READY, _ship, _on(parcels.return_to_sender, reason=WHY))),
    Way(3, "transfer", 1, (*TO_SEND, _ship, _on(parcels.return_to_sender, reason=WHY))),
    Way(6, "cash", 1, (_confirm, _each(fulfil.decline, reason=WHY))),
    Way(4, "transfer", 2, (_pay, _decline_one)),
    Way(5, "cash", 1, (lambda order: refuse_by_phone(order, actor=OFFICE, reason=WHY),)),
    Way(6, "cash", 1, (_confirm, lambda order: cancel(order, actor=OFFICE, reason=WHY))),
    Way(4, "transfer", 2, (_pay, _invoice, _change(_one_part))),
    Way(4, "transfer", 2, (_pay, changes.cancelled_by_the_buyer)),
    Way(4, "transfer", 1, (*TO_SEND, _ship, DELIVERED, changes.part_of_the_price_back)),
    Way(4, "transfer", 1, (*TO_SEND, _ship, DELIVERED, changes.complained)),
    Way(4, "transfer", 1, (*TO_SEND, _ship, DELIVERED, changes.sent_back)),
    Way(4, "transfer", 1, (*TO_SEND, _ship, DELIVERED, changes.withdrawn)),
    Way(4, "cash", 2, (_confirm, _change(_one_piece))),
    Way(3, "transfer", 1, (_pay_too_much,)),
    Way(7, "transfer", 1, (lambda order: expire(order, now=timezone.now() + timedelta(days=9)),)),
)
