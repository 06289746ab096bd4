"""Letting go of who read: names and numbers go, the counted rows stay."""

from datetime import timedelta

from django.utils import timezone

from home.library.models import Visit

KEPT = timedelta(days=365)
"""Long enough to ask after a book that was read, and to count a year."""


def forget_visits() -> int:
    """Blank visits that were over a year ago; return how many."""
    old = Visit.objects.filter(sitting__day__lt=timezone.localdate() - KEPT).exclude(name="")
    return int(old.update(name="", phone="", email="", person="", document=None))
