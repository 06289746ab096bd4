"""What a maker needs before she sells, as operators have set it up, and how far each maker is."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from producers.conf import private_storage


class ProducerRequirement(models.Model):
    """One thing that a maker needs. ``kind`` names what judges it; what it refers to is picked."""

    class Point(models.TextChoices):
        SUBMIT = "submit", _("to ask for approval")
        APPROVE = "approve", _("to be approved")

    kind = models.CharField(_("kind"), max_length=40)
    name = I18nCharField(_("name"), max_length=120)
    help = I18nTextField(_("explanation"), blank=True)
    icon = models.CharField(_("icon"), max_length=30, blank=True)
    needed_at = models.CharField(_("needed"), max_length=8, choices=Point, default=Point.SUBMIT)
    number = models.PositiveSmallIntegerField(_("how many"), null=True, blank=True)
    since = models.DateField(_("accepted on this day or later"), null=True, blank=True)
    label = models.ForeignKey(
        "tiwizi_producers.Label",
        models.SET_NULL,
        verbose_name=_("label to be proven"),
        null=True,
        blank=True,
        related_name="+",
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("in force"), default=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("what a maker needs to sell")
        verbose_name_plural = _("what makers need to sell")
        constraints = [
            models.CheckConstraint(
                condition=Q(needed_at__in=["submit", "approve"]), name="tiwizi_requirement_point"
            ),
            models.CheckConstraint(condition=~Q(kind=""), name="tiwizi_requirement_kind"),
        ]

    def __str__(self) -> str:
        return str(self.name)


class RequirementAnswer(models.Model):
    """What is written down about one maker and one requirement: her tick, her paper, who looked and why."""

    class State(models.TextChoices):
        TICKED = "ticked", _("she said yes")
        WAITING = "waiting", _("waits to be looked at")
        ACCEPTED = "accepted", _("accepted")
        REJECTED = "rejected", _("rejected")
        WAIVED = "waived", _("not asked of her")

    actor_path = "organisation"

    organisation = models.ForeignKey(
        "tiwizi_producers.Organisation",
        models.CASCADE,
        verbose_name=_("organisation"),
        related_name="requirement_answers",
    )
    requirement = models.ForeignKey(
        ProducerRequirement, models.CASCADE, verbose_name=_("requirement"), related_name="answers"
    )
    state = models.CharField(_("state"), max_length=8, choices=State)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    file = models.FileField(_("paper"), upload_to="requirements/", storage=private_storage, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        related_name="+",
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("answer to a requirement")
        verbose_name_plural = _("answers to requirements")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "requirement"], name="tiwizi_one_answer"),
            models.CheckConstraint(
                condition=Q(state__in=["ticked", "waiting", "accepted", "rejected", "waived"]),
                name="tiwizi_answer_state",
            ),
            # Whoever refuses, or asks less of one than of others, says why.
            models.CheckConstraint(
                condition=~Q(state__in=["rejected", "waived"]) | ~Q(reason=""), name="tiwizi_answer_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}/{self.requirement_id}: {self.state}"
