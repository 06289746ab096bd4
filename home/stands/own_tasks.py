"""Stands on the portal's home."""

from django.utils.translation import gettext_lazy as _

from producers.domain.grants import Permission
from producers.portal.tasks import Task, add_task

NEEDS = Permission.EDIT_PROFILE
"""Who may speak for her on her page may ask for a stand for her."""


def add_tasks() -> None:
    """Add the tile; for ``AppConfig.ready``."""
    add_task(Task("stands", _("Ask for a stand"), "pin", "stands_portal:stands", NEEDS, 57))
