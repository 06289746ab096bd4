"""The exhibition in the back office: rooms and works with draft, preview, moderation and history."""

from django.forms import Select
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from home.exhibition.choosers import maker_chooser
from home.exhibition.forms import RoomForm, spoken_here
from home.exhibition.models import Room, Work
from producers.draft_lists import DraftsViewSet, public_column

WORDS = ("title", "description", "original_language", "is_fictional")


def _panels(*names: str) -> list[FieldPanel]:
    return [FieldPanel(name) for name in names]


@hooks.register("register_admin_viewset")
def choosing() -> ChooserViewSet:
    """Add the window for makers."""
    return maker_chooser


class WorkViewSet(DraftsViewSet):
    """Works, for sale or not."""

    model = Work
    icon = "image"
    menu_label = _("Works")
    list_display = ["__str__", "producer", "made_in", public_column()]
    list_filter = ["live"]
    list_per_page = 50
    ordering = ["-pk"]
    edit_handler = TabbedInterface(
        [
            ObjectList(_panels(*WORDS), heading=_("Words")),
            ObjectList(
                [
                    FieldPanel("producer", widget=maker_chooser.widget_class),
                    *_panels("picture", "technique", "recording", "product"),
                    FieldRowPanel(_panels("hours", "made_in")),
                    FieldPanel("slug"),
                ],
                heading=_("What it is"),
            ),
        ]
    )


class RoomViewSet(DraftsViewSet):
    """Rooms, and what hangs in them."""

    model = Room
    icon = "grip"
    menu_label = _("Rooms")
    list_display = ["__str__", "kind", "position", public_column()]
    list_filter = ["kind", "live"]
    list_per_page = 50
    edit_handler = TabbedInterface(
        [
            ObjectList(_panels(*WORDS), heading=_("Words")),
            ObjectList(
                [
                    MultiFieldPanel(
                        _panels("kind", "region", "craft", "event", "edition"), heading=_("What it is about")
                    ),
                    *_panels("picture", "position", "slug"),
                ],
                heading=_("What it is"),
            ),
            ObjectList(
                [InlinePanel("hangings", _panels("work", "position"), label=_("work"))], heading=_("Works")
            ),
            ObjectList(
                [
                    InlinePanel(
                        "stories",
                        [FieldPanel("language", widget=Select(choices=spoken_here)), FieldPanel("body")],
                        label=_("story"),
                        help_text=_("One for each language; whoever reads another one sees the original."),
                    )
                ],
                heading=_("Story"),
            ),
        ],
        base_form_class=RoomForm,
    )


class ExhibitionGroup(SnippetViewSetGroup):
    """One entry of the menu."""

    menu_label = _("Exhibition")
    menu_icon = "image"
    menu_order = 209
    items = (RoomViewSet, WorkViewSet)


register_snippet(ExhibitionGroup)
