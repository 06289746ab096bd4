"""Reads of the awards: what is public, and what still counts."""

from django.db import models


class EditionQuerySet(models.QuerySet):
    def public(self) -> "EditionQuerySet":
        """Keep what is published."""
        return self.filter(live=True)

    def locked(self) -> "EditionQuerySet":
        """Lock the rows for the transaction of the caller."""
        return self.select_for_update(of=("self",))
