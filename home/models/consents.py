"""Consent to a story, per person and per work."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from home.domain.consent import LONGEST_YEARS, Use, last_day

LONGEST = timedelta(days=366 + 365 * (LONGEST_YEARS - 1))


class StoryConsent(models.Model):
    """What one person agreed to for one story, in all its languages. Withdrawn, never edited."""

    work = models.UUIDField(_("work"), db_index=True, editable=False)
    producer = models.ForeignKey(
        "tiwizi_producers.Organisation",
        models.PROTECT,
        verbose_name=_("producer"),
        related_name="story_consents",
    )
    person = models.CharField(_("person"), max_length=120)
    is_child = models.BooleanField(_("under age"), default=False)
    name = models.BooleanField(_("her name"), default=False)
    face = models.BooleanField(_("her face"), default=False)
    voice = models.BooleanField(_("her own words or voice"), default=False)
    place = models.BooleanField(_("her place"), default=False)
    story = models.BooleanField(_("her story"), default=False)
    figures = models.BooleanField(_("her figures"), default=False)
    feed = models.BooleanField(_("feeds of others"), default=False)
    print = models.BooleanField(_("print"), default=False)
    heard_in = models.CharField(_("language in which she was asked"), max_length=8)
    heard_on = models.DateField(_("asked on"))
    valid_until = models.DateField(_("valid until"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("recorded by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        ordering = ["-heard_on", "pk"]
        verbose_name = _("consent to a story")
        verbose_name_plural = _("consents to stories")
        constraints = [
            models.CheckConstraint(
                condition=~Q(is_child=True, face=True), name="tiwizi_consent_never_a_childs_face"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("heard_on")), name="tiwizi_story_consent_dates"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__lte=F("heard_on") + LONGEST), name="tiwizi_story_consent_24_months"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.heard_on}"

    @property
    def uses(self) -> frozenset[str]:
        """What she agreed to."""
        return frozenset(use.value for use in Use if getattr(self, use.value))

    def clean(self) -> None:
        """Say in words what the database refuses."""
        if self.is_child and self.face:
            raise ValidationError({"face": _("A child's face is never shown.")})
        if self.heard_on and self.valid_until and self.valid_until > last_day(self.heard_on):
            raise ValidationError({"valid_until": _("Consent counts for 24 months at most.")})
