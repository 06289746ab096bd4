"""The editors' board on the first page of the back office."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from producers.editor_board import Column, board_items


class EditorsPanel(Component):
    """What waits, what comes, what is stale, as far as the user has to do with it."""

    name = "editors_board"
    template_name = "home/board.html"
    order = 40

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Look at each line that the user may see; a line without anything is left out."""
        user = parent_context["request"].user
        headings = {
            Column.WAITS: _("What waits"),
            Column.COMES: _("What comes"),
            Column.STALE: _("What is stale"),
        }
        return {"columns": [(heading, _lines(column, user)) for column, heading in headings.items()]}


def _lines(column: Column, user: Any) -> list[tuple[Any, Any]]:
    seen = [(item.label, item.look()) for item in board_items(column) if item.may(user)]
    return [(label, one) for label, one in seen if one.count]
