"""A buyer is forgotten: what has ended at once, what is under way as soon as it has ended."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from producers.actions.erase_person import erase_person
from producers.actions.record import record
from producers.domain.actors import Actor
from producers.domain.personal import Person
from producers.models import Act
from shop.actions.issue_invoice import issue_invoice
from shop.models import Case, Change, Order, ProducerOrder, Refund
from shop.reading.forgetting import may_be_forgotten


@dataclass(frozen=True)
class Forgotten:
    """How many orders were emptied of their buyer, and how many wait until they have ended."""

    orders: int
    waiting: int


def forget_buyer(person: Person, *, actor: Actor, now: datetime | None = None) -> Forgotten:
    """Erase a person everywhere but in what the law keeps, and in orders that are under way.

    Goods that are on their way need an address, and money that goes back somebody to go to: such orders are
    marked, and ``forget_old_orders`` empties them once they have ended. Invoices are issued before the name
    goes that they have to show. Repeating it changes nothing.
    """
    at = now or timezone.now()
    hers = Order.objects.filter(pk__in=person.orders, erased_at=None)
    ended = list(may_be_forgotten(hers).order_by("pk"))
    waiting = _mark(hers.exclude(pk__in=[order.pk for order in ended]), at)
    open_cases = Case.objects.filter(pk__in=person.cases).exclude(order=None).exclude(order__in=ended)
    kept = set(open_cases.values_list("pk", flat=True))
    for order in ended:
        _issue_what_is_owed(order, actor)
    done = {order.pk for order in ended}
    numbers = {order.number for order in ended}
    _take_words(ended, actor)
    erase_person(
        replace(
            person,
            orders=tuple(done),
            cases=tuple(pk for pk in person.cases if pk not in kept),
            # Letters about what is under way still have to reach her.
            recipients=() if waiting else person.recipients,
            words=tuple(numbers) if waiting else person.words,
        ),
        actor=actor,
    )
    return Forgotten(len(ended), waiting)


def _issue_what_is_owed(order: Order, actor: Actor) -> None:
    for part in order.parts.filter(status="delivered"):
        issue_invoice(part, actor=actor)


@transaction.atomic(durable=True)
def _mark(orders: Iterable[Order], at: datetime) -> int:
    rows = Order.objects.filter(pk__in=[order.pk for order in orders])
    rows.filter(forget_asked_at=None).update(forget_asked_at=at)
    return int(rows.count())


@transaction.atomic(durable=True)
def _take_words(orders: Iterable[Order], actor: Actor) -> None:
    """Before the rows are emptied: cut in between, an order that still has a buyer is found again."""
    for order in orders:
        _blank_reasons(order)
        record(verb="order.buyer_erased", row=order, actor=actor)


def _blank_reasons(order: Order) -> None:
    """Why something was done to an order is typed by people, at times by the buyer herself."""
    about = {
        "order": [order.pk],
        "producerorder": ProducerOrder.objects.filter(order=order).values("pk"),
        "change": Change.objects.filter(order=order).values("pk"),
        "refund": Refund.objects.filter(order=order).values("pk"),
        "case": Case.objects.filter(order=order).values("pk"),
    }
    found = Q()
    for kind, keys in about.items():
        found |= Q(kind=kind, object_id__in=keys)
    Act.objects.filter(found).exclude(reason="").update(reason="")
