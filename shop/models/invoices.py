"""Invoices and credit notes: numbered without gaps, never changed. Who a person is stands apart from them.

``Invoice`` holds keys, words of goods and amounts, and the database refuses to change it. Names and addresses
are in ``InvoiceParty``, which can be blanked when the law no longer asks for them.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from producers.domain.export_ids import new_export_id
from shop.conf import private_storage
from shop.models.fields import MoneyField
from shop.models.orders import equals


class SellerOfRecord(models.Model):
    """Who sells what a producer makes, from a day on: she herself, her cooperative, an association, a centre.

    Without a row she sells herself. A row for a market goes before one for all.
    """

    producer = models.ForeignKey(
        "tiwizi_producers.Organisation", models.PROTECT, verbose_name=_("maker"), related_name="sellers"
    )
    seller = models.ForeignKey(
        "tiwizi_producers.Organisation", models.PROTECT, verbose_name=_("seller"), related_name="sells_for"
    )
    market = models.ForeignKey(
        "tiwizi_shop.Market",
        models.PROTECT,
        verbose_name=_("only in"),
        null=True,
        blank=True,
        related_name="+",
    )
    since = models.DateField(_("since"))

    class Meta:
        ordering = ["producer", "-since"]
        verbose_name = _("seller of record")
        verbose_name_plural = _("sellers of record")
        constraints = [
            models.UniqueConstraint(fields=["producer", "market", "since"], name="tiwizi_one_seller_a_day"),
            models.UniqueConstraint(
                fields=["producer", "since"],
                condition=Q(market=None),
                name="tiwizi_one_seller_from_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seller_id} for {self.producer_id} since {self.since}"


class InvoiceCounter(models.Model):
    """The last number that an issuer has given: one row for each kind, locked by who takes the next."""

    issuer = models.ForeignKey("tiwizi_producers.Organisation", models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=11)
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"), default=0)
    last_on = models.DateField(_("of"), null=True, blank=True)

    class Meta:
        verbose_name = _("counter of invoices")
        verbose_name_plural = _("counters of invoices")
        constraints = [models.UniqueConstraint(fields=["issuer", "kind"], name="tiwizi_one_invoice_counter")]

    def __str__(self) -> str:
        return f"{self.kind} {self.issuer_id} {self.year}: {self.last}"


class Invoice(models.Model):
    """One numbered paper as it was issued. A credit note names the invoice that it corrects."""

    only_grows = True

    class Kind(models.TextChoices):
        INVOICE = "invoice", _("invoice")
        CREDIT_NOTE = "credit_note", _("credit note")
        ADVANCE = "prepayment", _("invoice of an advance")

    actor_path = "issuer"

    export_id = models.CharField(
        _("permanent id"), max_length=32, unique=True, default=new_export_id, editable=False
    )
    kind = models.CharField(_("kind"), max_length=11, choices=Kind)
    issuer = models.ForeignKey(
        "tiwizi_producers.Organisation", models.PROTECT, verbose_name=_("seller"), related_name="invoices"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    place = models.PositiveIntegerField(_("place in the year"))
    number = models.CharField(_("number"), max_length=40, unique=True)
    part = models.ForeignKey(
        "tiwizi_shop.ProducerOrder", models.PROTECT, verbose_name=_("producer order"), related_name="invoices"
    )
    corrects = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("corrects"), null=True, blank=True, related_name="credit_notes"
    )
    key = models.CharField(_("key"), max_length=120, unique=True)
    reason = models.CharField(_("reason"), max_length=40, blank=True)
    issued_at = models.DateTimeField(_("issued at"))
    issued_on = models.DateField(_("date"))
    language = models.CharField(_("language"), max_length=8)
    net = MoneyField(_("without tax"))
    tax = MoneyField(_("tax"))
    total = MoneyField(_("total"))
    content = models.JSONField(_("content"))
    sha256 = models.CharField(_("SHA-256 of the content"), max_length=64)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        indexes = [models.Index(fields=["issued_on"], name="tiwizi_invoice_day")]
        constraints = [
            models.UniqueConstraint(fields=["issuer", "kind", "year", "place"], name="tiwizi_invoice_place"),
            models.UniqueConstraint(
                fields=["part"], condition=Q(kind="invoice"), name="tiwizi_one_invoice_of_a_part"
            ),
            models.UniqueConstraint(
                fields=["part"], condition=Q(kind="prepayment"), name="tiwizi_one_advance_of_a_part"
            ),
            models.CheckConstraint(condition=Q(place__gt=0), name="tiwizi_invoice_counts_from_one"),
            models.CheckConstraint(
                condition=Q(kind__in=["invoice", "prepayment"], corrects=None)
                | Q(kind="credit_note", corrects__isnull=False),
                name="tiwizi_credit_note_corrects",
            ),
            models.CheckConstraint(
                condition=equals("total", F("net") + F("tax")), name="tiwizi_invoice_total"
            ),
            models.CheckConstraint(condition=Q(tax__gte=0, total__gte=0), name="tiwizi_invoice_not_negative"),
            models.CheckConstraint(
                condition=Q(net_currency=F("total_currency"), tax_currency=F("total_currency")),
                name="tiwizi_invoice_one_currency",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class InvoiceParty(models.Model):
    """Who stands on an invoice, in the words of that day. A buyer is kept for as long as the law asks."""

    class Role(models.TextChoices):
        SELLER = "seller", _("seller")
        MAKER = "maker", _("maker")
        BUYER = "buyer", _("buyer")

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="parties")
    role = models.CharField(_("role"), max_length=6, choices=Role)
    name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(_("language of the name"), max_length=8, blank=True)
    register = models.CharField(_("register or tax number"), max_length=60, blank=True)
    ice = models.CharField(_("company number (ICE)"), max_length=15, blank=True)
    lines = models.JSONField(_("address"), default=list, blank=True)
    city = models.CharField(_("place"), max_length=120, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    kept_until = models.DateField(_("kept until"), null=True, blank=True)
    blanked_at = models.DateTimeField(_("blanked"), null=True, blank=True)

    class Meta:
        verbose_name = _("party to an invoice")
        verbose_name_plural = _("parties to invoices")
        constraints = [
            models.UniqueConstraint(fields=["invoice", "role"], name="tiwizi_one_party_a_role"),
            models.CheckConstraint(
                condition=Q(role="buyer", kept_until__isnull=False) | (~Q(role="buyer") & Q(kept_until=None)),
                name="tiwizi_buyers_are_kept_for_a_time",
            ),
            models.CheckConstraint(
                condition=Q(blanked_at=None) | Q(name="", register="", ice="", city=""),
                name="tiwizi_blanked_party_is_blank",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.invoice_id}"


class InvoicePaper(models.Model):
    """The PDF that was first made of an invoice, and its hash. The file goes when the buyer is blanked."""

    actor_path = "invoice__issuer"

    invoice = models.OneToOneField(Invoice, models.PROTECT, related_name="paper")
    file = models.FileField(_("file"), upload_to="invoices/", storage=private_storage, blank=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    made_at = models.DateTimeField(pgettext_lazy("invoice", "made"), auto_now_add=True)
    blanked_at = models.DateTimeField(_("blanked"), null=True, blank=True)

    class Meta:
        verbose_name = _("paper of an invoice")
        verbose_name_plural = _("papers of invoices")

    def __str__(self) -> str:
        return self.sha256[:12]


class InvoiceReduction(models.Model):
    """What was taken off a part before there was an invoice of it: its invoice is about the rest."""

    only_grows = True

    part = models.ForeignKey("tiwizi_shop.ProducerOrder", models.PROTECT, related_name="reductions")
    key = models.CharField(_("key"), max_length=120, unique=True)
    reason = models.CharField(_("reason"), max_length=40, blank=True)
    off = models.JSONField(_("what is taken off"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("reduction before the invoice")
        verbose_name_plural = _("reductions before the invoice")

    def __str__(self) -> str:
        return self.key
