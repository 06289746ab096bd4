"""Training under an agent's list of makers: the projects that she follows, and her own way to teach."""

from django.utils.translation import gettext_lazy as _

from producers.domain.grants import Permission
from producers.portal.tasks import Task, add_task_of_agents

NEEDS = Permission.EDIT_PROFILE


def add_tasks() -> None:
    """Add them; for ``AppConfig.ready``."""
    add_task_of_agents(Task("projects", _("Projects"), "heart", "training_portal:projects", NEEDS, 60))
    add_task_of_agents(Task("trainer", _("My way to teach"), "book", "training_portal:trainer", NEEDS, 61))
