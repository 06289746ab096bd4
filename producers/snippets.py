"""What the lists of the editors have in common."""

from django.utils.functional import cached_property
from wagtail.snippets.views.snippets import SnippetViewSet


class Snippets(SnippetViewSet):
    """A list of records with pages to write one: its form is put together once for all of them.

    Wagtail does so for each address that shows it, four or more a list, while addresses are read: 8 MB of a
    web worker that do nothing.
    """

    def get_form_class(self, for_update: bool = False) -> type:
        """Return the form for a new record and for an old one."""
        return self._form_class

    @cached_property
    def _form_class(self) -> type:
        found: type = super().get_form_class()
        return found
