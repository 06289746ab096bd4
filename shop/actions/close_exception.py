"""What did not fit is settled by a person, who says what she did about it."""

from django.db import transaction
from django.utils import timezone

from producers.actions.record import record
from producers.domain.actors import Actor
from shop.models import PaymentException


class AlreadyClosedError(ValueError):
    """Somebody has closed it before."""


@transaction.atomic
def close_exception(exception: PaymentException, *, actor: Actor, note: str) -> None:
    """Close it with a note of what was done. Raises ``ValueError`` without one, or when it is closed."""
    if not note.strip():
        raise ValueError("a closed exception says what was done")
    now = timezone.now()
    if not PaymentException.objects.filter(pk=exception.pk, closed_at=None).update(closed_at=now):
        raise AlreadyClosedError("closed before")
    record(verb="payment_exception.close", row=exception, actor=actor, reason=note.strip())
