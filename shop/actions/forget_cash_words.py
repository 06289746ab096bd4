"""What a bank said of who paid, and what was noted after a call, is blanked once it serves no more."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from shop import conf
from shop.models import CallAttempt, StatementLine

ASKED = (StatementLine.State.UNMATCHED, StatementLine.State.SUGGESTED)


@transaction.atomic(durable=True)
def forget_cash_words(*, now: datetime | None = None) -> int:
    """Blank names and texts of statement lines, and notes of calls, older than the setting; return how many.

    Amounts, days and keys stay: the books keep their proof, and a line that comes again is still known. A
    line that still waits for a person keeps its words.
    """
    since = (now or timezone.now()) - timedelta(days=conf.cash_words_days())
    old = StatementLine.objects.filter(booked_on__lt=since.date()).exclude(state__in=ASKED)
    lines = old.exclude(name="", text="").update(name="", text="")
    return lines + CallAttempt.objects.filter(~Q(note=""), at__lt=since).update(note="")
