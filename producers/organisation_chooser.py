"""The window in which an editor chooses an organisation: by its name, in the editor's language."""

from typing import Any

from django.utils.translation import get_language
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView, ChosenView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets import BaseChooser

from producers.editor_views import ForEditors
from producers.models import Organisation
from producers.reading.names import name_shown


def named(organisation: Organisation) -> str:
    """Return the name that the public knows it by."""
    return name_shown(organisation, get_language() or "fr").text


class _NamedRows:
    """Lists organisations by name."""

    @property
    def title_column(self) -> TitleColumn:
        """The column with the name."""
        column = super().title_column  # type: ignore[misc]  # of the view that this is mixed into
        column.accessor = named
        return column


class _Choose(_NamedRows, ChooseView):
    pass


class _ChooseResults(_NamedRows, ChooseResultsView):
    pass


class _Chosen(ForEditors, ChosenView):
    def get_display_title(self, instance: Organisation) -> str:
        """Return what the form shows of it."""
        return named(instance)


class _Chooser(BaseChooser):
    def get_display_title(self, instance: Organisation) -> str:
        """Return what the form shows of it."""
        return named(instance)


class OrganisationChooserViewSet(ChooserViewSet):
    """Choose among the makers whom the public sees; an app that asks for others says which."""

    model = "tiwizi_producers.Organisation"
    register_widget = False
    icon = "user"
    base_widget_class = _Chooser
    choose_view_class = _Choose
    choose_results_view_class = _ChooseResults
    chosen_view_class = _Chosen

    def get_object_list(self) -> Any:
        """Return them: whoever may enter the back office may open this window."""
        return Organisation.objects.shown()
