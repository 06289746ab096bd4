"""Remittance lists of carriers, line by line: what each line says, and what became of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.conf import private_storage
from shop.models.cash import Carrier, CashCustody, FileRun
from shop.models.fields import MoneyField


class Remittance(FileRun):
    """One list of one carrier. The same file again is the one that is there."""

    carrier = models.ForeignKey(Carrier, models.PROTECT, related_name="remittances")
    file = models.FileField(_("file"), upload_to="remittances/", storage=private_storage, blank=True)
    layout = models.JSONField(_("columns"), default=dict)

    class Meta(FileRun.Meta):
        abstract = False
        verbose_name = _("remittance list")
        verbose_name_plural = _("remittance lists")
        constraints = [
            models.UniqueConstraint(
                fields=["carrier", "sha256"],
                condition=~Q(state="refused"),
                name="tiwizi_one_remittance_per_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.carrier_id} {self.file_name}"


class RemittanceLine(models.Model):
    """One line. ``key`` names it within its carrier, so that the same line counts once in all its lists."""

    class Outcome(models.TextChoices):
        MATCHED = "matched", _("matched")
        SHORT = "short", _("short")
        OVER = "over", _("too much")
        REFUSED = "refused", _("parcel refused")
        ALREADY = "already", _("known already")
        UNKNOWN = "unknown", _("no such parcel")
        OTHER_CARRIER = "other_carrier", _("parcel of another carrier")
        NOT_CASH = "not_cash", _("nothing was to be collected")
        SETTLED = "settled", _("remitted before")
        UNREADABLE = "unreadable", _("cannot be read")

    run = models.ForeignKey(Remittance, models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField(_("row"))
    tracking = models.CharField(_("tracking number"), max_length=60, blank=True)
    amount = MoneyField(_("remitted"), null=True, blank=True)
    kept = MoneyField(_("kept"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=14, choices=Outcome)
    fault = models.CharField(_("why"), max_length=30, blank=True)
    fault_where = models.CharField(_("where"), max_length=60, blank=True)
    key = models.CharField(_("key"), max_length=200, blank=True)
    custody = models.ForeignKey(CashCustody, models.PROTECT, null=True, blank=True, related_name="lines")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("line of a remittance list")
        verbose_name_plural = _("lines of remittance lists")
        indexes = [models.Index(fields=["run", "outcome"], name="tiwizi_remitted_outcome")]
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="tiwizi_one_remitted_line"),
            models.UniqueConstraint(fields=["run", "number"], name="tiwizi_one_remitted_row"),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.number}"
