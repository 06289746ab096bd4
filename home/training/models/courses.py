"""Courses as they are drafted: words, lessons of picture cards, trainers, and the events of the agenda.

All languages stand in one row. What somebody said of a card is a prompt under its permanent id.
"""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from home.training.domain.signs import SIGNS
from home.training.models.querysets import CourseQuerySet
from producers.domain.export_ids import new_export_id
from producers.models.live import LiveStays

LONGEST_COURSE = 200
SIGN_CHOICES = tuple((sign, sign) for sign in SIGNS)


class Course(
    LiveStays,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    ClusterableModel,
):
    """What is taught, whenever and wherever: an event of the agenda is where it is held."""

    class Audience(models.TextChoices):
        BENEFICIARIES = "beneficiaries", _("women who make and sell")
        AGENTS = "agents", _("agents of associations")
        MANAGERS = "managers", _("those who run an association")
        TRAINERS = "trainers", _("trainers")

    class Theme(models.TextChoices):
        NEGOTIATION = "negotiation", _("negotiation")
        SELLING = "selling", _("selling")
        BUDGET = "budget", _("budget")
        DEBT = "debt", _("debt")
        SPENDING = "spending", _("spending")
        PRICE = "price", _("price setting")
        PHOTOGRAPHY = "photography", _("photography")
        ONLINE = "online", _("online selling")

    LIVE = ("export_id", "created_at")

    export_id = models.CharField(
        _("permanent id"), max_length=32, unique=True, default=new_export_id, editable=False
    )
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    title = I18nCharField(_("title"), max_length=160)
    summary = I18nCharField(_("in one line"), max_length=250, blank=True)
    description = I18nTextField(_("description"), blank=True)
    original_language = models.CharField(_("original language"), max_length=8, default="fr")
    audience = models.CharField(_("for whom"), max_length=14, choices=Audience)
    theme = models.CharField(_("theme"), max_length=12, choices=Theme)
    hours = models.PositiveSmallIntegerField(
        _("hours"), validators=[MinValueValidator(1), MaxValueValidator(LONGEST_COURSE)], default=12
    )
    needed = I18nTextField(
        _("what the trainer brings"),
        blank=True,
        help_text=_("One thing a line. It stands in the printed kit."),
    )
    picture = models.ForeignKey(
        "tiwizi_producers.Picture",
        models.SET_NULL,
        verbose_name=_("picture"),
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = CourseQuerySet.as_manager()

    class Meta:
        ordering = ["theme", "slug"]
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        indexes = [models.Index(fields=["audience", "theme"], name="tiwizi_course_filters")]
        constraints = [
            models.CheckConstraint(
                condition=Q(audience__in=["beneficiaries", "agents", "managers", "trainers"]),
                name="tiwizi_course_audience",
            ),
            models.CheckConstraint(
                condition=Q(
                    theme__in=[
                        "negotiation", "selling", "budget", "debt", "spending", "price", "photography",
                        "online",
                    ]
                ),
                name="tiwizi_course_theme",
            ),
            models.CheckConstraint(condition=Q(hours__gte=1, hours__lte=200), name="tiwizi_course_hours"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.title) or self.slug

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The page a visitor would see."""
        return "home/training/course.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, object]:
        """All that the page shows, with this draft's words, and its lessons spread out below."""
        from home.training.reading.course import draft_page  # reads these very rows

        return {**super().get_preview_context(request, mode_name), **draft_page(self)}


class Lesson(Orderable, ClusterableModel):
    """A part of a course: some picture cards, then one practice."""

    course = ParentalKey(Course, on_delete=models.CASCADE, related_name="lessons")
    title = I18nCharField(_("title"), max_length=160)
    practice = I18nTextField(
        _("practice"),
        blank=True,
        help_text=_("What everybody does with her own hands, in a sentence or two."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def __str__(self) -> str:
        return str(self.title)


class Card(Orderable):
    """One picture and what is said to it. ``export_id`` names its recordings in each voice."""

    lesson = ParentalKey(Lesson, on_delete=models.CASCADE, related_name="cards")
    export_id = models.CharField(
        _("permanent id"), max_length=32, unique=True, default=new_export_id, editable=False
    )
    text = I18nTextField(_("what is said"), max_length=400)
    sign = models.CharField(
        _("sign"),
        max_length=20,
        choices=SIGN_CHOICES,
        default="info",
        help_text=_("Shown where there is no picture."),
    )
    picture = models.ForeignKey(
        "tiwizi_producers.Picture",
        models.SET_NULL,
        verbose_name=_("picture"),
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta(Orderable.Meta):
        verbose_name = _("picture card")
        verbose_name_plural = _("picture cards")
        constraints = [models.CheckConstraint(condition=~Q(sign=""), name="tiwizi_card_has_a_sign")]

    def __str__(self) -> str:
        return str(self.text)[:60]


class Trainer(Orderable):
    """Who teaches the course: somebody with an account, or somebody who is named with her consent."""

    course = ParentalKey(Course, on_delete=models.CASCADE, related_name="trainers")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        related_name="+",
    )
    name = models.CharField(
        _("name as it is shown"), max_length=100, blank=True, help_text=_("Only with her consent.")
    )
    organisation = models.ForeignKey(
        "tiwizi_producers.Organisation",
        models.SET_NULL,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta(Orderable.Meta):
        verbose_name = _("trainer")
        verbose_name_plural = _("trainers")

    def __str__(self) -> str:
        return self.name or f"trainer {self.pk}"


class CourseEvent(models.Model):
    """One time at which a course is held: an event of kind training."""

    course = ParentalKey(Course, on_delete=models.CASCADE, related_name="events")
    event = models.ForeignKey(
        "tiwizi_events.Event",
        models.CASCADE,
        verbose_name=_("event"),
        limit_choices_to={"kind": "training"},
        related_name="+",
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("event of a course")
        verbose_name_plural = _("events of a course")
        constraints = [
            models.UniqueConstraint(
                fields=["event"],
                name="tiwizi_event_of_one_course",
                violation_error_message=_("This event is one of another course."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.course_id} at {self.event_id}"
