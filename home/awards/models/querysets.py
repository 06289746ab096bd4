"""Reads of the awards: what is public, and what still counts."""

from django.db import models


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
