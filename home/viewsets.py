"""Lists of the back office that belong to the editors."""

from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel

from home.domain.consent import Use
from home.forms import ConsentForm
from home.models import Menu, StoryConsent
from producers.snippets import Snippets


class ConsentViewSet(Snippets):
    """Recorded once, never edited; deleting one takes it back and takes its story down."""

    model = StoryConsent
    icon = "check"
    menu_label = gettext_lazy("Consents")
    menu_order = 220
    add_to_admin_menu = True
    list_display = ["person", "producer", "heard_on", "valid_until", "withdrawn_at"]
    fields = (
        "about",
        "person",
        "is_child",
        *(use.value for use in Use),
        "heard_in",
        "heard_on",
        "valid_until",
    )
    panels = [FieldPanel(name) for name in fields]

    def get_form_class(self, for_update: bool = False) -> type:
        """The form that knows the story."""
        return ConsentForm


class MenuViewSet(Snippets):
    """The links around every page, by place and language."""

    model = Menu
    icon = "list-ul"
    menu_label = gettext_lazy("Menus")
    menu_order = 230
    add_to_admin_menu = True
    list_display = ["place", "locale", "title"]
    list_filter = ["locale"]
