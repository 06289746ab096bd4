"""Fairs, meetings and training as far as they are drafted: words, days, place, programme, who exhibits.

Who registers and who came are rows of their own that no revision contains.
"""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.fields import I18nCharField, I18nTextField
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    WorkflowMixin,
)

from home.events.models.querysets import EventQuerySet
from producers.domain.export_ids import new_export_id
from producers.models.live import LiveStays

SPOKEN = [("ar", _("Arabic")), ("fr", _("French")), ("zgh", _("Tamazight")), ("en", _("English"))]


class Series(models.Model):
    """A tour of fairs, or meetings that come again: what its editions have in common."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = I18nCharField(_("name"), max_length=120)
    description = I18nTextField(_("description"), blank=True)

    class Meta:
        ordering = ["slug"]
        verbose_name = _("series")
        verbose_name_plural = _("series")

    def __str__(self) -> str:
        return str(self.name) or self.slug


class Theme(models.Model):
    """What an event is about, as the agenda filters by it."""

    code = models.SlugField(_("code"), unique=True)
    name = I18nCharField(_("name"), max_length=100)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    def __str__(self) -> str:
        return str(self.name) or self.code


class Funder(models.Model):
    """Who pays for training, as the figures tell it apart: a body, never a person."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = I18nCharField(_("name"), max_length=120, help_text=_("A body, not a person: it is public."))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("funder")
        verbose_name_plural = _("funders")

    def __str__(self) -> str:
        return str(self.name) or self.code


