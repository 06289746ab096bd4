"""Where one sells and for how much: markets, prices, fees."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from shop.models.fields import MoneyField
from shop.models.querysets import MarketQuerySet


class Market(models.Model):
    """Countries that pay in one currency, and on what terms goods may be sent there."""

    code = models.SlugField(_("code"), max_length=12, unique=True)
    name = I18nCharField(_("name"), max_length=80)
    currency = models.CharField(_("currency"), max_length=3)
    countries = models.JSONField(
        _("countries (two-letter codes; empty: all others)"), default=list, blank=True
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_default = models.BooleanField(_("default"), default=False)
    delivers = models.BooleanField(_("open for delivery"), default=False)
    exporter = models.ForeignKey(
        "tiwizi_producers.Organisation",
        models.SET_NULL,
        verbose_name=_("exporter of record"),
        null=True,
        blank=True,
        related_name="+",
    )
    duties_in_total = models.BooleanField(_("duties and fees are in the total"), default=False)
    needs_responsible_person = models.BooleanField(_("needs a responsible person"), default=False)
    responsible_person = models.CharField(_("responsible person"), max_length=200, blank=True)
    closed_countries = models.JSONField(_("countries closed for delivery"), default=list, blank=True)
    cash_limit = models.DecimalField(
        _("highest order for cash on delivery"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    cash_open_limit = models.DecimalField(
        _("highest cash on its way to one phone"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    cash_refusals = models.PositiveSmallIntegerField(
        _("refused parcels after which a phone gets no more cash on delivery"), null=True, blank=True
    )
    call_attempts = models.PositiveSmallIntegerField(
        _("calls before somebody looks at it"), default=3, db_default=3
    )
    withdrawal_days = models.PositiveSmallIntegerField(_("days to withdraw"), default=7)

    objects = MarketQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        verbose_name = _("market")
        verbose_name_plural = _("markets")
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="tiwizi_one_default_market"
            )
        ]

    def __str__(self) -> str:
        return self.code


class ProductPaper(models.Model):
    """A paper that opens a market for a product: test report, cosmetic notice, certificate."""

    product = models.ForeignKey("tiwizi_shop.Product", models.CASCADE, related_name="papers")
    market = models.ForeignKey(Market, models.CASCADE, related_name="+")
    kind = models.SlugField(_("kind"), max_length=40)
    reference = models.CharField(_("reference"), max_length=120)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        constraints = [
            models.UniqueConstraint(fields=["product", "market", "kind"], name="tiwizi_one_paper_per_kind")
        ]

    def __str__(self) -> str:
        return f"{self.product_id}/{self.market_id}: {self.kind}"


class Price(models.Model):
    """What a variant costs in one currency. A price computed from a rate says so.

    ``trade`` is what a shop that sells it on pays, in the same currency: told to nobody but whom a feed of
    trade terms is for.
    """

    variant = models.ForeignKey(
        "tiwizi_shop.Variant", models.CASCADE, verbose_name=_("variant"), related_name="prices"
    )
    amount = MoneyField(_("price"))
    trade = models.DecimalField(_("price for shops"), max_digits=12, decimal_places=2, null=True, blank=True)
    rate = models.DecimalField(
        _("derived at this rate"), max_digits=12, decimal_places=6, null=True, blank=True
    )
    rate_date = models.DateField(_("rate of"), null=True, blank=True)

    class Meta:
        verbose_name = _("price")
        verbose_name_plural = _("prices")
        constraints = [
            models.UniqueConstraint(
                fields=["variant", "amount_currency"], name="tiwizi_one_price_per_currency"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="tiwizi_price_above_zero"),
            models.CheckConstraint(
                condition=Q(trade=None) | Q(trade__gt=0, trade__lte=F("amount")), name="tiwizi_trade_price"
            ),
            models.CheckConstraint(
                condition=Q(rate=None, rate_date=None) | Q(rate__gt=0, rate_date__isnull=False),
                name="tiwizi_derived_price_has_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.variant_id}: {self.amount}"


class FeeRule(models.Model):
    """One rule of one kind of fee; within a kind the first that matches wins, the catch-all stands last."""

    class Kind(models.TextChoices):
        PLATFORM = "platform", _("platform")
        SOLIDARITY_FUND = "solidarity_fund", _("solidarity fund")
        ASSOCIATION = "association", _("association")
        CARD_FEE = "card_fee", _("card fee")

    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    name = I18nCharField(_("name"), max_length=120)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    beneficiary = models.ForeignKey(
        "tiwizi_producers.Organisation",
        models.PROTECT,
        verbose_name=_("beneficiary"),
        null=True,
        blank=True,
        related_name="+",
    )
    percent = models.DecimalField(_("percent"), max_digits=5, decimal_places=2, null=True, blank=True)
    flat = models.DecimalField(
        _("flat amount per unit"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency of the flat amount"), max_length=3, blank=True)
    market = models.ForeignKey(
        Market, models.PROTECT, verbose_name=_("only in"), null=True, blank=True, related_name="+"
    )
    category = models.ForeignKey(
        "tiwizi_shop.Category",
        models.PROTECT,
        verbose_name=_("only for"),
        null=True,
        blank=True,
        related_name="+",
    )
    producer = models.ForeignKey(
        "tiwizi_producers.Organisation",
        models.PROTECT,
        verbose_name=_("only of"),
        null=True,
        blank=True,
        related_name="+",
    )
    method = models.CharField(_("only when paid by"), max_length=20, blank=True)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        ordering = ["kind", "position", "pk"]
        verbose_name = _("fee rule")
        verbose_name_plural = _("fee rules")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["platform", "solidarity_fund", "association", "card_fee"]),
                name="tiwizi_fee_kind",
            ),
            models.CheckConstraint(
                condition=Q(percent__gte=0, percent__lte=100, flat=None)
                | (Q(percent=None, flat__gte=0) & ~Q(currency="")),
                name="tiwizi_fee_percent_or_flat",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.position}"
