"""Projects as an agent sees them: whom she follows, and who asked near her."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from home.training.models import Project
from producers.domain.regions import PROVINCES_BY_ISO, REGIONS_BY_ISO
from producers.domain.shown import Shown, shown
from producers.models import Craft

MOST_FOLLOWED, MOST_NEAR = 100, 30


@dataclass(frozen=True)
class ProjectCard:
    """One person and her plan: nothing of how she is reached."""

    export_id: str
    name: str
    place: str
    what: str
    next_meeting: date | None
    is_overdue: bool
    crafts: tuple[Shown, ...] = ()


def projects_of(user: Any, associations: Any, lang: str) -> dict[str, Any]:
    """Return whom an agent follows, the next meeting first, and whom nobody follows near her."""
    mine = Project.objects.followed_by(user).filter(state=Project.State.OPEN)
    followed = mine.order_by("next_meeting", "pk")[:MOST_FOLLOWED]
    near = Project.objects.near(associations)[:MOST_NEAR]
    return {
        "followed": [project_card(one, lang) for one in followed],
        "near": [project_card(one, lang) for one in near],
    }


def project_card(project: Project, lang: str, crafts: Iterable[Craft] = ()) -> ProjectCard:
    """Return the card of a project."""
    place = PROVINCES_BY_ISO.get(project.province) or REGIONS_BY_ISO.get(project.region)
    meeting = project.next_meeting
    return ProjectCard(
        project.export_id,
        project.name,
        place.name(lang) if place else "",
        project.what,
        meeting,
        meeting is not None and meeting < timezone.localdate(),
        tuple(shown(one.name, lang) for one in crafts),
    )
