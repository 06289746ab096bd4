"""What the ground floor lets go of by itself: words of letters and reports whose time is over."""

from datetime import datetime, timedelta

from django.utils import timezone

from producers import conf
from producers.models import Message, Report

ENDED = (Message.State.SENT, Message.State.FAILED)


def forget_letters(*, now: datetime | None = None) -> int:
    """Blank letters that were sent, or given up, longer ago than the setting; return how many.

    Their keys stay: a repeated delivery still finds that it was made.
    """
    since = (now or timezone.now()) - timedelta(days=conf.message_days())
    old = Message.objects.filter(created_at__lt=since, state__in=ENDED).exclude(recipient="", text="")
    return int(old.update(recipient="", subject="", text="", html="", error=""))


def forget_reports(*, now: datetime | None = None) -> int:
    """Delete reports of visitors older than the setting; return how many."""
    since = (now or timezone.now()) - timedelta(days=conf.report_days())
    return int(Report.objects.filter(created_at__lt=since).delete()[0])
