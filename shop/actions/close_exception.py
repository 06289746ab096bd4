"""What did not fit is settled by a person, who says what she did about it."""

from django.db import transaction
from django.utils import timezone

from producers.actions.record import record
from producers.domain.actors import Actor
from shop.models import ExceptionCase


class AlreadyClosedError(ValueError):
    """Somebody has closed it before."""


@transaction.atomic
def close_exception(case: ExceptionCase, *, actor: Actor, note: str) -> None:
    """Close it with a note of what was done. Raises ``ValueError`` without one, or when it is closed."""
    if not note.strip():
        raise ValueError("a closed exception says what was done")
    now = timezone.now()
    if not ExceptionCase.objects.filter(pk=case.pk, closed_at=None).update(closed_at=now):
        raise AlreadyClosedError("closed before")
    record(verb="exception.closed", row=case, actor=actor, reason=note.strip())
