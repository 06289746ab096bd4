"""Fair mode on the portal's home."""

from django.utils.translation import gettext_lazy as _

from producers.domain.grants import Permission
from producers.portal.tasks import Task, add_task, add_task_of_agents


def add_tasks() -> None:
    """Add the tile; for ``AppConfig.ready``."""
    add_task(Task("fair", _("The fair"), "flag", "fairs_portal:fair", Permission.MANAGE_ORDERS, 55))
    add_task_of_agents(
        Task("fair_round", _("Fetch for a fair"), "truck", "fairs_portal:round", Permission.MANAGE_ORDERS, 30)
    )