class Event(
    LiveStays,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    ClusterableModel,
):
    """One fair at one place, one regional meeting, or one course, over one day or several."""

    class Kind(models.TextChoices):
        FAIR = "fair", _("fair")
        MEETING = "meeting", _("regional meeting")
        TRAINING = "training", _("training")

    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        CANCELLED = "cancelled", _("cancelled")

    LIVE = ("export_id", "status", "cancel_reason", "sequence", "changed_at", "created_at", "funder_id")

    export_id = models.CharField(
        _("permanent id"), max_length=32, unique=True, default=new_export_id, editable=False
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    title = I18nCharField(_("title"), max_length=160)
    summary = I18nCharField(_("in one line"), max_length=250, blank=True)
    description = I18nTextField(_("description"), blank=True)
    original_language = models.CharField(_("original language"), max_length=8, default="fr")
    series = models.ForeignKey(
        Series,
        models.SET_NULL,
        verbose_name=_("series"),
        help_text=_("A tour, or a meeting that comes again."),
        null=True,
        blank=True,
        related_name="events",
    )
    themes = ParentalManyToManyField(Theme, verbose_name=_("themes"), blank=True, related_name="events")
    organiser = models.ForeignKey(
        "tiwizi_producers.Organisation",
        models.PROTECT,
        verbose_name=_("organiser"),
        null=True,
        blank=True,
        related_name="+",
    )
    picture = models.ForeignKey(
        "tiwizi_producers.Picture",
        models.SET_NULL,
        verbose_name=_("picture"),
        null=True,
        blank=True,
        related_name="+",
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    opens_at = models.TimeField(_("opens at"), null=True, blank=True)
    closes_at = models.TimeField(_("closes at"), null=True, blank=True)
    region = models.CharField(_("region"), max_length=8)
    province = models.CharField(_("province"), max_length=8, blank=True)
    commune = I18nCharField(_("commune"), max_length=100, blank=True)
    venue = I18nCharField(_("place"), max_length=160, blank=True)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=7,
        decimal_places=5,
        null=True,
        blank=True,
        help_text=_("Only of a place that is open to all: the point is shown on maps."),
    )
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    # What is live: written by actions alone, in no revision.
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.PLANNED, editable=False
    )
    cancel_reason = models.CharField(_("why it is cancelled"), max_length=250, blank=True, editable=False)
    sequence = models.PositiveIntegerField(_("edits since it was public"), default=0, editable=False)
    funder = models.ForeignKey(
        Funder,
        models.PROTECT,
        verbose_name=_("paid for by"),
        null=True,
        blank=True,
        editable=False,
        related_name="events",
    )
    changed_at = models.DateTimeField(_("changed for its readers"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-first_day", "-pk"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [
            models.Index(fields=["last_day", "first_day"], name="tiwizi_event_days"),
            models.Index(fields=["region", "kind"], name="tiwizi_event_region"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["fair", "meeting", "training"]), name="tiwizi_event_kind"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["planned", "cancelled"]), name="tiwizi_event_status"
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="tiwizi_event_days_in_order",
                violation_error_message=_("The last day comes before the first."),
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__range=("20.5", "36.2"), longitude__range=("-17.5", "-0.9")),
                name="tiwizi_event_point_in_morocco",
                violation_error_message=_("Give latitude and longitude of a place in Morocco, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(opens_at=None, closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="tiwizi_event_hours_in_order",
                violation_error_message=_(
                    "Give the hour at which it opens and a later one at which it closes."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title) or self.slug

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not take place; its page stays and says so."""
        return self.status == self.Status.CANCELLED

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> Any:
        """Publish, and let calendars know that there is a newer version."""
        from home.events.actions.publish_event import publish_event  # reads this model

        publish: Callable[..., Any] = super().publish
        return publish_event(self, revision, publish, *args, **kwargs)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The page a visitor would see."""
        return "home/events/event.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, object]:
        """All that the page shows, with this draft's words and programme."""
        from home.events.reading.event import draft_page  # reads these very rows

        return {**super().get_preview_context(request, mode_name), **draft_page(self, request)}


class Session(models.Model):
    """A part of an event: a workshop, a ceremony, a day of a course, the stay of one group at a fair."""

    class Kind(models.TextChoices):
        WORKSHOP = "workshop", _("workshop")
        CONFERENCE = "conference", _("conference")
        EXHIBITION = "exhibition", _("exhibition")
        CEREMONY = "ceremony", _("award ceremony")
        BUSINESS = "business", _("business meetings")
        LESSON = "lesson", pgettext_lazy("event", "lesson")
        GROUP = "group", _("group of exhibitors")

    event = ParentalKey(Event, on_delete=models.CASCADE, related_name="sessions")
    export_id = models.CharField(
        _("permanent id"), max_length=32, unique=True, default=new_export_id, editable=False
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    title = I18nCharField(_("title"), max_length=160)
    description = I18nTextField(_("description"), blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    room = I18nCharField(_("room"), max_length=80, blank=True)
    track = I18nCharField(_("track"), max_length=80, blank=True)
    language = models.CharField(_("spoken language"), max_length=8, choices=SPOKEN, blank=True)
    speakers = I18nTextField(
        _("speakers"),
        blank=True,
        help_text=_("One a line, only with their consent."),
    )
    group = models.PositiveSmallIntegerField(
        _("number of the group"),
        null=True,
        blank=True,
        help_text=_("For a group of exhibitors: those of this number stay from begin to end."),
    )

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("part of the programme")
        verbose_name_plural = _("programme")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "workshop", "conference", "exhibition", "ceremony", "business", "lesson", "group",
                    ]
                ),
                name="tiwizi_session_kind",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="tiwizi_session_hours_in_order",
                violation_error_message=_("A part of the programme ends before it begins."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.event_id}/{self.kind} {self.starts_at:%Y-%m-%d %H:%M}"


class Exhibitor(models.Model):
    """A maker who shows at an event; with a number of a group, only while that group is there."""

    event = ParentalKey(Event, on_delete=models.CASCADE, related_name="exhibitors")
    producer = models.ForeignKey(
        "tiwizi_producers.Organisation", models.PROTECT, verbose_name=_("producer"), related_name="+"
    )
    group = models.PositiveSmallIntegerField(_("number of the group"), null=True, blank=True)
    stand = models.CharField(_("stand"), max_length=20, blank=True)

    class Meta:
        ordering = ["group", "stand", "pk"]
        verbose_name = _("exhibitor")
        verbose_name_plural = _("exhibitors")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "producer"],
                name="tiwizi_one_exhibitor",
                violation_error_message=_("A maker is named twice."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.producer_id} at {self.event_id}"
