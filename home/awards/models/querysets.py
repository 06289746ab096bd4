"""Reads of the awards: what is public, and what still counts."""

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q

from producers.models import Consent, Organisation


class EditionQuerySet(models.QuerySet):
    def public(self) -> "EditionQuerySet":
        """Keep what is published."""
        return self.filter(live=True)

    def locked(self) -> "EditionQuerySet":
        """Lock the rows for the transaction of the caller."""
        return self.select_for_update(of=("self",))


class NominationQuerySet(models.QuerySet):
    def locked(self) -> "NominationQuerySet":
        """Lock the rows for the transaction of the caller."""
        return self.select_for_update(of=("self",))

    def by_token(self, token: str) -> "NominationQuerySet":
        """The nomination with this secret, unless it was merged. An empty one matches nothing."""
        rows = self.exclude(state="merged")
        return rows.filter(token=token) if token and "\x00" not in token else self.none()

    def counted(self) -> "NominationQuerySet":
        """Keep everybody once: what was merged counts with the other."""
        return self.exclude(state="merged")


class PortraitQuerySet(models.QuerySet):
    def in_gallery(self, today: date) -> "PortraitQuerySet":
        """Keep women whom the public may see: with her yes as a winner, or a live yes to her name."""
        named = Consent.objects.valid(today).filter(scope="name", organisation=OuterRef("organisation"))
        rows = self.filter(in_gallery=True, organisation__in=Organisation.objects.shown().values("pk"))
        return rows.exclude(organisation__voice="man").filter(Q(with_name=True) | Exists(named))
