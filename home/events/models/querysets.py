"""Reads of the agenda: what is public, what comes, what is over."""

from datetime import date

from django.db import models
from django.db.models import F


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


class PlacesQuerySet(models.QuerySet):
    def locked(self) -> "PlacesQuerySet":
        """Lock the rows for the transaction of the caller."""
        return self.select_for_update(of=("self",))

    def take(self, pk: int) -> bool:
        """Take a seat in one statement; False when all are taken."""
        return self.filter(pk=pk, taken__lt=F("capacity")).update(taken=F("taken") + 1) == 1

    def give_back(self, pk: int) -> None:
        """Give a seat back."""
        self.filter(pk=pk, taken__gt=0).update(taken=F("taken") - 1)


class RegistrationQuerySet(models.QuerySet):
    def by_token(self, token: str) -> "RegistrationQuerySet":
        """The registration with this secret. An empty one matches nothing."""
        return self.filter(token=token) if token and "\x00" not in token else self.none()

    def open(self) -> "RegistrationQuerySet":
        """Keep those with a seat and those who wait."""
        return self.filter(state__in=["seated", "waiting", "offered"])

    def queue(self) -> "RegistrationQuerySet":
        """Keep those who wait, the first to have come first."""
        return self.filter(state="waiting").order_by("pk")
