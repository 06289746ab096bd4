"""Lists and forms of drafts in the back office, titled in the editor's own language.

Wagtail keeps of a draft the title that its author saw when saving: one language for everybody.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from i18nfield.strings import LazyI18nString
from wagtail.admin.ui.tables import LiveStatusTagColumn
from wagtail.snippets.views.snippets import EditView, IndexView

from producers.editor_views import ForEditors
from producers.snippets import Snippets

TITLES = ("title", "name", "what")


def latest_title(row: Any) -> str:
    """Return the title of the latest draft in the language that is active."""
    content = row.latest_revision.content if row.latest_revision else {}
    typed = next((content[field] for field in TITLES if content.get(field)), None)
    return (str(LazyI18nString(typed)) if typed else "") or str(row)


def public_column() -> LiveStatusTagColumn:
    """Return the column that says whether a row is public; Wagtail's own is headed when it is imported."""
    return LiveStatusTagColumn(label=_("On the site"))


class DraftIndexView(ForEditors, IndexView):
    """The list of a kind of drafts."""

    def _get_title_column(self, field_name: str, *args: Any, **kwargs: Any) -> Any:
        own = {"accessor": latest_title} if field_name == "__str__" else {}
        return super()._get_title_column(field_name, *args, **own, **kwargs)


class DraftEditView(ForEditors, EditView):
    """The form of a draft."""

    def get_page_subtitle(self) -> str:
        """Return its title."""
        return latest_title(self.object)


class DraftsViewSet(Snippets):
    """A kind of drafts whose texts are in all languages at once."""

    index_view_class = DraftIndexView
    edit_view_class = DraftEditView
