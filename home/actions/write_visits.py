"""Write what was counted; forget what is old."""

from collections.abc import Mapping
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from home.domain.visits import Key
from home.models import Visit

KEPT = timedelta(days=800)  # two years side by side


def write_visits(counts: Mapping[Key, int]) -> None:
    """Add counts to their rows. Two processes that write the same row both count."""
    for (day, path, language), count in counts.items():
        rows = Visit.objects.filter(day=day, path=path, language=language)
        if rows.update(count=F("count") + count):
            continue
        try:
            with transaction.atomic():
                Visit.objects.create(day=day, path=path, language=language, count=count)
        except IntegrityError:  # another process was first
            rows.update(count=F("count") + count)


def forget_old_visits() -> int:
    """Delete counts that nobody compares any more; return how many."""
    deleted, _rows = Visit.objects.filter(day__lt=timezone.localdate() - KEPT).delete()
    return deleted
