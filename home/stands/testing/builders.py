"""Rows of stands for tests."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from home.events.testing.builders import an_event
from home.stands.models import StandOffer


def an_offer(*, stands: int = 3, **event: Any) -> StandOffer:
    """Build a fair in ten days with some stands, to be asked for within a week."""
    closes = timezone.localdate() + timedelta(days=7)
    return StandOffer.objects.create(event=an_event(**event), stands=stands, closes_on=closes)
