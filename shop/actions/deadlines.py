"""Deadlines that have passed: a maker who has not answered, a part that has not left. Each is raised once."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from producers.actions.announce import announce
from shop.actions.fulfil import lock_part
from shop.actions.late import ready_settlement
from shop.actions.raise_exception import About, raise_exception
from shop.models import ExceptionCase, ProducerOrder
from shop.models.querysets import TO_SEND

AT_ONCE = 200
# Which deadline, and in which states of a part it still stands.
ACCEPT = ("accept_late", "accept_by", ("placed",))
SEND = ("ship_late", "ship_by", TO_SEND)
Deadline = tuple[str, str, tuple[str, ...]]


def raise_overdue(now: datetime | None = None) -> int:
    """Put every deadline that has passed before a person, and remind the maker; return how many were new.

    Safe to repeat and to run twice at once: a deadline is known by its part and its day. A clock that is set
    back raises nothing and takes nothing back; a deadline that is put off is a new one.
    """
    now = now or timezone.now()
    late_to_accept = ProducerOrder.objects.late_to_accept(now)
    late_to_send = ProducerOrder.objects.late_to_send(timezone.localdate(now))
    return _raise_new(late_to_accept, ACCEPT) + _raise_new(late_to_send, SEND)


def _raise_new(late: QuerySet[ProducerOrder], deadline: Deadline) -> int:
    return sum(_raise(part, deadline) for part in _not_raised(late, deadline))


def _not_raised(late: QuerySet[ProducerOrder], deadline: Deadline) -> Iterator[ProducerOrder]:
    """Yield the parts whose deadline nobody was told of, some at a time."""
    rows = late.select_related("order").order_by("pk")
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        last = batch[-1].pk
        keys = {_key(part, deadline): part for part in batch}
        known = set(ExceptionCase.objects.filter(key__in=keys).values_list("key", flat=True))
        yield from (part for key, part in keys.items() if key not in known)


@transaction.atomic(durable=True)
def _raise(part: ProducerOrder, deadline: Deadline) -> bool:
    """Raise one, unless the part has moved on, or its deadline was put off, since it was read."""
    kind, _field, standing = deadline
    locked = lock_part(part)
    key = _key(part, deadline)
    if locked.status not in standing or _key(locked, deadline) != key:
        return False
    ready = ready_settlement(locked)
    facts = {"number": locked.number, "late_since": key[-10:]} | ({"change": ready.pk} if ready else {})
    raise_exception(kind, key=key, about=About(order=locked.order, row=locked, data=facts))
    announce(f"part.{kind}", key=key, part=locked.pk, order=locked.order_id)
    return True


def _key(part: ProducerOrder, deadline: Deadline) -> str:
    """Return what a deadline is known by: its part and its day."""
    when = getattr(part, deadline[1])
    day = timezone.localdate(when) if isinstance(when, datetime) else when
    return f"part:{part.pk}:{deadline[0]}:{day.isoformat() if day else ''}"
