"""Reads of the ground floor: what is public, whose row it is, what is still valid."""

from datetime import date

from django.db import models
from django.db.models import Q


class OrganisationQuerySet(models.QuerySet):
    def sellers(self) -> "OrganisationQuerySet":
        """Keep those who make and sell, whatever their standing."""
        return self.filter(kind__in=self.model.SELLING)

    def selling(self) -> "OrganisationQuerySet":
        """Those who make and sell, approved."""
        return self.sellers().filter(status=self.model.Status.ACTIVE)


class GrantQuerySet(models.QuerySet):
    def live(self, on: date) -> "GrantQuerySet":
        """Grants neither withdrawn nor past their end."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=on), withdrawn_at=None)


class ValidityQuerySet(models.QuerySet):
    def valid(self, on: date) -> "ValidityQuerySet":
        """Rows that count on this day: not withdrawn, not expired."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=on), withdrawn_at=None)
