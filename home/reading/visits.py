"""What was looked at, for editors."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Sum
from django.utils import timezone

from home.models import Visit

DAYS, MOST = 30, 100


def most_visited(today: date | None = None) -> list[dict[str, Any]]:
    """Return (path, language, visits) of the last thirty days, the most visited first; one query."""
    since = (today or timezone.localdate()) - timedelta(days=DAYS - 1)
    rows = Visit.objects.filter(day__gte=since).order_by().values("path", "language")
    return list(rows.annotate(visits=Sum("count")).order_by("-visits", "path")[:MOST])
