"""Reads of courses: what is public."""

from django.db import models


class CourseQuerySet(models.QuerySet):
    def public(self) -> "CourseQuerySet":
        """Keep what is published."""
        return self.filter(live=True)
