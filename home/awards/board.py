"""The lines of the editors' board that are about awards."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.awards.models import FollowUp, Nomination
from producers.access import is_operator
from producers.editor_board import BoardItem, Column, Seen, add_board_item


def to_decide() -> Seen:
    """Nominees who agreed, and nobody has decided about."""
    rows = Nomination.objects.filter(state="agreed", edition__state__in=["eligibility", "visits"])
    url = _desk(rows.values_list("edition", flat=True).first())
    return Seen(rows.count(), (), url)


def prizes_to_follow() -> Seen:
    """Winners who are to be asked what they did with their prizes."""
    rows = FollowUp.objects.filter(noted_at=None, due_on__lte=timezone.localdate())
    return Seen(rows.count(), (), reverse("awards_office:follow_ups"))


def _desk(edition: Any) -> str:
    return reverse("awards_office:desk", args=[edition]) if edition else ""


def add_lines() -> None:
    """Name them; for ``AppConfig.ready``."""
    add_board_item(
        BoardItem("nominees", Column.WAITS, _("Nominees to be decided about"), to_decide, is_operator)
    )
    label = _("Winners to be asked about their prizes")
    add_board_item(BoardItem("prizes", Column.STALE, label, prizes_to_follow, is_operator))
