"""What was corrected after the fact, naming nobody: the act beside it says who did it, and to whom."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from home.events.domain.corrections import LONGEST_REASON
from home.events.models.events import Event


class Correction(models.Model):
    """One correction of what figures of training are made of. ``reason`` is public, and names nobody."""

    class What(models.TextChoices):
        ADDED = "added", _("A half day was added.")
        TAKEN_BACK = "taken_back", _("A half day was taken back.")
        FUNDER = "funder", _("Another funder was named.")
        REGION = "region", _("Another region was named.")
        THEMES = "themes", _("Other themes were named.")

    only_grows = True

    event = models.ForeignKey(Event, models.PROTECT, verbose_name=_("event"), related_name="corrections")
    act = models.OneToOneField(
        "tiwizi_producers.Act", models.PROTECT, verbose_name=_("act"), related_name="+"
    )
    what = models.CharField(_("what was corrected"), max_length=10, choices=What)
    year = models.PositiveSmallIntegerField(_("year of the figures"))
    reason = models.CharField(_("why"), max_length=LONGEST_REASON)
    # That of the half day which was taken back: a device that sends it once more writes nothing.
    key = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField(_("corrected"), auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("correction of figures")
        verbose_name_plural = _("corrections of figures")
        indexes = [models.Index(fields=["key"], condition=Q(key__isnull=False), name="tiwizi_taken_back_key")]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="tiwizi_correction_says_why"),
            models.CheckConstraint(
                condition=Q(what__in=["added", "taken_back", "funder", "region", "themes"]),
                name="tiwizi_correction_of_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.event_id} {self.year}"
