"""Who is away for a fair, for how many days, and what a day is paid: the list that they sign."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from home.fairs.models.fairs import Fair
from shop.models.fields import MoneyField
from shop.models.querysets import LockableQuerySet


class DayMoney(models.Model):
    """One person's line. ``maker`` is for whom she goes; a driver or a helper has none.

    It is paid by hand and signed on paper: nothing of it is in the books.
    """

    fair = models.ForeignKey(Fair, models.PROTECT, verbose_name=_("fair"), related_name="day_money")
    maker = models.ForeignKey(
        "tiwizi_producers.Organisation",
        models.PROTECT,
        verbose_name=_("for whom"),
        null=True,
        blank=True,
        related_name="+",
    )
    name = models.CharField(_("who is away"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True, default="", db_default="")
    days = models.PositiveSmallIntegerField(_("days"))
    rate = MoneyField(_("for a day"))

    objects = LockableQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("money for days away")
        verbose_name_plural = _("money for days away")
        constraints = [
            models.UniqueConstraint(
                fields=["fair", "maker", "name"], condition=~Q(name=""), name="tiwizi_one_line_of_days"
            ),
            models.CheckConstraint(
                condition=Q(days__range=(1, 60), rate__gte=0), name="tiwizi_days_and_rate"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.days} days at {self.fair_id}"
