"""Trying is counted before anything is compared, in one statement, in rows that all processes share."""

from datetime import datetime

from django.db.models import Case, F, Q, Value, When

from producers.digests import keyed
from producers.domain.codes import Limit
from producers.models import Tries


def take_try(limit: Limit, subject: str, *, now: datetime) -> bool:
    """Count one try for a subject; False, and not counted, when the limit is reached.

    The subject (a number, the address of a caller) is kept as a digest under the site's key alone.
    """
    row = {"purpose": limit.purpose, "subject": keyed(subject, purpose=limit.purpose)}
    Tries.objects.bulk_create([Tries(**row, since=now)], ignore_conflicts=True)
    begun = now - limit.within
    is_over = When(since__lte=begun, then=Value(1))
    allowed = Tries.objects.filter(Q(since__lte=begun) | Q(count__lt=limit.most), **row)
    since = Case(When(since__lte=begun, then=Value(now)), default=F("since"))
    return allowed.update(count=Case(is_over, default=F("count") + 1), since=since) == 1
