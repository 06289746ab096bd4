"""A phone that heard no answer sends again. It is done once, and answered as often as it is asked."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from producers.models import SentOnce

# Longer than any request is let run: after it, who took it up is gone.
LOST_AFTER = timedelta(minutes=2)
KEPT = timedelta(days=60)


@dataclass(frozen=True)
class Answer:
    """What was answered: the status, and where it led. Status 200 stands for done, with no answer kept."""

    status: int
    location: str = ""


class OtherContentError(Exception):
    """The key was used before, for something else."""


class StillBeingDoneError(Exception):
    """The same thing is being done at this moment; ask again a little later."""


def take_up(user_id: int, key: str, digest: str, *, now: datetime | None = None) -> SentOnce | Answer:
    """Take up a sending: return it to be done, or the answer when it was done before.

    Raises ``OtherContentError``, ``StillBeingDoneError``.
    """
    at = now or timezone.now()
    try:
        return _claim(user_id, key, digest, at)
    except IntegrityError:
        row = SentOnce.objects.get(user=user_id, key=key)
    if row.digest != digest:
        raise OtherContentError
    if row.answered_at is not None or row.done_at is not None:
        return Answer(row.status or 200, row.location)
    if row.claimed_at + LOST_AFTER > at or not _take_over(row, at):
        raise StillBeingDoneError
    return row


def keep_answer(row: SentOnce, answer: Answer) -> None:
    """Keep what was answered, for whoever asks again."""
    SentOnce.objects.filter(pk=row.pk, claimed_at=row.claimed_at).update(
        status=answer.status, location=answer.location[:500], answered_at=timezone.now()
    )


def let_go(row: SentOnce) -> None:
    """Forget a sending that was refused: corrected, it may come again under its key. What was done stays."""
    SentOnce.objects.filter(pk=row.pk, claimed_at=row.claimed_at, done_at=None).delete()


def forget_sendings(*, now: datetime | None = None) -> int:
    """Delete keys so old that no phone sends them any more; return how many."""
    since = (now or timezone.now()) - KEPT
    return int(SentOnce.objects.filter(claimed_at__lt=since).delete()[0])


@transaction.atomic
def _claim(user_id: int, key: str, digest: str, at: datetime) -> SentOnce:
    row: SentOnce = SentOnce.objects.create(user_id=user_id, key=key, digest=digest, claimed_at=at)
    return row


def _take_over(row: SentOnce, at: datetime) -> bool:
    lost = SentOnce.objects.filter(pk=row.pk, claimed_at=row.claimed_at, done_at=None, answered_at=None)
    row.claimed_at = at
    return bool(lost.update(claimed_at=at))
