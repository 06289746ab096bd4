"""Reads of the agenda: what is public, what comes, what is over."""

from datetime import date

from django.db import models


class EventQuerySet(models.QuerySet):
    def public(self) -> "EventQuerySet":
        """Keep what is published. A cancelled event stays, and says so."""
        return self.filter(live=True)

    def coming(self, on: date) -> "EventQuerySet":
        """Keep what is not over on a day, the nearest first."""
        return self.filter(last_day__gte=on).order_by("first_day", "pk")

    def past(self, on: date) -> "EventQuerySet":
        """Keep what is over on a day, the newest first."""
        return self.filter(last_day__lt=on).order_by("-first_day", "-pk")
