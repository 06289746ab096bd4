"""The back office of stories: who agreed, and no publication without it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from home.actions.withdraw_consent import withdraw_consent
from home.board import edits_pages
from home.choosers import producer_chooser
from home.models import StoryConsent, StoryPage
from home.panels import EditorsPanel
from home.reading.consents import lack_of, said
from home.views.editors_guide import editors_guide
from home.views.guide import guide
from home.views.visits import visits
from home.viewsets import ConsentViewSet, MenuViewSet
from producers.domain.actors import Actor


@hooks.register("register_admin_viewset")
def producers_to_choose() -> object:
    """The window in which a producer is chosen."""
    return producer_chooser


@hooks.register("before_publish_page")
def ask_first(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep the draft and say what is missing."""
    lack = lack_of(page) if isinstance(page, StoryPage) else None
    if lack is None:
        return None
    messages.error(request, said(lack))
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_edit_page")
def ask_before_approving(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The last approval publishes: say why it does not, instead of refusing without a word."""
    approves = request.method == "POST" and request.POST.get("workflow-action-name") == "approve"
    return ask_first(request, page.specific) if approves else None


@hooks.register("register_admin_urls")
def guide_url() -> list[URLPattern]:
    """The editor's guide, and what was looked at."""
    return [
        path("guide/", guide, name="home_guide"),
        path("guide/all/", editors_guide, name="home_editors_guide"),
        path("visits/", visits, name="home_visits"),
    ]


@hooks.register("construct_homepage_panels")
def show_the_board(request: HttpRequest, panels: list[Component]) -> None:
    """Tell editors what waits, what comes and what is stale."""
    if edits_pages(request.user):
        panels.append(EditorsPanel())


@hooks.register("register_help_menu_item")
def editors_guide_item() -> MenuItem:
    """The guide for editors comes before that of stories."""
    return MenuItem(
        gettext_lazy("Guide for editors"), reverse_lazy("home_editors_guide"), icon_name="help", order=5
    )


@hooks.register("register_reports_menu_item")
def visits_item() -> MenuItem:
    """Visits are a report."""
    return MenuItem(gettext_lazy("Visits"), reverse_lazy("home_visits"), icon_name="view", order=50)


@hooks.register("register_help_menu_item")
def guide_item() -> MenuItem:
    """The guide stands first in the help menu."""
    return MenuItem(
        gettext_lazy("How to publish a story"), reverse_lazy("home_guide"), icon_name="help", order=10
    )


register_snippet(ConsentViewSet)
register_snippet(MenuViewSet)


@hooks.register("before_edit_snippet")
def keep_what_was_said(request: HttpRequest, instance: object) -> HttpResponse | None:
    """A consent stays as it was heard."""
    if not isinstance(instance, StoryConsent) or request.method != "POST":
        return None
    messages.error(request, _("A consent is not changed. Delete it to take it back, and record a new one."))
    return redirect(request.path)


@hooks.register("before_delete_snippet")
def take_back(request: HttpRequest, instances: list[object]) -> HttpResponse | None:
    """Deleting a consent withdraws it: the record that it was given stays."""
    rows = [one for one in instances if isinstance(one, StoryConsent)]
    if not rows or request.method != "POST":
        return None
    for row in rows:
        withdraw_consent(row, actor=Actor(request.user.pk, request.user.get_username()))
    messages.success(request, _("The consent is withdrawn; its story is no longer public."))
    return redirect("wagtailsnippets_tiwizi_home_storyconsent:list")
