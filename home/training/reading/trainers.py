"""Trainers and those on the way: as a course's page names them, and as she and the office see a path."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch

from home.training.domain.trainers import Step, next_step
from home.training.models import Course, TrainerPath, TrainerStep
from home.training.trainer_words import STEP_SIGNS, TO_DO
from producers.domain.shown import Shown, shown
from producers.figures import Text


@dataclass(frozen=True)
class TrainerShown:
    """Who teaches, and for which organisation; ``is_confirmed``: the Centre says that she may."""

    name: str
    organisation: Shown | None
    is_confirmed: bool = False


@dataclass(frozen=True)
class StepShown:
    """One step of a path: gone, the next, or later. ``at`` is when it was written down."""

    name: Text
    sign: str
    to_do: Text
    row: TrainerStep | None
    is_next: bool
    event: Shown | None = None

    @property
    def at(self) -> datetime | None:
        """When it was written down, none while it is to be gone."""
        return self.row.at if self.row else None


def trainers_of(course: Course, lang: str) -> list[TrainerShown]:
    """Return who teaches a course: confirmed trainers who agree to be named, then whom an editor named."""
    paths = course.paths.named().select_related("organisation") if course.pk else ()
    found = [_shown(one, lang, is_confirmed=True) for one in paths]
    known = {one.name for one in found}
    rows = [row for row in course.trainers.all() if row.name and row.name not in known]
    return found + [_shown(row, lang) for row in rows]


def paths_with_steps() -> Any:
    """Return the paths with their steps and what proves them, for lists and pages."""
    steps = TrainerStep.objects.select_related("event", "observer", "by", "certificate")
    return TrainerPath.objects.select_related("course", "organisation").prefetch_related(
        Prefetch("steps", queryset=steps)
    )


def steps_of(path: TrainerPath, lang: str) -> list[StepShown]:
    """Return the four steps of a path; of one that was recognised those that were not asked are left out."""
    rows = {row.step: row for row in path.steps.all()}
    coming = next_step(rows.keys())
    asked = [step for step in Step if step in rows or coming is not None]
    return [_step(step, rows.get(step), step == coming, lang) for step in asked]


def coming_step(path: TrainerPath) -> Step | None:
    """Return the next step of a path whose steps are read."""
    return next_step({row.step for row in path.steps.all()})


def paths_shown(paths: Sequence[TrainerPath], lang: str) -> list[tuple[TrainerPath, Shown, list[StepShown]]]:
    """Return paths with the titles of their courses and their steps."""
    return [
        (one, shown(one.course.title, lang, one.course.original_language), steps_of(one, lang))
        for one in paths
    ]


def _step(step: Step, row: TrainerStep | None, is_next: bool, lang: str) -> StepShown:
    event = row.event if row else None
    title = shown(event.title, lang, event.original_language) if event else None
    return StepShown(TrainerStep.Kind(step).label, STEP_SIGNS[step], TO_DO[step], row, is_next, title)


def _shown(row: Any, lang: str, is_confirmed: bool = False) -> TrainerShown:
    group = row.organisation
    name = shown(group.name, lang, group.original_language) if group else None
    return TrainerShown(row.name, name, is_confirmed)
