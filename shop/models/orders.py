"""Orders as they were sold: names, prices, fees and taxes are copied and never re-derived."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import CombinedExpression
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.fields import I18nCharField

from producers.domain.export_ids import new_export_id
from shop.domain.states import ServiceStatus, service_status
from shop.models.carts import new_token
from shop.models.fields import MoneyField
from shop.models.querysets import OrderQuerySet, PartQuerySet

LESS_THAN_A_MINOR_UNIT = Decimal("0.004")


def equals(name: str, expression: CombinedExpression) -> Q:
    """A condition that two amounts are equal. SQLite keeps decimals as floats, hence the tolerance."""
    return Q(
        **{
            f"{name}__gt": expression - LESS_THAN_A_MINOR_UNIT,
            f"{name}__lt": expression + LESS_THAN_A_MINOR_UNIT,
        }
    )


class Order(models.Model):
    """What one buyer bought at once. Who pays and where it goes are two facts."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("not placed")
        PLACED = "placed", _("placed")
        CANCELLED = "cancelled", pgettext_lazy("order", "cancelled")
        EXPIRED = "expired", _("expired")

    class Confirmation(models.TextChoices):
        NOT_NEEDED = "not_needed", _("not needed")
        WAITING = "waiting", _("to be called")
        CONFIRMED = "confirmed", _("confirmed by phone")
        REFUSED = "refused", _("refused by phone")

    export_id = models.CharField(
        _("permanent id"), max_length=32, unique=True, default=new_export_id, editable=False
    )
    number = models.CharField(_("number"), max_length=16, unique=True)
    token = models.CharField(_("secret"), max_length=64, unique=True, default=new_token, editable=False)
    cart = models.OneToOneField(
        "tiwizi_shop.Cart", models.PROTECT, verbose_name=_("cart"), related_name="order"
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    language = models.CharField(_("language"), max_length=8)
    market = models.ForeignKey(
        "tiwizi_shop.Market", models.PROTECT, verbose_name=_("market"), related_name="orders"
    )
    country = models.CharField(_("country that pays"), max_length=2)
    buyer_name = models.CharField(_("buyer"), max_length=120)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    delivery_address = models.JSONField(_("delivery address"), default=dict, blank=True)
    delivery_country = models.CharField(_("country of delivery"), max_length=2, blank=True)
    is_gift = models.BooleanField(_("a gift: the price is hidden"), default=False)
    gift_note = models.TextField(_("note with the gift"), max_length=500, blank=True)
    note = models.TextField(_("note"), max_length=1000, blank=True)
    goods = MoneyField(_("goods and services"))
    delivery = MoneyField(_("delivery"))
    duties = MoneyField(_("duties"))
    discount = MoneyField(_("discount"))
    total = MoneyField(_("total"))
    # What places a trade buyer's order; the rest is due before anything is sent. None where all is.
    advance = MoneyField(_("advance"), null=True, blank=True)
    delivery_mode = models.CharField(_("delivery"), max_length=20, blank=True)
    method = models.CharField(_("paid by"), max_length=20)
    confirmation = models.CharField(
        _("confirmation by phone"), max_length=10, choices=Confirmation, default=Confirmation.NOT_NEEDED
    )
    legal_versions = models.JSONField(_("accepted texts and versions"), default=dict)
    agreed_date = models.DateField(_("agreed date (later than 30 days)"), null=True, blank=True)
    rate = models.DecimalField(_("rate to dirhams"), max_digits=12, decimal_places=6, null=True, blank=True)
    rate_date = models.DateField(_("rate of"), null=True, blank=True)
    rate_source = models.CharField(_("source of the rate"), max_length=60, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    pay_until = models.DateTimeField(_("to be paid until"), null=True, blank=True)
    placed_at = models.DateTimeField(_("placed"), null=True, blank=True)
    ended_at = models.DateTimeField(_("cancelled or expired"), null=True, blank=True)
    # She asked to be forgotten while it was under way: done once it has ended.
    forget_asked_at = models.DateTimeField(_("asked to be forgotten"), null=True, blank=True)
    erased_at = models.DateTimeField(_("buyer erased"), null=True, blank=True)

    objects = OrderQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        indexes = [
            models.Index(fields=["pay_until"], condition=Q(status="draft"), name="tiwizi_order_unpaid"),
            models.Index(fields=["phone"], condition=Q(method="cash"), name="tiwizi_cash_of_phone"),
            models.Index(
                fields=["forget_asked_at"],
                condition=Q(forget_asked_at__isnull=False, erased_at=None),
                name="tiwizi_order_to_forget",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["draft", "placed", "cancelled", "expired"]),
                name="tiwizi_order_status",
            ),
            models.CheckConstraint(
                condition=Q(confirmation__in=["not_needed", "waiting", "confirmed", "refused"]),
                name="tiwizi_order_confirmation",
            ),
            models.CheckConstraint(condition=~Q(token="") & ~Q(number=""), name="tiwizi_order_token"),
            models.CheckConstraint(
                condition=equals("total", F("goods") + F("delivery") + F("duties") - F("discount")),
                name="tiwizi_order_total",
            ),
            models.CheckConstraint(
                condition=Q(advance=None)
                | (
                    Q(advance__gt=F("total") / 2 - LESS_THAN_A_MINOR_UNIT)
                    & Q(advance__lt=F("total") + LESS_THAN_A_MINOR_UNIT)
                ),
                name="tiwizi_order_advance",
            ),
            models.CheckConstraint(
                condition=~Q(status="placed", placed_at=None), name="tiwizi_placed_order_has_date"
            ),
            models.CheckConstraint(
                condition=~Q(phone="", email="", erased_at=None), name="tiwizi_order_reachable"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class ProducerOrder(models.Model):
    """What one producer has to make, pack and send."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting for payment")
        PLACED = "placed", _("placed")
        ACCEPTED = "accepted", pgettext_lazy("order", "accepted")
        DECLINED = "declined", _("declined")
        MAKING = "making", _("being made")
        PACKED = "packed", _("packed")
        PARTLY_SHIPPED = "partly_shipped", _("sent in part")
        SHIPPED = "shipped", _("sent")
        DELIVERED = "delivered", _("delivered")
        CANCELLED = "cancelled", pgettext_lazy("order", "cancelled")
        RETURNED = "returned", _("returned")

    actor_path = "producer"

    export_id = models.CharField(
        _("permanent id"), max_length=32, unique=True, default=new_export_id, editable=False
    )
    order = models.ForeignKey(Order, models.PROTECT, verbose_name=_("order"), related_name="parts")
    producer = models.ForeignKey(
        "tiwizi_producers.Organisation", models.PROTECT, verbose_name=_("producer"), related_name="orders"
    )
    number = models.CharField(_("number"), max_length=20, unique=True)
    status = models.CharField(_("status"), max_length=16, choices=Status, default=Status.WAITING)
    goods = MoneyField(_("goods and services"))
    delivery = MoneyField(_("delivery"))
    duties = MoneyField(_("duties"))
    discount = MoneyField(_("discount"))
    delivery_method = models.CharField(_("delivery"), max_length=20, blank=True)
    accept_by = models.DateTimeField(_("to be accepted by"), null=True, blank=True)
    ship_by = models.DateField(_("to be sent by"), null=True, blank=True)
    arrives_from = models.DateField(_("arrives from"), null=True, blank=True)
    arrives_by = models.DateField(_("arrives by"), null=True, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("producer order")
        verbose_name_plural = _("producer orders")
        indexes = [
            models.Index(fields=["producer", "status"], name="tiwizi_part_of_producer"),
            models.Index(fields=["accept_by"], condition=Q(status="placed"), name="tiwizi_part_to_accept"),
            models.Index(
                fields=["ship_by"],
                condition=Q(status__in=["accepted", "making", "packed", "partly_shipped"]),
                name="tiwizi_part_to_send",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["order", "producer"], name="tiwizi_one_part_per_producer"),
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        "waiting",
                        "placed",
                        "accepted",
                        "declined",
                        "making",
                        "packed",
                        "partly_shipped",
                        "shipped",
                        "delivered",
                        "cancelled",
                        "returned",
                    ]
                ),
                name="tiwizi_part_status",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class OrderLine(models.Model):
    """One variant sold. Names, price, tax and net quantity are those of the moment of sale."""

    part = models.ForeignKey(
        ProducerOrder, models.PROTECT, verbose_name=_("producer order"), related_name="lines"
    )
    variant = models.ForeignKey(
        "tiwizi_shop.Variant", models.PROTECT, verbose_name=_("variant"), related_name="order_lines"
    )
    product_export_id = models.CharField(_("permanent id of the product"), max_length=32)
    product_name = I18nCharField(_("product"), max_length=160)
    variant_name = I18nCharField(_("option"), max_length=100, blank=True)
    original_language = models.CharField(_("original language"), max_length=8)
    sku = models.CharField(_("SKU"), max_length=40)
    is_service = models.BooleanField(_("service"), default=False)
    starts_at = models.DateTimeField(_("takes place at"), null=True, blank=True)
    making_days = models.PositiveSmallIntegerField(_("days to make"), null=True, blank=True)
    is_perishable = models.BooleanField(_("perishable"), default=False, db_default=False)
    quantity = models.PositiveIntegerField(_("quantity"))
    # Changes only in the statement that also writes the parcel's line.
    shipped = models.PositiveIntegerField(_("of these sent"), default=0, db_default=0)
    unit_price = MoneyField(_("price of one"))
    total = MoneyField(_("price"))
    discount = MoneyField(_("discount"))
    tax_reason = models.CharField(_("tax reason"), max_length=20)
    tax_rate = models.DecimalField(_("tax rate in percent"), max_digits=5, decimal_places=2)
    tax = MoneyField(_("tax in the price"))
    seller_name = models.CharField(_("seller"), max_length=150)
    hs6 = models.CharField(_("customs heading"), max_length=6, blank=True)
    # The two sides' word that a service was done; goods are told by the states of their part.
    maker_said_done_at = models.DateTimeField(_("done, says the maker"), null=True, blank=True)
    buyer_said_done_at = models.DateTimeField(_("done, says the buyer"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("order line")
        verbose_name_plural = _("order lines")
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="tiwizi_order_line_not_empty"),
            models.CheckConstraint(
                condition=Q(shipped__gte=0, shipped__lte=F("quantity")),
                name="tiwizi_line_not_over_sent",
            ),
            models.CheckConstraint(
                condition=equals("total", F("unit_price") * F("quantity")), name="tiwizi_order_line_total"
            ),
            models.CheckConstraint(
                condition=Q(is_service=True) | Q(maker_said_done_at=None, buyer_said_done_at=None),
                name="tiwizi_only_services_are_said_done",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} {self.sku}"

    @property
    def service_status(self) -> ServiceStatus:
        """Who has said that this service was done."""
        return service_status(
            by_producer=self.maker_said_done_at is not None, by_buyer=self.buyer_said_done_at is not None
        )


class FeeLine(models.Model):
    """A fee as it was when the line was sold. Changing its rule changes nothing here."""

    only_grows = True

    line = models.ForeignKey(OrderLine, models.PROTECT, related_name="fees")
    kind = models.CharField(_("kind"), max_length=16)
    name = I18nCharField(_("name"), max_length=120)
    beneficiary = models.ForeignKey(
        "tiwizi_producers.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    rule = models.ForeignKey("tiwizi_shop.FeeRule", models.SET_NULL, null=True, blank=True, related_name="+")
    percent = models.DecimalField(_("percent"), max_digits=5, decimal_places=2, null=True, blank=True)
    base = MoneyField(_("computed on"))
    amount = MoneyField(_("amount"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("fee")
        verbose_name_plural = _("fees")
        constraints = [
            models.UniqueConstraint(fields=["line", "kind"], name="tiwizi_one_fee_per_kind"),
            models.CheckConstraint(
                condition=Q(amount__gte=0) & Q(amount__lte=F("base")), name="tiwizi_fee_within_base"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"
