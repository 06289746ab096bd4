"""A maker is asked to visit another's workshop."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class PeerVisit(models.Model):
    """An operator asked ``peer`` to visit ``maker``; it was done, was taken back, or waits."""

    actor_path = "peer"

    maker = models.ForeignKey(
        "tiwizi_producers.Organisation",
        models.CASCADE,
        verbose_name=_("who is visited"),
        related_name="peers_asked",
    )
    peer = models.ForeignKey(
        "tiwizi_producers.Organisation",
        models.CASCADE,
        verbose_name=_("who visits"),
        related_name="peer_visits",
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("asked by"),
        null=True,
        blank=True,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    visit = models.OneToOneField(
        "tiwizi_producers.FieldVisit",
        models.SET_NULL,
        verbose_name=_("the visit"),
        null=True,
        blank=True,
        related_name="peer_visit",
    )
    ended_at = models.DateTimeField(_("done or taken back"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("visit that a maker is asked for")
        verbose_name_plural = _("visits that makers are asked for")
        constraints = [
            models.UniqueConstraint(
                fields=["maker", "peer"], condition=Q(ended_at=None), name="tiwizi_one_open_peer_visit"
            ),
            models.CheckConstraint(condition=~Q(maker=F("peer")), name="tiwizi_no_peer_of_herself"),
        ]

    def __str__(self) -> str:
        return f"{self.peer_id} to {self.maker_id}"
