"""Reads of the exhibition: what the public sees."""

from django.db import models
from django.db.models import Q


class RoomQuerySet(models.QuerySet):
    def public(self) -> "RoomQuerySet":
        """Keep what is published."""
        return self.filter(live=True)


class WorkQuerySet(models.QuerySet):
    def public(self) -> "WorkQuerySet":
        """Keep what is published, by makers whose pages are shown."""
        is_shown = Q(producer__status="active") | Q(producer__is_visible=True)
        return self.filter(is_shown, live=True)

    def once_public(self) -> "WorkQuerySet":
        """Keep what is public or was: labels that lead to it may hang somewhere."""
        return self.filter(Q(live=True) | Q(first_published_at__isnull=False))
