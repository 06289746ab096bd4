"""What the keepers of the books decide: rates of exchange, codes of accounts, entries by hand."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ExchangeRate(models.Model):
    """How many dirhams one unit of a currency is worth from a day on, and who says so."""

    only_grows = True

    currency = models.CharField(_("currency"), max_length=3)
    rate = models.DecimalField(_("rate to dirhams"), max_digits=12, decimal_places=6)
    day = models.DateField(_("from"))
    source = models.CharField(_("source"), max_length=60)
    at = models.DateTimeField(_("entered"), auto_now_add=True)

    class Meta:
        ordering = ["-day", "-pk"]
        verbose_name = _("exchange rate")
        verbose_name_plural = _("exchange rates")
        indexes = [models.Index(fields=["currency", "-day"], name="tiwizi_rate_of_day")]
        constraints = [
            models.CheckConstraint(condition=Q(rate__gt=0), name="tiwizi_rate_above_zero"),
            models.CheckConstraint(condition=~Q(source=""), name="tiwizi_rate_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.currency} {self.rate} {self.day}"


class AccountCode(models.Model):
    """The code that an account has in the accountant's own plan, for the export of the journal."""

    kind = models.CharField(_("account"), max_length=30, unique=True)
    code = models.CharField(_("code"), max_length=20)

    class Meta:
        ordering = ["code", "kind"]
        verbose_name = _("account code")
        verbose_name_plural = _("account codes")
        constraints = [models.CheckConstraint(condition=~Q(code=""), name="tiwizi_account_code")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.code}"


class ManualEntry(models.Model):
    """An entry or a correction that one person proposes and another one books; nobody books her own.

    ``sides`` are the postings as values: account, party, minor units, currency. A correction has none: it
    names the entry that it ``reverses``.
    """

    class Kind(models.TextChoices):
        BY_HAND = "by_hand", _("entry by hand")
        CONVERTED = "money.converted", _("own money changed into another currency")
        BORNE = "exchange.borne", _("exchange difference borne")

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        BOOKED = "booked", pgettext_lazy("accounts", "booked")
        REFUSED = "refused", _("refused")

    kind = models.CharField(
        _("kind"), max_length=20, choices=Kind, default=Kind.BY_HAND, db_default="by_hand"
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PROPOSED)
    sides = models.JSONField(_("sides"), default=list, blank=True)
    reverses = models.ForeignKey(
        "tiwizi_shop.JournalEntry", models.PROTECT, null=True, blank=True, related_name="+"
    )
    day = models.DateField(_("day"))
    reason = models.CharField(_("reason"), max_length=500)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    entry = models.OneToOneField(
        "tiwizi_shop.JournalEntry", models.PROTECT, null=True, blank=True, related_name="by_hand"
    )
    created_at = models.DateTimeField(_("proposed"), auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("entry by hand")
        verbose_name_plural = _("entries by hand")
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="booked")
                | Q(entry__isnull=False, decided_by__isnull=False) & ~Q(decided_by=F("proposed_by")),
                name="tiwizi_two_people_book_by_hand",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["proposed", "booked", "refused"]), name="tiwizi_by_hand_status"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="tiwizi_by_hand_has_reason"),
            models.CheckConstraint(
                condition=Q(kind__in=["by_hand", "money.converted", "exchange.borne"]),
                name="tiwizi_by_hand_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.status}"
