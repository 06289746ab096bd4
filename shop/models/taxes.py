"""Rates of tax by reason, as keepers of the books enter them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class TaxRate(models.Model):
    """What a reason means in per cent of the net price, from a day on, in one market or in all.

    Rows are only added: what was sold keeps the rate that was frozen with it, and says from which day it was.
    A row for a market goes before one for all; of two from one day the one entered last holds.
    """

    class Reason(models.TextChoices):
        SMALL_MAKER = "small_maker", _("seller below the threshold of VAT")
        AUTO_ENTREPRENEUR = "auto_entrepreneur", _("auto-entrepreneur")
        CARPET = "carpet", _("hand-made carpet")
        STAPLE_FOOD = "staple_food", _("staple food")
        PRECIOUS_METAL = "precious_metal", _("work of precious metal")
        EXPORT = "export", _("export")
        STANDARD = "standard", _("standard rate")
        PLATFORM_FEE = "platform_fee", _("fee of the platform")

    only_grows = True

    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    market = models.ForeignKey(
        "tiwizi_shop.Market",
        models.PROTECT,
        verbose_name=_("only in"),
        null=True,
        blank=True,
        related_name="+",
    )
    percent = models.DecimalField(_("percent"), max_digits=5, decimal_places=2)
    since = models.DateField(_("from"))
    source = models.CharField(_("source"), max_length=120)
    at = models.DateTimeField(_("entered"), auto_now_add=True)

    class Meta:
        ordering = ["reason", "-since", "-pk"]
        verbose_name = _("tax rate")
        verbose_name_plural = _("tax rates")
        constraints = [
            models.CheckConstraint(condition=Q(percent__gte=0, percent__lte=100), name="tiwizi_tax_percent"),
            models.CheckConstraint(condition=~Q(source=""), name="tiwizi_tax_rate_has_source"),
            models.CheckConstraint(
                condition=Q(
                    reason__in=[
                        "small_maker",
                        "auto_entrepreneur",
                        "carpet",
                        "staple_food",
                        "precious_metal",
                        "export",
                        "standard",
                        "platform_fee",
                    ]
                ),
                name="tiwizi_tax_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.percent} % {self.since}"
