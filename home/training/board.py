"""The lines of the editors' board that are about training."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.training.models import Guide, PracticeSheet, Project, TrainerPath
from producers.access import is_operator
from producers.domain.shown import shown
from producers.editor_board import BoardItem, Column, Seen, add_board_item

FIRST = 5


def handed_in() -> Seen:
    """Practice sheets that nobody has published."""
    return _seen(PracticeSheet.objects.filter(live=False), "practicesheet")


def stale_guides() -> Seen:
    """Guides that somebody has to look at again."""
    rows = Guide.objects.filter(live=True, stale_after__lt=timezone.localdate())
    return _seen(rows.order_by("stale_after"), "guide")


def to_confirm() -> Seen:
    """People who have led a course while a trainer looked on: the Centre has to say yes."""
    rows = TrainerPath.objects.to_confirm().order_by("pk")
    return _people(rows, "trainer")


def followed_by_nobody() -> Seen:
    """People with a project whom nobody follows yet, those who wait longest first."""
    rows = Project.objects.filter(mentor=None, state=Project.State.OPEN).exclude(name="").order_by("pk")
    return _people(rows, "project")


def _people(rows: Any, name: str) -> Seen:
    first = [(one.name, reverse(f"training_office:{name}", args=[one.pk])) for one in rows[:FIRST]]
    return Seen(rows.count(), first, reverse(f"training_office:{name}s"))


def _seen(rows: Any, model: str) -> Seen:
    base = f"wagtailsnippets_tiwizi_training_{model}"
    first = [(shown(one.title, "fr").text, reverse(f"{base}:edit", args=[one.pk])) for one in rows[:FIRST]]
    return Seen(rows.count(), first, reverse(f"{base}:list"))


def _may(model: str) -> Any:
    return lambda user: bool(user.has_perm(f"tiwizi_training.change_{model}"))


def add_lines() -> None:
    """Name them; for ``AppConfig.ready``."""
    for code, column, label, look, model in (
        ("practice_sheets", Column.WAITS, _("Practice sheets handed in"), handed_in, "practicesheet"),
        ("stale_guides", Column.STALE, _("Guides to be looked at again"), stale_guides, "guide"),
    ):
        add_board_item(BoardItem(code, column, label, look, _may(model)))
    for code, label, look in (
        ("trainers_to_confirm", _("Trainers to be confirmed"), to_confirm),
        ("projects_followed_by_nobody", _("Projects that nobody follows"), followed_by_nobody),
    ):
        add_board_item(BoardItem(code, Column.WAITS, label, look, is_operator))
