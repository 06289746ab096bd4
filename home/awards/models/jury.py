"""The jury: who scores, who stands aside, and each single mark. Live rows, written by actions alone."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from home.awards.domain.jury import Kind
from home.awards.models.editions import Criterion, Edition
from home.awards.models.nominations import Nomination


class Juror(models.Model):
    """A user who scores in one edition."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="jurors")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "tiwizi_producers.Organisation",
        models.SET_NULL,
        verbose_name=_("her organisation"),
        null=True,
        blank=True,
        related_name="+",
    )
    handed_in_at = models.DateTimeField(_("handed in"), null=True, blank=True)
    absent_reason = models.CharField(_("why she is absent"), max_length=250, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("juror")
        verbose_name_plural = _("jurors")
        constraints = [
            models.UniqueConstraint(fields=["edition", "user"], name="tiwizi_juror_once"),
            models.CheckConstraint(
                condition=Q(handed_in_at=None) | Q(absent_reason=""), name="tiwizi_juror_in_or_absent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.edition_id}"

    @property
    def is_done(self) -> bool:
        """Whether nobody waits for her any more."""
        return self.handed_in_at is not None or bool(self.absent_reason)


class Conflict(models.Model):
    """A juror stands aside for one nominee."""

    class Kinds(models.TextChoices):
        OWN = "own", _("she nominated her, or is the nominee")
        SAME = "same", _("same organisation or association")
        DECLARED = "declared", _("declared by herself")

    juror = models.ForeignKey(Juror, models.CASCADE, related_name="conflicts")
    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="conflicts")
    kind = models.CharField(_("why she stands aside"), max_length=8, choices=Kinds)

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[one.value for one in Kind]), name="tiwizi_conflict_kind"
            ),
            models.UniqueConstraint(fields=["juror", "nomination"], name="tiwizi_conflict_once"),
        ]

    def __str__(self) -> str:
        return f"{self.juror_id} aside for {self.nomination_id}"


class Mark(models.Model):
    """One mark. The database refuses one for a nominee for whom the juror stands aside: ``jury_guards``."""

    juror = models.ForeignKey(Juror, models.CASCADE, related_name="marks")
    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="marks")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    value = models.PositiveSmallIntegerField(_("mark"))

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        constraints = [
            models.CheckConstraint(condition=Q(value__range=(0, 4)), name="tiwizi_mark_value"),
            models.UniqueConstraint(fields=["juror", "nomination", "criterion"], name="tiwizi_mark_once"),
        ]

    def __str__(self) -> str:
        return f"{self.value} of {self.juror_id} for {self.nomination_id}"
