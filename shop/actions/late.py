"""A part that is late: its ready settlement beside the exception, and the end of both once it moves on."""

from contextlib import suppress

from django.db.models import QuerySet
from django.utils import timezone

from producers.actions.transactions import require_transaction
from producers.compiled import Compiled
from producers.domain.actors import Actor
from shop.actions.change_order import propose_decline_settlement
from shop.actions.close_exception import AlreadyClosedError, close_exception
from shop.actions.move import move
from shop.domain.changes import ChangeKind
from shop.domain.errors import RefusedError
from shop.domain.states import ChangeStatus, PartStatus, may_move
from shop.models import Change, ExceptionCase, ProducerOrder

LATE = "late"


def ready_settlement(part: ProducerOrder) -> Change | None:
    """Put the settlement of a late part before an operator: one press cancels it and gives the money back.

    None for a part of which something has left: that is for a person to find out. Needs the caller's
    transaction and the order's lock.
    """
    require_transaction("a proposal")
    if not may_move(PartStatus(part.status), PartStatus.CANCELLED):
        return None
    with suppress(RefusedError):  # nothing is left of it to settle
        return propose_decline_settlement(part, side=Change.Side.OFFICE, reason=LATE)
    return None


def no_longer_late(part: ProducerOrder, *kinds: str, actor: Actor) -> None:
    """Close what was raised about a part that has moved on after all, and take its ready settlement back.

    Needs the caller's transaction and the order's lock.
    """
    require_transaction("the end of a delay")
    for case in _raised(kinds, part=part.pk) if kinds else ():
        with suppress(AlreadyClosedError):
            close_exception(case, actor=actor, note=f"{part.number}: {part.status}")
    for change in _ready(part=part.pk):
        move(change, ChangeStatus.DROPPED, actor=actor, reason=part.status, ended_at=timezone.now())


@Compiled
def _raised(kinds: tuple[str, ...], *, part: int) -> QuerySet[ExceptionCase]:
    about = ExceptionCase.objects.filter(about_kind="producerorder", about_id=part)
    return about.filter(kind__in=kinds, closed_at=None).order_by("pk")


@Compiled
def _ready(*, part: int) -> QuerySet[Change]:
    asked = Change.objects.filter(part=part, status=ChangeStatus.ASKED.value, asked_by=Change.Side.OFFICE)
    return asked.filter(kind=ChangeKind.CANCEL_PART.value, reason=LATE).order_by("pk")
