"""What came of an event for somebody who was there, as she declares it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home.events.domain.outcomes import MOST
from home.events.models.registrations import Registration


class Declared(models.Model):
    """One declaration, with her yes to its being counted, and the way back from it."""

    registration = models.OneToOneField(Registration, models.CASCADE, related_name="declared")
    sales = models.PositiveIntegerField(_("sales, in dirhams"), default=0)
    contacts = models.PositiveIntegerField(_("contacts"), default=0)
    jobs = models.PositiveIntegerField(_("jobs"), default=0)
    supported = models.PositiveIntegerField(_("people supported"), default=0)
    agreed_at = models.DateTimeField(pgettext_lazy("consent", "agreed"))
    withdrawn_at = models.DateTimeField(pgettext_lazy("consent", "withdrawn"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("declaration")
        verbose_name_plural = _("declarations")
        constraints = [
            models.CheckConstraint(
                condition=Q(sales__lte=MOST, contacts__lte=MOST, jobs__lte=MOST, supported__lte=MOST),
                name="tiwizi_declared_in_bounds",
            )
        ]

    def __str__(self) -> str:
        return f"declaration {self.pk}"
