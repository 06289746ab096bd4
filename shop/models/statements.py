"""Bank statements, line by line, and what each line was found to be."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shop.conf import private_storage
from shop.models.cash import FileRun
from shop.models.fields import MoneyField
from shop.models.querysets import LockableQuerySet


class StatementLayout(models.Model):
    """How the CSV file of a bank reads: a saved ``shop.domain.columns.Layout`` as plain values."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    layout = models.JSONField(_("columns"), default=dict)
    currency = models.CharField(_("currency"), max_length=3, default="MAD")

    class Meta:
        ordering = ["name"]
        verbose_name = _("layout of a bank's file")
        verbose_name_plural = _("layouts of banks' files")

    def __str__(self) -> str:
        return self.name


class Statement(FileRun):
    """One statement of one account. Opening and closing balance are kept when the file tells them."""

    file = models.FileField(_("file"), upload_to="statements/", storage=private_storage, blank=True)
    layout = models.ForeignKey(
        StatementLayout, models.PROTECT, verbose_name=_("layout"), null=True, blank=True, related_name="+"
    )
    account = models.CharField(_("account"), max_length=40, blank=True)
    statement_id = models.CharField(_("number of the statement"), max_length=60, blank=True)
    opening = MoneyField(_("opening balance"), max_digits=14, null=True, blank=True)
    closing = MoneyField(_("closing balance"), max_digits=14, null=True, blank=True)

    class Meta(FileRun.Meta):
        abstract = False
        verbose_name = _("bank statement")
        verbose_name_plural = _("bank statements")
        constraints = [
            models.UniqueConstraint(
                fields=["sha256"], condition=~Q(state="refused"), name="tiwizi_one_statement_per_file"
            ),
        ]

    def __str__(self) -> str:
        return self.statement_id or self.file_name


class GatewaySettlement(models.Model):
    """A payout of a gateway to our bank: ``amount`` is what arrives, ``fee`` what the gateway kept of it.

    It is booked when the line of the bank statement says that it has arrived, not when the gateway says so.
    """

    class State(models.TextChoices):
        ON_ITS_WAY = "on_its_way", _("on its way")
        ARRIVED = "arrived", _("arrived, as the gateway says")
        FAILED = "failed", _("failed")
        BOOKED = "booked", _("found on the bank statement")

    gateway = models.CharField(_("gateway"), max_length=20)
    handle = models.CharField(_("the gateway's name of it"), max_length=120)
    amount = MoneyField(_("amount"), max_digits=14)
    fee = MoneyField(_("fees kept"), max_digits=14)
    arrives_on = models.DateField(_("arrives"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ON_ITS_WAY)
    created_at = models.DateTimeField(_("told"), auto_now_add=True)

    objects = LockableQuerySet.as_manager()

    class Meta:
        ordering = ["-arrives_on", "-pk"]
        verbose_name = _("settlement of a gateway")
        verbose_name_plural = _("settlements of gateways")
        indexes = [models.Index(fields=["state", "arrives_on"], name="tiwizi_settlement_state")]
        constraints = [
            models.UniqueConstraint(fields=["gateway", "handle"], name="tiwizi_one_settlement"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="tiwizi_settlement_above_zero"),
            models.CheckConstraint(condition=Q(fee__gte=0), name="tiwizi_settlement_fee"),
            models.CheckConstraint(
                condition=Q(amount_currency=models.F("fee_currency")), name="tiwizi_settlement_one_currency"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["on_its_way", "arrived", "failed", "booked"]),
                name="tiwizi_settlement_state_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gateway} {self.arrives_on} {self.amount} {self.handle}"


class StatementLine(models.Model):
    """One movement on the account: above zero it came in. ``key`` makes it count once in all statements.

    ``name`` and ``text`` are what the bank says of who paid and why; they are blanked when they may no
    longer be kept.
    """

    class State(models.TextChoices):
        MATCHED = "matched", _("it is known what it is")
        SUGGESTED = "suggested", _("it may be known what it is")
        UNMATCHED = "unmatched", _("fits nothing")
        OUT = "out", _("money that left")
        SET_ASIDE = "set_aside", _("nothing of the shop")

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField(_("line"))
    key = models.CharField(_("key"), max_length=100, unique=True)
    booked_on = models.DateField(pgettext_lazy("accounts", "booked"))
    amount = MoneyField(_("amount"), max_digits=14)
    bank_reference = models.CharField(_("reference of the bank"), max_length=60, blank=True)
    name = models.CharField(_("name"), max_length=140, blank=True)
    text = models.CharField(_("text"), max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.UNMATCHED)
    payment = models.ForeignKey(
        "tiwizi_shop.Payment", models.PROTECT, null=True, blank=True, related_name="statement_lines"
    )
    remittance = models.ForeignKey(
        "tiwizi_shop.Remittance",
        models.PROTECT,
        verbose_name=_("remittance list"),
        null=True,
        blank=True,
        related_name="statement_lines",
    )
    settlement = models.OneToOneField(
        GatewaySettlement,
        models.PROTECT,
        verbose_name=_("settlement of a gateway"),
        null=True,
        blank=True,
        related_name="statement_line",
    )
    payout = models.ForeignKey(
        "tiwizi_shop.Payout",
        models.PROTECT,
        verbose_name=_("payout"),
        null=True,
        blank=True,
        related_name="statement_lines",
    )
    batch = models.ForeignKey(
        "tiwizi_shop.PayoutBatch",
        models.PROTECT,
        verbose_name=_("payout batch"),
        null=True,
        blank=True,
        related_name="statement_lines",
    )
    confidence = models.PositiveSmallIntegerField(_("confidence in percent"), default=0)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("line of a statement")
        verbose_name_plural = _("lines of statements")
        indexes = [models.Index(fields=["statement", "state"], name="tiwizi_line_state")]
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="tiwizi_line_not_zero"),
            models.CheckConstraint(
                condition=~Q(
                    state__in=["matched", "suggested"],
                    payment=None,
                    remittance=None,
                    settlement=None,
                    payout=None,
                    batch=None,
                ),
                name="tiwizi_matched_line_fits_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement_id}/{self.number}"


class ReconcileRun(models.Model):
    """One run of all checks: what differed, named. Kept so that an office page can show the last one."""

    began_at = models.DateTimeField(_("began"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    count = models.PositiveIntegerField(_("differences"), default=0)
    found = models.JSONField(_("what differs"), default=list)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("reconciliation")
        verbose_name_plural = _("reconciliations")

    def __str__(self) -> str:
        return f"{self.began_at}: {self.count}"
