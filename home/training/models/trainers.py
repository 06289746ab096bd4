"""Who is on the way to be a trainer of a course, and what proves each step. Live rows, written by actions."""

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home.training.models.courses import Course

LONGEST_REASON = 500


class TrainerPathQuerySet(models.QuerySet):
    """Reads of paths."""

    def trainers(self) -> "TrainerPathQuerySet":
        """Keep those whom the Centre has confirmed and has not taken it back from."""
        return self.filter(code__isnull=False, withdrawn_at=None)

    def to_confirm(self) -> "TrainerPathQuerySet":
        """Keep those who have led one: the Centre has to say yes."""
        return self.filter(code=None, steps__step="led").exclude(name="")

    def by_urgency(self) -> "TrainerPathQuerySet":
        """Put whom the Centre has to confirm first, then those on the way, trainers, those taken back."""
        led = Exists(TrainerStep.objects.filter(path=OuterRef("pk"), step="led"))
        rank = Case(
            When(withdrawn_at__isnull=False, then=3), When(code__isnull=False, then=2), When(led, then=0),
            default=1, output_field=models.IntegerField(),
        )  # fmt: skip
        return self.order_by(rank, "-pk")

    def named(self) -> "TrainerPathQuerySet":
        """Keep the trainers whom pages may name."""
        return self.trainers().filter(named_since__isnull=False).exclude(name="")


class TrainerPath(models.Model):
    """One person and one course. ``code`` is that of her certificate, once the Centre has confirmed her.

    ``named_since`` is since when she agrees to be named on the course's page, none while she does not.
    """

    course = models.ForeignKey(Course, models.PROTECT, verbose_name=_("course"), related_name="paths")
    name = models.CharField(_("name"), max_length=100, blank=True)
    # The agenda's digest of how she is reached: one path for her in a course, with an account or without.
    person = models.CharField(max_length=64, blank=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        related_name="+",
    )
    organisation = models.ForeignKey(
        "tiwizi_producers.Organisation",
        models.SET_NULL,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        related_name="+",
    )
    named_since = models.DateTimeField(_("agrees to be named since"), null=True, blank=True)
    code = models.CharField(
        _("code of the certificate"), max_length=12, unique=True, null=True, blank=True, editable=False
    )
    withdrawn_at = models.DateTimeField(pgettext_lazy("certificate", "taken back"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = TrainerPathQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("path to a trainer")
        verbose_name_plural = _("paths to trainers")
        constraints = [
            models.UniqueConstraint(
                fields=["course", "person"], condition=~Q(person=""), name="tiwizi_path_once_a_course"
            ),
            models.UniqueConstraint(fields=["course", "user"], name="tiwizi_path_once_an_account"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(code__isnull=False), name="tiwizi_path_withdrawn_from_one"
            ),
            models.CheckConstraint(
                condition=Q(named_since=None) | Q(code__isnull=False, withdrawn_at=None),
                name="tiwizi_path_names_trainers",
            ),
            models.CheckConstraint(condition=~Q(code=""), name="tiwizi_path_code"),
        ]

    def __str__(self) -> str:
        return self.name or f"path {self.pk}"


class TrainerStep(models.Model):
    """One step with its evidence: who said so, when, and why. Append only."""

    class Kind(models.TextChoices):
        ATTENDED = "attended", _("attended the course")
        ASSISTED = "assisted", _("helped at one")
        LED = "led", _("led one, observed by a trainer")
        CONFIRMED = "confirmed", _("confirmed by the Centre")

    path = models.ForeignKey(TrainerPath, models.CASCADE, related_name="steps")
    step = models.CharField(_("step"), max_length=9, choices=Kind)
    certificate = models.OneToOneField(
        "tiwizi_events.Certificate", models.PROTECT, null=True, blank=True, related_name="+"
    )
    event = models.ForeignKey("tiwizi_events.Event", models.PROTECT, null=True, blank=True, related_name="+")
    observer = models.ForeignKey(
        TrainerPath, models.PROTECT, verbose_name=_("observed by"), null=True, blank=True, related_name="+"
    )
    why = models.CharField(_("what was seen"), max_length=LONGEST_REASON, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("written down"), auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("step of a path")
        verbose_name_plural = _("steps of paths")
        constraints = [
            models.UniqueConstraint(fields=["path", "step"], name="tiwizi_step_once"),
            models.CheckConstraint(
                condition=Q(step="attended", certificate__isnull=False)
                | Q(step="assisted", event__isnull=False) & ~Q(why="")
                | Q(step="led", event__isnull=False, observer__isnull=False) & ~Q(why="")
                | Q(step="confirmed") & ~Q(why=""),
                name="tiwizi_step_has_evidence",
            ),
            models.CheckConstraint(
                condition=Q(observer=None) | ~Q(observer=F("path")), name="tiwizi_step_seen_by_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} of {self.path_id}"
