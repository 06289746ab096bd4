"""Letting go of what makers said and wrote: words go after a year, what is over goes."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from home.network.models import Listing, Talk

KEPT = timedelta(days=365)
"""As long as two makers may ask what they agreed to."""


def forget_network() -> int:
    """Delete needs and offers that ended a year ago, blank messages of that time; return how many."""
    before = timezone.now() - KEPT
    over = Listing.objects.filter(Q(until__lt=before.date()) | Q(ended_at__lt=before)).delete()[0]
    return over + int(Talk.objects.filter(asked_at__lt=before).exclude(words="").update(words=""))
