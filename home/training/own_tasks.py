"""Training under an agent's list of makers: the projects that she follows, and her own way to teach.

A maker who learns to teach finds hers on her home.
"""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from home.training.reading.trainers import coming_step, paths_with_steps
from home.training.trainer_words import TO_DO
from producers.domain.grants import Permission
from producers.domain.shown import shown
from producers.portal.acting import Acting
from producers.portal.tasks import Task, Today, add_task_of_agents, add_today

NEEDS, MOST_PATHS = Permission.EDIT_PROFILE, 2


def add_tasks() -> None:
    """Add them; for ``AppConfig.ready``."""
    add_task_of_agents(Task("projects", _("Projects"), "heart", "training_portal:projects", NEEDS, 60))
    add_task_of_agents(Task("trainer", _("My way to teach"), "book", "training_portal:trainer", NEEDS, 61))
    add_today(path_today)


def path_today(acting: Acting) -> Iterable[Today]:
    """Say what comes next on her own way to teach, or that she may; nothing of it to who acts for her."""
    if acting.is_agent or acting.actor.user_id is None:
        return
    rows = paths_with_steps().filter(user=acting.actor.user_id, withdrawn_at=None).exclude(name="")
    for path in rows.order_by("-pk")[:MOST_PATHS]:
        step = coming_step(path)
        title = shown(path.course.title, get_language() or "fr", path.course.original_language).text
        words = TO_DO[step] if step else _("You may teach this course")
        yield Today(f"{title}: {words}", "book", reverse("training_portal:trainer"), 7 if step else 8)
