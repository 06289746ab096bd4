"""A month of the books that is closed: nothing is dated in it any more."""

from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from producers.actions.record import record
from producers.domain.actors import Actor
from shop.domain.book_keeping import check_closing
from shop.models import ClosedMonth, JournalEntry


@transaction.atomic(durable=True)
def close_month(month: date, *, actor: Actor, reason: str, today: date | None = None) -> ClosedMonth:
    """Close the month of the day given, and all before it if it is the first to be closed.

    What comes later is booked in the open month; there is no way back, a mistake is reversed there. Raises
    ``BookError``: ``not_over``, ``closed``, ``gap``.
    """
    _wait_for_writers()
    latest = ClosedMonth.objects.values_list("until", flat=True).first()
    until = check_closing(month, today or timezone.localdate(), latest)
    row: ClosedMonth = ClosedMonth.objects.create(until=until)
    record(verb="books.closed", row=row, actor=actor, reason=reason, after={"until": until.isoformat()})
    return row


def _wait_for_writers() -> None:
    """Let entries that are being written end first; those that come next see that the month is closed."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {JournalEntry._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
