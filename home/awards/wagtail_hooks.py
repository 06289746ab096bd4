"""The awards in the back office: editions with draft, preview, moderation and history."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext, pgettext_lazy
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
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import Button
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from home.awards.choosers import organisation_chooser
from home.awards.forms import EditionForm
from home.awards.models import Edition, Portrait
from producers.access import is_operator
from producers.draft_lists import DraftsViewSet, public_column
from producers.snippets import Snippets

WORDS = ("title", "summary", "description", "how_to", "donors", "original_language", "is_fictional")
organisation = organisation_chooser.widget_class


def _panels(*names: str) -> list[FieldPanel]:
    return [FieldPanel(name) for name in names]


@hooks.register("register_admin_viewset")
def producers_to_choose() -> object:
    """The window in which an editor chooses who stands in the gallery."""
    return organisation_chooser


@hooks.register("register_admin_urls")
def office_addresses() -> list[URLResolver]:
    """What is done with an edition lies below the back office."""
    return [path("awards/", include("home.awards.office_urls"))]


@hooks.register("register_snippet_listing_buttons")
def desk_button(snippet: object, user: object, next_url: str | None = None) -> Iterator[Button]:
    """Lead from an edition to its desk."""
    if isinstance(snippet, Edition) and is_operator(user):
        address = reverse("awards_office:desk", args=[snippet.pk])
        yield Button(_("Desk of this edition"), address, icon_name="clipboard-list", priority=15)


class EditionViewSet(DraftsViewSet):
    """Editions of the awards."""

    model = Edition
    icon = "pick"
    menu_label = _("Editions")
    list_display = ["__str__", "opens_on", "closes_on", "state", public_column()]
    list_filter = ["state", "live"]
    list_per_page = 50
    ordering = ["-opens_on"]
    edit_handler = TabbedInterface(
        [
            ObjectList(_panels(*WORDS), heading=_("Words")),
            ObjectList(
                [
                    *_panels("slug", "picture"),
                    MultiFieldPanel(
                        [
                            FieldRowPanel(_panels("opens_on", "closes_on")),
                            *_panels("ceremony_on", "ceremony_place"),
                        ],
                        heading=_("Days"),
                    ),
                ],
                heading=_("What it is"),
            ),
            ObjectList(
                [
                    InlinePanel(
                        "categories",
                        _panels("code", "title", "description", "prize", "winners", "position"),
                        label=pgettext_lazy("award", "category"),
                    )
                ],
                heading=pgettext_lazy("award", "Categories"),
            ),
            ObjectList(
                [
                    InlinePanel(
                        "requirements",
                        _panels("category", "title", "check_by", "position"),
                        label=_("requirement"),
                    )
                ],
                heading=_("Requirements"),
            ),
            ObjectList(
                [
                    InlinePanel(
                        "criteria",
                        _panels("category", "title", "weight", "anchors", "position"),
                        label=_("criterion"),
                    )
                ],
                heading=_("Criteria"),
            ),
        ],
        base_form_class=EditionForm,
    )


def _in_gallery(portrait: Portrait) -> str:
    return gettext("yes") if portrait.in_gallery else gettext("no")


class PortraitViewSet(Snippets):
    """Who stands in the gallery: winners, and others whom editors choose."""

    model = Portrait
    icon = "user"
    menu_label = _("Portraits")
    list_display = ["__str__", "year", Column("in_gallery", label=_("in the gallery"), accessor=_in_gallery)]
    list_per_page = 50
    panels = [FieldPanel("organisation", widget=organisation), *_panels("words", "year", "in_gallery")]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Read with them who and what they are called after."""
        return Portrait.objects.select_related("organisation", "category")


class AwardsGroup(SnippetViewSetGroup):
    """One entry of the menu."""

    menu_label = _("Awards")
    menu_icon = "pick"
    menu_order = 207
    items = (EditionViewSet, PortraitViewSet)


register_snippet(AwardsGroup)
