"""The ground floor's own tile on the portal's home."""

from django.utils.translation import gettext_lazy as _

from producers.domain.grants import Permission
from producers.portal.tasks import Task, add_task

TASKS = (Task("story", _("My story"), "heart", "portal:story", Permission.EDIT_PROFILE, 50),)


def put_on_the_home() -> None:
    """Add them; for ``AppConfig.ready``."""
    for task in TASKS:
        add_task(task)
