"""Reads of the ground floor: what is public, whose row it is, what is still valid."""

from datetime import date, datetime

from django.db import models
from django.db.models import Q

from producers.domain.codes import IDLE, IDLE_BY_PASSWORD


class OrganisationQuerySet(models.QuerySet):
    def sellers(self) -> "OrganisationQuerySet":
        """Keep those who make and sell, whatever their standing."""
        return self.filter(kind__in=self.model.SELLING)

    def selling(self) -> "OrganisationQuerySet":
        """Those who make and sell, approved."""
        return self.sellers().filter(status=self.model.Status.ACTIVE)

    def shown(self) -> "OrganisationQuerySet":
        """Those who make, as the public sees them: who sells, and whose pages are shown without."""
        return self.sellers().filter(Q(status=self.model.Status.ACTIVE) | Q(is_visible=True))

    def shown_associations(self) -> "OrganisationQuerySet":
        """Those who vouch for makers, as the public sees them."""
        rows = self.filter(kind__in=self.model.VOUCHING)
        return rows.filter(Q(status=self.model.Status.ACTIVE) | Q(is_visible=True))


class GrantQuerySet(models.QuerySet):
    def live(self, on: date) -> "GrantQuerySet":
        """Grants neither withdrawn nor past their end."""
        return self.filter(valid_until__gte=on, withdrawn_at=None)


class GrantRequestQuerySet(models.QuerySet):
    def locked(self) -> "GrantRequestQuerySet":
        """Lock the rows for the transaction of the caller."""
        return self.select_for_update(of=("self",))

    def open(self) -> "GrantRequestQuerySet":
        """Requests that wait for her or for the call."""
        return self.filter(status__in=["asked", "confirmed"])

    def to_call(self) -> "GrantRequestQuerySet":
        """Requests that she has confirmed and nobody has called her about, the longest waiting first."""
        return self.filter(status="confirmed").order_by("confirmed_at", "pk")


class ValidityQuerySet(models.QuerySet):
    def valid(self, on: date) -> "ValidityQuerySet":
        """Rows that count on this day: not withdrawn, not expired."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=on), withdrawn_at=None)


class DoorCardQuerySet(models.QuerySet):
    def live(self) -> "DoorCardQuerySet":
        """Cards that were not revoked."""
        return self.filter(revoked_at=None)

    def to_call(self) -> "DoorCardQuerySet":
        """Cards of people without a phone who have no pictures yet, the longest waiting first."""
        people = {"user__door_phone": None, "user__picture_pin": None}
        return self.live().filter(**people).order_by("made_at", "pk")


class DeviceQuerySet(models.QuerySet):
    def live(self, now: datetime) -> "DeviceQuerySet":
        """Devices still remembered."""
        return self.filter(revoked_at=None, expires_at__gt=now)


class VisitQuerySet(models.QuerySet):
    def live(self, now: datetime) -> "VisitQuerySet":
        """Visits that go on: not ended, on a device not revoked, and not idle for too long."""
        on_device = Q(device=None) | Q(device__revoked_at=None)
        by_password = Q(way=self.model.Way.PASSWORD, seen_at__gt=now - IDLE_BY_PASSWORD)
        return self.filter(on_device, by_password | Q(seen_at__gt=now - IDLE), ended_at=None)
