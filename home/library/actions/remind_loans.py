"""Telling readers that a copy is due, or late: each time once, whenever it runs."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from home.library.domain.lending import NOTICE, reminder
from home.library.models import Loan
from producers.actions.announce import announce_all
from producers.models import Announcement


@transaction.atomic(durable=True)
def remind_loans(*, now: datetime | None = None) -> int:
    """Announce what is due within two days, and what is late, once a week; return how many are in order."""
    today = timezone.localdate(now)
    rows = Loan.objects.open().filter(due_on__lte=today + NOTICE).order_by("pk")
    told = [(one, step) for one in rows.iterator() if (step := reminder(one.due_on, today))]
    announce_all([_announcement(one, step) for one, step in told])
    return len(told)


def _announcement(loan: Loan, step: str) -> Announcement:
    kind = "loan.due" if step == "due" else "loan.late"
    key = f"{kind}:{loan.pk}:{loan.due_on.isoformat()}:{step}"
    return Announcement(key=key, kind=kind, payload={"loan": loan.pk})
