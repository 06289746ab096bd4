"""The lines of the editors' board that are about figures."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.impact.models import Edition, Statement
from producers.access import is_operator
from producers.editor_board import BoardItem, Column, Seen, add_board_item


def draft_statements() -> Seen:
    """Totals of others that nobody has published."""
    address = reverse("wagtailsnippets_tiwizi_impact_statement:list")
    return Seen(Statement.objects.filter(live=False).count(), (), address)


def unfrozen_year() -> Seen:
    """Last year, as long as it is not frozen."""
    last = timezone.localdate().year - 1
    is_frozen = Edition.objects.filter(year=last).exists()
    return Seen(0) if is_frozen else Seen(1, [(str(last), "")], reverse("impact_office:years"))


def _writes(user: Any) -> bool:
    return bool(user.has_perm("tiwizi_impact.change_statement"))


def add_lines() -> None:
    """Name them; for ``AppConfig.ready``."""
    add_board_item(
        BoardItem("statements", Column.WAITS, _("Stated totals to be published"), draft_statements, _writes)
    )
    add_board_item(
        BoardItem("year", Column.STALE, _("A year that is not frozen"), unfrozen_year, is_operator)
    )
