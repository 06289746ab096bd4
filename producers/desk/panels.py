"""The desk on the first page of the back office, and in its menu."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from producers.access import is_editor
from producers.reading.desk import count_changes


class ChangesPanel(Component):
    """How many changes wait, and since when."""

    name = "changes_to_check"
    template_name = "producers/desk/panel.html"
    order = 40

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Count what waits."""
        return {"waiting": count_changes(), "url": reverse("desk:queue")}


class DeskItem(MenuItem):
    """An entry that those who check see."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether the visitor may check what producers send."""
        return is_editor(request.user)


def desk_item() -> MenuItem:
    """Return the entry of the menu."""
    return DeskItem(_("Changes to check"), reverse_lazy("desk:queue"), icon_name="view", order=205)
