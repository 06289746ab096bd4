"""Trade buyers, what they look for, whom we ask, and what we offer. Sold, it is an order like any other."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shop.models.fields import MoneyField
from shop.models.orders import LESS_THAN_A_MINOR_UNIT, equals
from shop.models.querysets import LockableQuerySet


class TradeBuyer(models.Model):
    """A network or a shop that buys for others. Only a verified one sends requests."""

    class Kind(models.TextChoices):
        NETWORK = "network", _("fair-trade or solidarity network")
        SHOP = "shop", _("shop")

    class Status(models.TextChoices):
        APPLIED = "applied", _("to be checked")
        VERIFIED = "verified", _("verified")
        REFUSED = "refused", _("refused")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        related_name="tiwizi_trade_buyer",
    )
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.APPLIED)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    name = models.CharField(_("name of the organisation"), max_length=120)
    country = models.CharField(_("country"), max_length=2)
    website = models.URLField(_("website"), max_length=200, blank=True)
    tax_number = models.CharField(_("tax or register number"), max_length=40)
    contact = models.CharField(_("person to write to"), max_length=100)
    email = models.EmailField(_("e-mail"))
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    language = models.CharField(_("language"), max_length=8)
    reason = models.CharField(_("why it was refused"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("applied"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = LockableQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("trade buyer")
        verbose_name_plural = _("trade buyers")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["network", "shop"]), name="tiwizi_trade_kind"),
            models.CheckConstraint(
                condition=Q(status__in=["applied", "verified", "refused"]), name="tiwizi_trade_status"
            ),
            models.CheckConstraint(
                condition=~Q(status="refused", reason=""), name="tiwizi_trade_refused_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"trade buyer {self.pk}"


class SourcingRequest(models.Model):
    """What a trade buyer looks for: of which category, how many, by when, with which proven labels."""

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    number = models.CharField(_("number"), max_length=16, unique=True)
    buyer = models.ForeignKey(
        TradeBuyer, models.PROTECT, verbose_name=_("trade buyer"), related_name="requests"
    )
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.OPEN)
    market = models.ForeignKey("tiwizi_shop.Market", models.PROTECT, related_name="+")
    category = models.ForeignKey(
        "tiwizi_shop.Category", models.PROTECT, verbose_name=_("category"), related_name="+"
    )
    craft = models.ForeignKey(
        "tiwizi_producers.Craft",
        models.PROTECT,
        verbose_name=_("craft"),
        null=True,
        blank=True,
        related_name="+",
    )
    what = models.TextField(_("what is looked for"), max_length=2000)
    quantity = models.PositiveIntegerField(_("pieces"))
    target = MoneyField(_("price for one that would fit"), null=True, blank=True)
    labels = models.ManyToManyField(
        "tiwizi_producers.Label", verbose_name=_("labels wanted"), blank=True, related_name="+"
    )
    wanted_by = models.DateField(_("wanted by"))
    country = models.CharField(_("country of delivery"), max_length=2)
    town = models.CharField(_("town of delivery"), max_length=100)
    created_at = models.DateTimeField(_("sent"), auto_now_add=True)
    ended_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects = LockableQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("sourcing request")
        verbose_name_plural = _("sourcing requests")
        indexes = [models.Index(fields=["status", "wanted_by"], name="tiwizi_sourcing_desk")]
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gt=0, quantity__lte=100_000), name="tiwizi_sourcing_quantity"
            ),
            models.CheckConstraint(condition=Q(target=None) | Q(target__gt=0), name="tiwizi_sourcing_target"),
            models.CheckConstraint(condition=Q(status__in=["open", "closed"]), name="tiwizi_sourcing_status"),
        ]

    def __str__(self) -> str:
        return self.number


class SourcingAsk(models.Model):
    """A maker was asked whether she can make it: how many, from when, and at what price for herself."""

    class Status(models.TextChoices):
        ASKED = "asked", _("asked")
        CAN = "can", _("she can")
        CANNOT = "cannot", _("she cannot")

    actor_path = "producer"

    request = models.ForeignKey(SourcingRequest, models.PROTECT, related_name="asks")
    producer = models.ForeignKey(
        "tiwizi_producers.Organisation", models.PROTECT, verbose_name=_("producer"), related_name="+"
    )
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.ASKED)
    quantity = models.PositiveIntegerField(_("pieces she can make"), null=True, blank=True)
    ready_on = models.DateField(_("ready on"), null=True, blank=True)
    price = MoneyField(_("what she wants for one"), null=True, blank=True)
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = LockableQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("question to a maker")
        verbose_name_plural = _("questions to makers")
        constraints = [
            models.UniqueConstraint(fields=["request", "producer"], name="tiwizi_one_ask_per_maker"),
            models.CheckConstraint(
                condition=Q(status__in=["asked", "cannot"])
                | Q(status="can", quantity__gt=0, price__gt=0, ready_on__isnull=False),
                name="tiwizi_ask_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.producer_id}"


class TradeQuote(models.Model):
    """What is offered to a trade buyer until a day. Accepted, it becomes one order; it is never changed."""

    class Status(models.TextChoices):
        SENT = "sent", _("sent")
        ACCEPTED = "accepted", pgettext_lazy("order", "accepted")
        DECLINED = "declined", _("declined")
        EXPIRED = "expired", _("expired")
        REPLACED = "replaced", _("replaced")

    request = models.ForeignKey(SourcingRequest, models.PROTECT, related_name="quotes")
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.SENT)
    goods = MoneyField(_("goods"))
    delivery = MoneyField(_("delivery"))
    total = MoneyField(_("total"))
    advance = MoneyField(_("advance"))
    terms = models.TextField(_("terms"), max_length=2000, blank=True)
    valid_until = models.DateField(_("valid until"))
    ready_on = models.DateField(_("ready on"))
    created_at = models.DateTimeField(_("sent"), auto_now_add=True)
    ended_at = models.DateTimeField(_("answered or over"), null=True, blank=True)
    order = models.OneToOneField(
        "tiwizi_shop.Order",
        models.PROTECT,
        verbose_name=_("order"),
        null=True,
        blank=True,
        related_name="trade_quote",
    )

    objects = LockableQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        indexes = [models.Index(fields=["valid_until"], condition=Q(status="sent"), name="tiwizi_quote_open")]
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(status="sent"), name="tiwizi_one_quote_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["sent", "accepted", "declined", "expired", "replaced"]),
                name="tiwizi_quote_status",
            ),
            models.CheckConstraint(
                condition=equals("total", F("goods") + F("delivery")), name="tiwizi_quote_total"
            ),
            models.CheckConstraint(
                condition=Q(advance__gt=F("total") / 2 - LESS_THAN_A_MINOR_UNIT)
                & Q(advance__lt=F("total") + LESS_THAN_A_MINOR_UNIT),
                name="tiwizi_quote_advance",
            ),
            models.CheckConstraint(
                condition=Q(status="accepted", order__isnull=False) | (~Q(status="accepted") & Q(order=None)),
                name="tiwizi_quote_has_its_order",
            ),
        ]

    def __str__(self) -> str:
        return f"quote {self.pk}"


class TradeQuoteLine(models.Model):
    """Pieces of one maker, like an offer of hers, at a price each. Tax is the one within the price."""

    quote = models.ForeignKey(TradeQuote, models.PROTECT, related_name="lines")
    ask = models.ForeignKey(SourcingAsk, models.PROTECT, related_name="+")
    variant = models.ForeignKey(
        "tiwizi_shop.Variant", models.PROTECT, verbose_name=_("made like"), related_name="+"
    )
    quantity = models.PositiveIntegerField(_("pieces"))
    unit_price = MoneyField(_("price of one"))
    total = MoneyField(_("price"))
    tax_reason = models.CharField(_("tax reason"), max_length=20)
    tax_rate = models.DecimalField(_("tax rate in percent"), max_digits=5, decimal_places=2)
    tax = MoneyField(_("tax in the price"))
    ready_on = models.DateField(_("ready on"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("line of a quote")
        verbose_name_plural = _("lines of quotes")
        constraints = [
            models.UniqueConstraint(fields=["quote", "ask"], name="tiwizi_one_quote_line_per_ask"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="tiwizi_quote_line_not_empty"),
            models.CheckConstraint(
                condition=equals("total", F("unit_price") * F("quantity")), name="tiwizi_quote_line_total"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.variant_id}"


class TradeQuoteFee(models.Model):
    """A fee within a line of a quote, as the buyer was shown it; the order takes it over unchanged."""

    line = models.ForeignKey(TradeQuoteLine, models.PROTECT, related_name="fees")
    kind = models.CharField(_("kind"), max_length=16)
    beneficiary = models.ForeignKey(
        "tiwizi_producers.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # None for what the supplier of the materials gets: the product says so, no rule does.
    rule = models.ForeignKey("tiwizi_shop.FeeRule", models.PROTECT, null=True, blank=True, related_name="+")
    percent = models.DecimalField(_("percent"), max_digits=5, decimal_places=2, null=True, blank=True)
    base = MoneyField(_("computed on"))
    amount = MoneyField(_("amount"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("fee of a quote")
        verbose_name_plural = _("fees of quotes")
        constraints = [
            models.UniqueConstraint(fields=["line", "kind"], name="tiwizi_one_quote_fee_per_kind"),
            models.CheckConstraint(
                condition=Q(amount__gte=0) & Q(amount__lte=F("base")), name="tiwizi_quote_fee_within_base"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"
