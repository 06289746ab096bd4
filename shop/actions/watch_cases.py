"""What opens or raises cases by itself: a dispute at the bank, and a day to answer that has passed."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from producers.domain.actors import SYSTEM
from shop.actions.cases import Matter, asker_of, open_case
from shop.actions.raise_exception import About, raise_exception
from shop.models import Case, ExceptionCase, PaymentEvent

# How long a bank waits at least when it does not say.
BANKS_DAYS = timedelta(days=7)
AT_ONCE = 200


def open_disputes() -> int:
    """Open a case for each dispute that a bank has begun, with the bank's day; return how many were new."""
    known = set(Case.objects.filter(kind=Case.Kind.DISPUTE).values_list("key", flat=True))
    begun = PaymentEvent.objects.filter(kind="dispute", state="requested").order_by("-pk")
    rows = [row for row in begun.select_related("payment__order")[:AT_ONCE] if _key(row) not in known]
    for row in rows:
        payment = row.payment
        matter = Matter(
            Case.Kind.DISPUTE, order=payment.order, payment=payment, key=_key(row), due_at=_due(row)
        )
        open_case(matter, asker_of(payment.order), "", actor=SYSTEM)
    return len(rows)


def raise_late_cases(now: datetime | None = None) -> int:
    """Put every case whose day has passed into the queue, once per day; return how many were new."""
    late = {
        f"case:{row.pk}:{row.due_at.isoformat()}": row for row in Case.objects.late(now or timezone.now())
    }
    known = set(ExceptionCase.objects.filter(key__in=late).values_list("key", flat=True))
    for key, row in late.items():
        if key not in known:
            about = About(order=row.order, payment=row.payment, row=row, data={"number": row.number})
            raise_exception("case_late", key=key, about=about)
    return len(late.keys() - known)


def _key(event: PaymentEvent) -> str:
    return f"dispute:{event.payment_id}:{event.data.get('movement') or event.event_id}"[:100]


def _due(event: PaymentEvent) -> datetime:
    """Return the bank's day: seconds since 1970, or a written moment; a week when it is none of these."""
    said = str(event.data.get("due_by", ""))
    if said.isdecimal() and len(said) < 12:
        return datetime.fromtimestamp(int(said), UTC)
    moment = parse_datetime(said) if said else None
    return moment if moment is not None and moment.tzinfo else event.at + BANKS_DAYS
