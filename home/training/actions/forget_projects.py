"""Letting go of old projects: what a sheet says and what was noted goes, the row stays and counts."""

from datetime import timedelta

from django.utils import timezone

from home.training.domain.projects import ASKED
from home.training.models import Project, ProjectNote

KEPT = timedelta(days=730)


def forget_projects() -> int:
    """Blank projects that nobody touched for two years; return how many."""
    old = Project.objects.filter(changed_at__lt=timezone.now() - KEPT).exclude(name="")
    ProjectNote.objects.filter(project__in=old.values("pk")).delete()
    return int(old.update(name="", phone="", email="", registered_by=None, **dict.fromkeys(ASKED, "")))
