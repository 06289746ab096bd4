"""How often a page was looked at on a day. Nobody who looked is in it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Visit(models.Model):
    """A page, a day, a language, and how often: no address, no cookie, no device, no time of day."""

    day = models.DateField(_("day"))
    path = models.CharField(_("page"), max_length=200)
    language = models.CharField(_("language"), max_length=8)
    count = models.PositiveIntegerField(_("visits"))

    class Meta:
        ordering = ["-day", "path"]
        verbose_name = _("visits of a page")
        verbose_name_plural = _("visits of pages")
        constraints = [
            models.UniqueConstraint(fields=["day", "path", "language"], name="tiwizi_one_count_per_day")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.path}"
