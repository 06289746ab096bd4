"""Training in the back office: courses with draft, preview, moderation and history."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList, TabbedInterface
from wagtail.admin.widgets import Button
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from home.events.choosers import organisation_chooser
from home.training.forms import CourseForm
from home.training.models import Course, Guide, PracticeSheet
from producers.access import is_operator
from producers.draft_lists import DraftsViewSet, public_column

organisation = organisation_chooser.widget_class
CARD_PANELS = [FieldPanel("text"), FieldRowPanel([FieldPanel("sign"), FieldPanel("picture")])]
LESSON_PANELS = [
    FieldPanel("title"),
    InlinePanel("cards", CARD_PANELS, label=_("picture card")),
    FieldPanel("practice"),
]
CHOICE_PANELS = [
    FieldPanel("text"),
    FieldRowPanel([FieldPanel("sign"), FieldPanel("picture"), FieldPanel("is_right")]),
]
QUESTION_PANELS = [FieldPanel("text"), InlinePanel("choices", CHOICE_PANELS, label=_("answer in pictures"))]
TRAINER_PANELS = [FieldPanel("name"), FieldPanel("user"), FieldPanel("organisation", widget=organisation)]


@hooks.register("register_admin_urls")
def office_addresses() -> list[URLResolver]:
    """What was answered lies below the back office."""
    return [path("training/", include("home.training.office_urls"))]


class OperatorsItem(MenuItem):
    """An entry of operators."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether the visitor is one."""
        return is_operator(request.user)


@hooks.register("register_reports_menu_item")
def projects_item() -> MenuItem:
    """People with only a project, and who follows them."""
    return OperatorsItem(_("Projects"), reverse_lazy("training_office:projects"), icon_name="group", order=62)


@hooks.register("register_reports_menu_item")
def trainers_item() -> MenuItem:
    """Who may teach, and who is on the way."""
    address = reverse_lazy("training_office:trainers")
    return OperatorsItem(_("Trainers"), address, icon_name="openquote", order=63)


@hooks.register("register_snippet_listing_buttons")
def answers_button(snippet: object, user: object, next_url: str | None = None) -> Iterator[Button]:
    """Lead from a course to what was answered."""
    if isinstance(snippet, Course) and is_operator(user):
        address = reverse("training_office:quiz", args=[snippet.pk])
        yield Button(_("Answers before and after"), address, icon_name="help", priority=15)


class CourseViewSet(DraftsViewSet):
    """What is taught."""

    model = Course
    icon = "openquote"
    menu_label = _("Courses")
    list_display = ["__str__", "theme", "audience", "hours", public_column()]
    list_filter = ["theme", "audience", "live"]
    list_per_page = 50
    ordering = ["slug"]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    *(FieldPanel(name) for name in ("title", "summary", "description", "original_language")),
                    FieldPanel("slug"),
                    FieldRowPanel([FieldPanel("theme"), FieldPanel("audience"), FieldPanel("hours")]),
                    FieldPanel("needed"),
                    FieldPanel("picture"),
                ],
                heading=_("What it is"),
            ),
            ObjectList([InlinePanel("lessons", LESSON_PANELS, label=_("lesson"))], heading=_("Lessons")),
            ObjectList([InlinePanel("questions", QUESTION_PANELS, label=_("question"))], heading=_("Quiz")),
            ObjectList(
                [
                    InlinePanel("trainers", TRAINER_PANELS, label=_("trainer")),
                    InlinePanel("events", [FieldPanel("event")], label=_("event of the agenda")),
                ],
                heading=_("Who teaches, and when"),
            ),
        ],
        base_form_class=CourseForm,
    )


class GuideViewSet(DraftsViewSet):
    """Guides with their sources and dates."""

    model = Guide
    icon = "doc-full"
    menu_label = _("Guides")
    list_display = ["__str__", "topic", "as_of", "stale_after", public_column()]
    list_filter = ["topic", "live"]
    panels = [
        *(FieldPanel(name) for name in ("title", "summary", "body", "original_language", "slug", "topic")),
        FieldRowPanel([FieldPanel("as_of"), FieldPanel("stale_after")]),
        InlinePanel(
            "sources",
            [FieldPanel(name) for name in ("title", "address", "read_on")],
            label=_("source"),
            min_num=1,
        ),
    ]


class PracticeViewSet(DraftsViewSet):
    """What agents and managers handed in."""

    model = PracticeSheet
    icon = "list-ul"
    menu_label = _("Practice sheets")
    list_display = ["__str__", "readers", public_column(), "created_at"]
    list_filter = ["readers", "live"]
    panels = [
        FieldPanel(name)
        for name in ("title", "situation", "done", "result", "limits", "readers", "original_language", "slug")
    ]


class TrainingGroup(SnippetViewSetGroup):
    """One entry of the menu."""

    menu_label = _("Training")
    menu_icon = "openquote"
    menu_order = 206
    items = (CourseViewSet, GuideViewSet, PracticeViewSet)


register_snippet(TrainingGroup)
