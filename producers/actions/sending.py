"""What is being sent just now: the act that it leads to is written down with it, in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

from producers.models import SentOnce

_current: ContextVar[tuple[int, datetime] | None] = ContextVar("tiwizi_sending", default=None)


class TakenOverError(Exception):
    """Somebody else has taken up the same sending, because this one seemed lost."""


@contextmanager
def sending(row: SentOnce) -> Iterator[None]:
    """Have every act that is recorded within belong to this sending."""
    token = _current.set((row.pk, row.claimed_at))
    try:
        yield
    finally:
        _current.reset(token)


def note_done() -> None:
    """Write that what is being sent was done, in the transaction that does it; nothing when nothing is.

    Raises ``TakenOverError``, which takes back what was about to be done a second time.
    """
    current = _current.get()
    if current is None:
        return
    pk, claimed_at = current
    mine = SentOnce.objects.filter(pk=pk, claimed_at=claimed_at)
    is_first = mine.filter(done_at=None).update(done_at=timezone.now())
    if not is_first and not mine.exists():
        raise TakenOverError
