"""The picture quiz: its questions are drafted with the course; the sheets are live, and name nobody."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from home.training.models.courses import SIGN_CHOICES, Course
from producers.domain.export_ids import new_export_id


class Question(Orderable, ClusterableModel):
    """One question; asked before and after."""

    course = ParentalKey(Course, on_delete=models.CASCADE, related_name="questions")
    export_id = models.CharField(
        _("permanent id"), max_length=32, unique=True, default=new_export_id, editable=False
    )
    text = I18nCharField(_("question"), max_length=250)

    class Meta(Orderable.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return str(self.text)


class Choice(Orderable):
    """One answer, as a picture with a word or two."""

    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="choices")
    export_id = models.CharField(
        _("permanent id"), max_length=32, unique=True, default=new_export_id, editable=False
    )
    text = I18nCharField(_("answer"), max_length=120)
    sign = models.CharField(_("sign"), max_length=20, choices=SIGN_CHOICES, default="info")
    picture = models.ForeignKey(
        "tiwizi_producers.Picture",
        models.SET_NULL,
        verbose_name=_("picture"),
        null=True,
        blank=True,
        related_name="+",
    )
    is_right = models.BooleanField(_("right"), default=False)

    class Meta(Orderable.Meta):
        verbose_name = _("answer in pictures")
        verbose_name_plural = _("answers in pictures")

    def __str__(self) -> str:
        return str(self.text)


class QuizSheet(models.Model):
    """What somebody answered at one moment. ``registration`` is set only when a seat’s code was typed."""

    class Moment(models.TextChoices):
        BEFORE = "before", _("before the course")
        AFTER = "after", _("after the course")

    course = models.ForeignKey(Course, models.PROTECT, related_name="sheets")
    event = models.ForeignKey("tiwizi_events.Event", models.PROTECT, null=True, blank=True, related_name="+")
    registration = models.ForeignKey(
        "tiwizi_events.Registration", models.PROTECT, null=True, blank=True, related_name="+"
    )
    moment = models.CharField(_("when"), max_length=6, choices=Moment)
    right = models.PositiveSmallIntegerField(_("right answers"))
    answered = models.PositiveSmallIntegerField(_("answers"))
    at = models.DateTimeField(_("answered"), auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("sheet of answers")
        verbose_name_plural = _("sheets of answers")
        indexes = [models.Index(fields=["course", "event", "moment"], name="tiwizi_sheets_of_session")]
        constraints = [
            models.CheckConstraint(condition=Q(moment__in=["before", "after"]), name="tiwizi_sheet_moment"),
            models.CheckConstraint(
                condition=Q(answered__gt=0, right__lte=F("answered")), name="tiwizi_sheet_counts"
            ),
            models.CheckConstraint(
                condition=Q(registration=None) | Q(event__isnull=False), name="tiwizi_sheet_seat_has_event"
            ),
            models.UniqueConstraint(
                fields=["registration", "moment"],
                condition=Q(registration__isnull=False),
                name="tiwizi_sheet_once_a_seat",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.moment} {self.right}/{self.answered}"


class QuizAnswer(models.Model):
    """One answer of a sheet, by permanent ids: questions may change, what was answered stays."""

    sheet = models.ForeignKey(QuizSheet, models.CASCADE, related_name="answers")
    question = models.CharField(_("question"), max_length=32)
    choice = models.CharField(_("answer"), max_length=32)
    is_right = models.BooleanField(_("right"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "question"], name="tiwizi_question_answered_once")
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.choice}"
