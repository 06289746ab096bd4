"""The ten principles: what she says of herself, and what somebody has seen on a visit."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from producers.conf import private_storage


def _key() -> str:
    return secrets.token_hex(16)


class Assessment(models.Model):
    """Her answers on the ten principles. One is open at a time; what was visited stays as it was."""

    class State(models.TextChoices):
        OPEN = "open", _("being answered")
        SENT = "sent", _("waits for a visit")
        VISITED = "visited", _("somebody was there")
        ACCEPTED = "accepted", _("accepted")
        SENT_BACK = "sent_back", _("sent back")

    actor_path = "organisation"

    organisation = models.ForeignKey(
        "tiwizi_producers.Organisation",
        models.CASCADE,
        verbose_name=_("organisation"),
        related_name="assessments",
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("assessment by the ten principles")
        verbose_name_plural = _("assessments by the ten principles")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(state__in=["open", "sent", "visited", "sent_back"]),
                name="tiwizi_one_assessment_under_way",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "sent", "visited", "accepted", "sent_back"]),
                name="tiwizi_assessment_state",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent_back") | ~Q(reason=""), name="tiwizi_assessment_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.state}"


class FieldVisit(models.Model):
    """Somebody was there: when, who, where, what was seen of each principle, with photos.

    ``key`` is made where the sheet is filled in, so that one that is sent again is the same visit. Without an
    ``organisation`` it is of somebody who is no producer: what she is visited for names the visit, and drops
    it with her.
    """

    class Visitor(models.TextChoices):
        AGENT = "agent", _("agent of the association")
        PEER = "peer", _("another maker")
        OFFICE = "office", _("the Centre")

    actor_path = "organisation"

    key = models.CharField(_("key"), max_length=40, unique=True, default=_key)
    organisation = models.ForeignKey(
        "tiwizi_producers.Organisation",
        models.CASCADE,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        related_name="field_visits",
    )
    assessment = models.ForeignKey(
        Assessment,
        models.SET_NULL,
        verbose_name=_("assessment"),
        null=True,
        blank=True,
        related_name="visits",
    )
    visited_on = models.DateField(_("visited on"))
    kind = models.CharField(_("who came"), max_length=6, choices=Visitor)
    visitor = models.CharField(_("visitor"), max_length=120)
    place = models.CharField(_("place"), max_length=120)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    sound = models.FileField(
        _("spoken note"), upload_to="visits/", storage=private_storage, blank=True, default="", db_default=""
    )
    seen = models.JSONField(_("what was seen"), default=dict, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("entered by"),
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(_("entered"), auto_now_add=True)

    class Meta:
        ordering = ["-visited_on", "-pk"]
        verbose_name = _("visit of a workshop")
        verbose_name_plural = _("visits of workshops")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["agent", "peer", "office"]), name="tiwizi_field_visit_kind"
            ),
            models.CheckConstraint(
                condition=~Q(visitor="") & ~Q(place=""), name="tiwizi_field_visit_complete"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} on {self.visited_on}"


class VisitPhoto(models.Model):
    """A photo of a visit; no address serves it but to those who decide."""

    visit = models.ForeignKey(FieldVisit, models.CASCADE, related_name="photos")
    file = models.FileField(_("file"), upload_to="visits/", storage=private_storage)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("photo of a visit")
        verbose_name_plural = _("photos of visits")

    def __str__(self) -> str:
        return f"{self.visit_id}/{self.pk}"
