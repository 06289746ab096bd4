"""Letting go of who was registered: names and numbers go, the counted rows stay."""

from datetime import timedelta

from django.utils import timezone

from home.events.models import DoorKey, Registration

KEPT = timedelta(days=730)
"""As long as certificates are asked for and figures are answered for."""


def forget_registrations() -> int:
    """Blank registrations of events that were over two years ago; return how many."""
    old = Registration.objects.filter(places__event__last_day__lt=timezone.localdate() - KEPT).exclude(
        name=""
    )
    DoorKey.objects.filter(event__last_day__lt=timezone.localdate() - KEPT).update(name="")
    return int(
        old.update(name="", phone="", email="", person="", user=None, booked_by=None, organisation=None)
    )
