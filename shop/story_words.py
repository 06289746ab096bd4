"""The steps of an order in plain words, for its buyer. The office has its own in ``act_words``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from producers.domain.dates import date_written
from shop.models import Change, Order, ProducerOrder, Refund
from shop.reading.order_story import Step

TEXTS: Mapping[str, Callable[[], str]] = {
    "order.placed": lambda: _("Ordered"),
    "order.cancelled": lambda: _("The order is cancelled"),
    "order.expired": lambda: _("Not paid in time: the pieces are free again"),
    "order.waiting": lambda: _("To be confirmed by phone"),
    "order.confirmed": lambda: _("Confirmed by phone"),
    "order.refused": lambda: _("Not confirmed by phone"),
    "producerorder.placed": lambda: _("The maker was told"),
    "producerorder.accepted": lambda: _("Accepted by the maker"),
    "producerorder.declined": lambda: _("The maker could not take it"),
    "producerorder.making": lambda: _("In the making"),
    "producerorder.packed": lambda: _("Packed"),
    "producerorder.partly_shipped": lambda: _("Some of it is on its way"),
    "producerorder.shipped": lambda: _("On its way"),
    "producerorder.delivered": lambda: _("Arrived"),
    "producerorder.cancelled": lambda: _("The maker's part is cancelled"),
    "producerorder.returned": lambda: _("Sent back"),
    "service.done_says_maker": lambda: _("The maker says that the service is done"),
    "service.done_says_buyer": lambda: _("You have said that the service is done"),
    "change.contact": lambda: _("Contact changed"),
    "change.address": lambda: _("Address changed"),
    "refund.asked": lambda: _("A refund is prepared"),
    "refund.requested": lambda: _("The refund is approved"),
    "refund.succeeded": lambda: _("The money has gone back to you"),
    "refund.failed": lambda: _("The refund did not arrive: we look for another way"),
    "refund.dropped": lambda: _("The refund goes another way"),
}
KINDS: Mapping[str, Callable[[], str]] = {
    "cancel_line": lambda: _("Cancellation"),
    "cancel_part": lambda: _("Cancellation"),
    "cancel_order": lambda: _("Cancellation"),
    "return": lambda: _("Return"),
    "exchange": lambda: _("Exchange"),
    "complaint": lambda: _("Report of a fault"),
    "withdrawal": lambda: _("Withdrawal"),
    "goodwill": lambda: _("Money back"),
}
STEPS: Mapping[str, Callable[[], str]] = {
    "change.asked": lambda: _("asked for"),
    "change.agreed": lambda: _("agreed to"),
    "change.received": lambda: _("the goods are back"),
    "change.settled": lambda: _("settled"),
    "change.refused": lambda: _("refused"),
    "change.dropped": lambda: _("taken back"),
}
STATES: Mapping[str, type[models.TextChoices]] = {
    "order": Order.Status,
    "producerorder": ProducerOrder.Status,
    "change": Change.Status,
    "refund": Refund.Status,
}
WHO: Mapping[str, Callable[[], str]] = {
    "buyer": lambda: _("you"),
    "maker": lambda: _("the maker"),
    "shop": lambda: _("the shop"),
    "system": lambda: _("by itself"),
}


@dataclass(frozen=True)
class StepShown:
    """One step as it is read: when, what, who, why, and what it did to the buyer's money."""

    when: str
    text: str
    who: str
    cause: str
    number: str
    money: str
    change: str


def told(steps: list[Step], lang: str, *, for_office: bool = False) -> list[StepShown]:
    """Return the steps that have words, in the language that is active; the office reads who by name."""
    return [
        StepShown(
            f"{date_written(timezone.localtime(step.at).date(), lang)} {timezone.localtime(step.at):%H:%M}",
            text,
            _who(step, for_office=for_office),
            step.cause,
            step.number,
            step.money.text if step.money else "",
            _change(step),
        )
        for step in steps
        if (text := _text(step))
    ]


def _who(step: Step, *, for_office: bool) -> str:
    """Say who: to the buyer by the side, to the office by name where it is a person with one."""
    if not for_office:
        return WHO[step.who]()
    return {"buyer": _("the buyer"), "system": _("by itself")}.get(step.name) or step.name


def _change(step: Step) -> str:
    """From which state to which, in the words of the kind of row."""
    labels = dict(STATES[step.model].choices) if step.model in STATES else {}
    return " → ".join(str(labels[code]) for code in (step.before, step.after) if code in labels)


def _text(step: Step) -> str:
    if step.kind in KINDS and step.verb in STEPS:
        return f"{KINDS[step.kind]()}: {STEPS[step.verb]()}"
    words = TEXTS.get(step.verb)
    return words() if words else ""
