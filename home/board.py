"""The lines of the editors' board that are about pages, stories, events and documents."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.permission_policies.pages import PagePermissionPolicy

from home.reading import board
from producers.editor_board import BoardItem, Column, Seen, add_board_item


def edits_pages(user: Any) -> bool:
    """Say whether a user may write or publish some page."""
    return bool(PagePermissionPolicy().user_has_any_permission(user, ["add", "change", "publish"]))


def edits(permission: str) -> Callable[[Any], bool]:
    """Return whether a user has a permission on a kind of snippet."""
    return lambda user: bool(user.has_perm(permission))


LINES: tuple[tuple[str, Column, Any, Callable[[], Seen], Callable[[Any], bool]], ...] = (
    ("workflow", Column.WAITS, _("Handed in, to be decided"), board.in_workflow, edits_pages),
    ("unasked", Column.WAITS, _("Stories without a consent"), board.unasked_stories, edits_pages),
    ("changes", Column.WAITS, _("Changes that are not public yet"), board.unpublished_changes, edits_pages),
    ("draft_documents", Column.WAITS, _("Documents that are not public"), board.draft_documents,
     edits("tiwizi_library.change_document")),
    ("events", Column.COMES, _("Events of the next two months"), board.coming_events,
     edits("tiwizi_events.change_event")),
    ("scheduled", Column.COMES, _("Published by themselves on their day"), board.scheduled, edits_pages),
    ("consents", Column.COMES, _("Consents that end within two months"), board.ending_consents, edits_pages),
    ("draft_events", Column.STALE, _("Events that begin soon or are over, and are not public"),
     board.draft_events, edits("tiwizi_events.change_event")),
    ("drafts", Column.STALE, _("Drafts that nobody has touched for a month"), board.old_drafts, edits_pages),
    ("pages", Column.STALE, _("Pages that nobody has touched for a year"), board.old_pages, edits_pages),
)  # fmt: skip


def add_lines() -> None:
    """Name them; for ``AppConfig.ready``."""
    for position, (code, column, label, look, may) in enumerate(LINES):
        add_board_item(BoardItem(code, column, label, look, may, position))
