"""The agenda in the back office: events with draft, preview, moderation and history."""

from collections.abc import Iterable, Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import get_language
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

from home.events.choosers import organisation_chooser
from home.events.forms import EventForm
from home.events.models import Event, Funder, Series, Theme
from home.events.reading.cards import event_card
from producers.access import is_operator
from producers.domain.regions import region_name
from producers.draft_lists import DraftsViewSet, public_column
from producers.snippets import Snippets

PART = (
    "kind", "title", "starts_at", "ends_at", "room", "track", "language", "speakers", "group", "description",
)  # fmt: skip
organisation = organisation_chooser.widget_class


@hooks.register("register_admin_viewset")
def organisations_to_choose() -> object:
    """The window in which who organises or exhibits is chosen."""
    return organisation_chooser


@hooks.register("register_admin_urls")
def office_addresses() -> list[URLResolver]:
    """Who is registered lies below the back office."""
    return [path("agenda/", include("home.events.office_urls"))]


@hooks.register("register_snippet_listing_buttons")
def people_button(snippet: object, user: object, next_url: str | None = None) -> Iterator[Button]:
    """Lead from an event to who is registered."""
    if isinstance(snippet, Event) and is_operator(user):
        address = reverse("agenda_office:people", args=[snippet.pk])
        yield Button(_("Who is registered"), address, icon_name="group", priority=15)


@hooks.register("before_delete_snippet")
def keep_what_people_registered_for(request: HttpRequest, instances: Iterable[object]) -> HttpResponse | None:
    """Say kindly that an event with seats stays, where the database would refuse to delete it."""
    kept = [one for one in instances if isinstance(one, Event) and one.places.exists()]
    if not kept:
        return None
    titles = ", ".join(event_card(one, get_language() or "fr").title.text for one in kept)
    sentence = _(
        "Seats were opened for it, so it stays: %(titles)s. Call it off instead, and everybody is told."
    )
    messages.error(request, sentence % {"titles": titles})
    return redirect(Event.snippet_viewset.get_url_name("list"))


def _region(event: Event) -> str:
    return region_name(event.region, get_language() or "fr") if event.region else ""


class EventViewSet(DraftsViewSet):
    """Fairs, meetings and training."""

    model = Event
    icon = "date"
    menu_label = _("Events")
    list_display = [
        "__str__",
        "kind",
        "first_day",
        "last_day",
        Column("region", label=_("Region"), accessor=_region, sort_key="region"),
        "status",
        public_column(),
    ]
    list_filter = ["kind", "region", "live", "series"]
    list_per_page = 50
    ordering = ["-first_day"]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [FieldPanel(name) for name in ("title", "summary", "description", "original_language")],
                heading=_("Words"),
            ),
            ObjectList(
                [
                    FieldPanel("kind"),
                    FieldPanel("slug"),
                    FieldPanel("series"),
                    FieldPanel("themes"),
                    FieldPanel("organiser", widget=organisation),
                    FieldPanel("picture"),
                    MultiFieldPanel(
                        [
                            FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
                            FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
                        ],
                        heading=_("Days"),
                    ),
                    MultiFieldPanel(
                        [
                            *(FieldPanel(name) for name in ("region", "province", "commune", "venue")),
                            FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                        ],
                        heading=_("Place"),
                    ),
                ],
                heading=_("What it is"),
            ),
            ObjectList(
                [
                    InlinePanel(
                        "sessions", [FieldPanel(name) for name in PART], label=_("part of the programme")
                    )
                ],
                heading=_("Programme"),
            ),
            ObjectList(
                [
                    InlinePanel(
                        "exhibitors",
                        [
                            FieldPanel("producer", widget=organisation),
                            FieldPanel("group"),
                            FieldPanel("stand"),
                        ],
                        label=_("exhibitor"),
                    )
                ],
                heading=_("Exhibitors"),
            ),
        ],
        base_form_class=EventForm,
    )


class SeriesViewSet(Snippets):
    """Tours, and meetings that come again."""

    model = Series
    icon = "list-ol"
    menu_label = _("Series")
    panels = [FieldPanel(name) for name in ("name", "slug", "description")]


class ThemeViewSet(Snippets):
    """What events are about."""

    model = Theme
    icon = "tag"
    menu_label = _("Themes")
    panels = [FieldPanel(name) for name in ("name", "code", "position")]


class FunderViewSet(Snippets):
    """Who pays for training."""

    model = Funder
    icon = "form"
    menu_label = _("Funders")
    panels = [FieldPanel(name) for name in ("name", "code", "position")]


class AgendaGroup(SnippetViewSetGroup):
    """One entry of the menu."""

    menu_label = _("Agenda")
    menu_icon = "date"
    menu_order = 205
    items = (EventViewSet, SeriesViewSet, ThemeViewSet, FunderViewSet)


register_snippet(AgendaGroup)
