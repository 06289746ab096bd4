"""The fund in the back office: records with draft, preview, workflow and history; the subjects."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLResolver, include, path, reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.widgets import Button
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from home.library.actions.refresh import refresh_documents
from home.library.actions.visits import fit_seats
from home.library.document_form import DocumentForm
from home.library.models import (
    Copy,
    Document,
    DocumentLanguage,
    Initiative,
    ReaderKind,
    Room,
    SectorSeries,
    Subject,
)
from producers.access import is_operator
from producers.draft_lists import DraftsViewSet, public_column
from producers.snippets import Snippets
from shop.office.menu import OperatorItem


class DocumentViewSet(DraftsViewSet):
    """One record for whatever the fund holds."""

    model = Document
    icon = "doc-full"
    menu_label = gettext_lazy("Documents")
    list_display = ["__str__", "kind", "issued", "call_number", public_column()]
    list_filter = ["kind", "live", "subjects"]
    list_per_page = 50
    ordering = ["-pk"]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("kind"),
                    FieldPanel("title"),
                    FieldPanel("description"),
                    FieldPanel("original_language"),
                    FieldPanel("creators"),
                    FieldPanel("contributors"),
                    FieldPanel("subjects"),
                    FieldPanel("languages"),
                    FieldPanel("slug"),
                ],
                heading=gettext_lazy("What it is"),
            ),
            ObjectList(
                [
                    FieldRowPanel([FieldPanel("publisher"), FieldPanel("place")]),
                    FieldRowPanel([FieldPanel("issued"), FieldPanel("edition"), FieldPanel("extent")]),
                    FieldRowPanel([FieldPanel("isbn"), FieldPanel("issn"), FieldPanel("call_number")]),
                    FieldPanel("coverage"),
                    FieldPanel("source"),
                    FieldPanel("address"),
                    InlinePanel("holdings", label=gettext_lazy("holdings")),
                ],
                heading=gettext_lazy("Where it stands"),
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [FieldPanel("licence"), FieldPanel("rights_holder")], heading=gettext_lazy("Rights")
                    ),
                    FieldPanel("upload"),
                    FieldPanel("cover"),
                ],
                heading=gettext_lazy("File"),
            ),
        ],
        base_form_class=DocumentForm,
    )


class SubjectViewSet(Snippets):
    """What documents are about, tied to the words of the shop."""

    model = Subject
    icon = "tag"
    list_display = ["__str__", "slug", "position"]
    panels = [
        FieldPanel(name) for name in ("name", "slug", "position", "categories", "techniques", "materials")
    ]


class DocumentLanguageViewSet(Snippets):
    """In which languages documents are."""

    model = DocumentLanguage
    icon = "globe"
    panels = [FieldPanel("code"), FieldPanel("position")]


class InitiativeViewSet(DraftsViewSet):
    """Who helps, with their calls."""

    model = Initiative
    icon = "help"
    menu_label = gettext_lazy("Support initiatives")
    list_display = ["__str__", "kind", "checked_on", public_column()]
    list_filter = ["kind", "live"]
    panels = [
        FieldPanel("kind"),
        FieldPanel("name"),
        FieldPanel("description"),
        FieldPanel("original_language"),
        FieldPanel("body"),
        FieldPanel("address"),
        FieldRowPanel([FieldPanel("source"), FieldPanel("checked_on")]),
        InlinePanel("calls", label=pgettext_lazy("support", "calls")),
        FieldPanel("slug"),
    ]


class SeriesViewSet(DraftsViewSet):
    """Numbers that others have counted, with unit, source, day and licence."""

    model = SectorSeries
    icon = "table"
    menu_label = gettext_lazy("Sector series")
    list_display = ["__str__", "sector", "source", "published_on", "live"]
    list_filter = ["sector", "live"]
    panels = [
        FieldPanel("title"),
        FieldPanel("description"),
        FieldPanel("original_language"),
        FieldPanel("sector"),
        FieldRowPanel([FieldPanel("unit"), FieldPanel("places")]),
        MultiFieldPanel(
            [
                FieldPanel("source"),
                FieldPanel("source_url"),
                FieldPanel("published_on"),
                FieldPanel("licence"),
                FieldPanel("changes"),
            ],
            heading=gettext_lazy("Where it comes from"),
        ),
        InlinePanel("values", label=gettext_lazy("numbers")),
        FieldPanel("slug"),
    ]


class RoomViewSet(Snippets):
    """Reading rooms with their week. Who has a seat is in the office."""

    model = Room
    icon = "home"
    menu_label = gettext_lazy("Reading rooms")
    list_display = ["__str__", "seats", "takes_bookings"]
    panels = [
        FieldPanel("name"),
        FieldPanel("description"),
        FieldPanel("original_language"),
        FieldRowPanel([FieldPanel("seats"), FieldPanel("takes_bookings")]),
        InlinePanel("openings", label=gettext_lazy("opening hours")),
        FieldPanel("slug"),
    ]


class ReaderKindViewSet(Snippets):
    """As what people come to read."""

    model = ReaderKind
    icon = "group"
    panels = [
        FieldPanel("name"),
        FieldPanel("position"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel(name) for name in ("loan_days", "most_loans", "most_renewals")])],
            heading=gettext_lazy("Loans"),
        ),
    ]


class CopyViewSet(Snippets):
    """Pieces that the house owns. Who has one is at the desk of loans."""

    model = Copy
    icon = "copy"
    menu_label = gettext_lazy("Copies")
    list_display = ["document", "code", "state", "note"]
    list_filter = ["state"]
    list_per_page = 50
    list_select_related = ["document"]
    search_fields = ["code"]
    panels = [
        FieldPanel("document"),
        FieldPanel("code", read_only=True),
        FieldPanel("state"),
        FieldPanel("note"),
    ]


class LibraryGroup(SnippetViewSetGroup):
    """One entry of the menu."""

    menu_label = gettext_lazy("Fund")
    menu_icon = "folder-open-inverse"
    menu_order = 240
    items = (
        DocumentViewSet,
        SubjectViewSet,
        DocumentLanguageViewSet,
        InitiativeViewSet,
        SeriesViewSet,
        CopyViewSet,
        RoomViewSet,
        ReaderKindViewSet,
    )


register_snippet(LibraryGroup)


@hooks.register("before_delete_snippet")
def keep_what_was_public(request: HttpRequest, instances: list[object]) -> HttpResponse | None:
    """Who harvested a document has to learn that it is gone: it is taken back, not deleted."""
    once = [one for one in instances if isinstance(one, Document) and one.first_published_at]
    if not once or request.method != "POST":
        return None
    messages.error(request, _("This document was public. Unpublish it: harvesters are told that it is gone."))
    return redirect("wagtailsnippets_tiwizi_library_document:edit", once[0].pk)


@hooks.register("after_edit_snippet")
def follow_what_was_edited(request: HttpRequest, instance: object) -> None:
    """Documents of a renamed subject are found by its new name; half days to come have a room's new seats."""
    if isinstance(instance, Subject):
        refresh_documents(Document.objects.filter(subjects=instance).values_list("pk", flat=True))
    if isinstance(instance, Room):
        fit_seats(instance, timezone.localdate())


@hooks.register("register_admin_urls")
def office_addresses() -> list[URLResolver]:
    """Who has a seat in a reading room lies below the back office."""
    return [path("reading-room/", include("home.library.office_urls"))]


@hooks.register("register_snippet_listing_buttons")
def desk_button(snippet: object, user: object, next_url: str | None = None) -> Iterator[Button]:
    """Lead from a reading room to who comes."""
    if isinstance(snippet, Room) and is_operator(user):
        address = reverse("library_office:room", args=[snippet.pk])
        yield Button(gettext_lazy("Who comes"), address, icon_name="group", priority=15)


@hooks.register("register_admin_menu_item")
def loans_item() -> MenuItem:
    """The desk of loans, for operators."""
    return OperatorItem(
        gettext_lazy("Loans"), reverse_lazy("library_office:loans"), name="loans", icon_name="copy", order=208
    )
