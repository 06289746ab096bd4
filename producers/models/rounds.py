"""Where an association meets a producer: the day of the souk, its place, and who looks after her."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Round(models.Model):
    """A producer on an association's round. It permits nothing: only her grant does."""

    association = models.ForeignKey(
        "tiwizi_producers.Organisation",
        models.CASCADE,
        verbose_name=_("association"),
        related_name="rounds",
    )
    producer = models.ForeignKey(
        "tiwizi_producers.Organisation", models.CASCADE, verbose_name=_("maker"), related_name="on_rounds"
    )
    weekday = models.PositiveSmallIntegerField(_("souk day"), null=True, blank=True)
    place = models.CharField(_("place of the souk"), max_length=80, blank=True)
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("looked after by"),
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        constraints = [
            models.UniqueConstraint(fields=["association", "producer"], name="tiwizi_one_round"),
            models.CheckConstraint(
                condition=Q(weekday=None) | Q(weekday__lte=6), name="tiwizi_round_weekday"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.producer_id} on {self.weekday} at {self.place}"
