"""What waits, comes and is stale among pages, stories and what editors write elsewhere in the back office."""

from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision, WorkflowState

from home.models import StoryConsent, StoryPage
from producers.editor_board import Seen

FIRST = 3
DRAFT_DAYS, PAGE_DAYS, CONSENT_DAYS, COMING_DAYS = 30, 365, 60, 60
SNIPPETS = {"tiwizi_events.Event": "title", "tiwizi_library.Document": "title"}


def in_workflow() -> Seen:
    """Pages and snippets that somebody has handed in and nobody has decided on."""
    rows = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS)
    return Seen(rows.count(), url=reverse("wagtailadmin_reports:workflow"))


def unasked_stories() -> Seen:
    """Drafts of stories for which nobody has agreed yet."""
    asked = StoryConsent.objects.filter(withdrawn_at=None).values("work")
    rows = StoryPage.objects.filter(live=False, alias_of=None).exclude(translation_key__in=asked)
    return _pages(rows, reverse("wagtailsnippets_tiwizi_home_storyconsent:list"))


def unpublished_changes() -> Seen:
    """Public pages whose latest words are not public yet."""
    return _pages(Page.objects.filter(live=True, has_unpublished_changes=True, alias_of=None))


def scheduled() -> Seen:
    """Versions of anything that go public by themselves on a day to come."""
    rows = Revision.objects.filter(approved_go_live_at__gt=timezone.now())
    return Seen(rows.count(), [(one.object_str, "") for one in rows.order_by("approved_go_live_at")[:FIRST]])


def ending_consents() -> Seen:
    """Consents that end soon, and take their stories down with them."""
    today = timezone.localdate()
    rows = StoryConsent.objects.filter(
        withdrawn_at=None, valid_until__range=(today, today + timedelta(days=CONSENT_DAYS))
    ).order_by("valid_until")
    address = reverse("wagtailsnippets_tiwizi_home_storyconsent:list")
    return Seen(rows.count(), [(one.valid_until.isoformat(), address) for one in rows[:FIRST]], address)


def coming_events() -> Seen:
    """Public events that begin soon."""
    today = timezone.localdate()
    span = Q(first_day__range=(today, today + timedelta(days=COMING_DAYS)))
    return _snippets("tiwizi_events.Event", span & Q(live=True), "first_day")


def old_drafts() -> Seen:
    """Drafts of pages that nobody has touched for a month."""
    before = timezone.now() - timedelta(days=DRAFT_DAYS)
    rows = Page.objects.filter(live=False, first_published_at=None, alias_of=None, depth__gt=2)
    return _pages(rows.filter(latest_revision_created_at__lt=before))


def old_pages() -> Seen:
    """Public pages that nobody has touched for a year."""
    before = timezone.now() - timedelta(days=PAGE_DAYS)
    rows = Page.objects.filter(live=True, alias_of=None, depth__gt=1)
    return _pages(rows.filter(last_published_at__lt=before), reverse("wagtailadmin_reports:aging_pages"))


def draft_events() -> Seen:
    """Events that begin within two months, or have begun, and are not public."""
    until = timezone.localdate() + timedelta(days=COMING_DAYS)
    return _snippets("tiwizi_events.Event", Q(live=False, first_day__lte=until), "first_day")


def draft_documents() -> Seen:
    """Documents that are not public."""
    return _snippets("tiwizi_library.Document", Q(live=False), "pk")


def _pages(rows: QuerySet[Any], url: str = "") -> Seen:
    first = rows.order_by("latest_revision_created_at", "pk")[:FIRST]
    return Seen(
        rows.count(),
        [(one.get_admin_display_title(), reverse("wagtailadmin_pages:edit", args=[one.pk])) for one in first],
        url,
    )


def _snippets(label: str, which: Q, order: str) -> Seen:
    """The systems of the Centre are apps of their own: where one is not installed, there is nothing of it."""
    model = _model(label)
    if model is None:
        return Seen(0)
    name = f"wagtailsnippets_{model._meta.app_label}_{model._meta.model_name}"
    rows = model._default_manager.filter(which).order_by(order)
    first = [
        (str(getattr(one, SNIPPETS[label])), reverse(f"{name}:edit", args=[one.pk])) for one in rows[:FIRST]
    ]
    return Seen(rows.count(), first, reverse(f"{name}:list"))


def _model(label: str) -> type[Model] | None:
    try:
        return apps.get_model(label)
    except LookupError:
        return None
