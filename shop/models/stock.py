"""How many there are, where, and who has set some aside."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from shop.models.querysets import AllocationQuerySet, HoldQuerySet, StockQuerySet


class Place(models.Model):
    """Where goods are: with the maker, at the centre, in a consignment shop, a hub abroad, a fair."""

    class Kind(models.TextChoices):
        MAKER = "maker", _("maker")
        CENTRE = "centre", _("centre")
        CONSIGNMENT = "consignment", _("consignment shop")
        HUB = "hub", _("hub abroad")
        FAIR = "fair", _("fair")

    actor_path = "organisation"

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    organisation = models.ForeignKey(
        "tiwizi_producers.Organisation", models.PROTECT, verbose_name=_("organisation"), related_name="places"
    )
    name = I18nCharField(_("name"), max_length=120)
    country = models.CharField(_("country"), max_length=2, default="MA")
    region = models.CharField(_("region"), max_length=8, blank=True)
    is_selling = models.BooleanField(_("the web shop sells from here"), default=True)
    markets = models.ManyToManyField(
        "tiwizi_shop.Market",
        verbose_name=_("only for (empty: all markets)"),
        blank=True,
        related_name="places",
    )

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["maker", "centre", "consignment", "hub", "fair"]),
                name="tiwizi_place_kind",
            ),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(kind="maker"), name="tiwizi_one_place_per_maker"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.organisation_id}"


class Stock(models.Model):
    """Pieces of one variant at one place. Both counters change only in the statement that also writes why.

    ``cap`` is how many may be promised beyond what is there: the open orders of a made-to-order variant.
    """

    actor_path = "place__organisation"

    place = models.ForeignKey(Place, models.PROTECT, verbose_name=_("place"), related_name="stock")
    variant = models.ForeignKey(
        "tiwizi_shop.Variant", models.PROTECT, verbose_name=_("variant"), related_name="stock"
    )
    on_hand = models.PositiveIntegerField(_("on hand"), default=0)
    allocated = models.PositiveIntegerField(_("allocated"), default=0)
    cap = models.PositiveIntegerField(_("may be promised beyond"), default=0)

    objects = StockQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("stock")
        verbose_name_plural = _("stock")
        constraints = [
            models.UniqueConstraint(fields=["place", "variant"], name="tiwizi_one_stock_row"),
            models.CheckConstraint(
                condition=Q(on_hand__gte=0, allocated__gte=0), name="tiwizi_stock_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(allocated__lte=F("on_hand") + F("cap")), name="tiwizi_stock_no_oversell"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.variant_id} at {self.place_id}"


class StockMove(models.Model):
    """Why the number on hand changed. Append only."""

    only_grows = True
    erasable = ("reason",)

    class Kind(models.TextChoices):
        RECEIPT = "receipt", _("receipt")
        ADJUSTMENT = "adjustment", _("adjustment")
        SHIPMENT = "shipment", _("shipment")
        RETURN = "return", _("return")
        TRANSFER = "transfer", _("transfer")

    actor_path = "stock__place__organisation"

    stock = models.ForeignKey(Stock, models.PROTECT, related_name="moves")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    quantity = models.IntegerField(_("pieces (negative: out)"))
    reason = models.CharField(_("reason"), max_length=200)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("stock move")
        verbose_name_plural = _("stock moves")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["receipt", "adjustment", "shipment", "return", "transfer"]),
                name="tiwizi_move_kind",
            ),
            models.CheckConstraint(condition=~Q(quantity=0), name="tiwizi_move_moves"),
            models.CheckConstraint(
                condition=~Q(kind="adjustment", reason=""), name="tiwizi_adjustment_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.quantity}"


class Hold(models.Model):
    """Pieces kept for a cart while it is checked out. Past ``until`` it counts no more."""

    variant = models.ForeignKey("tiwizi_shop.Variant", models.CASCADE, related_name="holds")
    cart = models.ForeignKey("tiwizi_shop.Cart", models.CASCADE, related_name="holds")
    quantity = models.PositiveIntegerField(_("quantity"))
    until = models.DateTimeField(_("until"))

    objects = HoldQuerySet.as_manager()

    class Meta:
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        indexes = [models.Index(fields=["until"], name="tiwizi_hold_until")]
        constraints = [
            models.UniqueConstraint(fields=["variant", "cart"], name="tiwizi_one_hold"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="tiwizi_hold_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.variant_id} for {self.cart_id}"


class Allocation(models.Model):
    """Pieces promised to an order line from one stock row, until released or sent.

    Those that replace what is exchanged count for no sale: ``replaces`` says for which change they are.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        RELEASED = "released", _("released")
        SENT = "sent", _("sent")

    line = models.ForeignKey("tiwizi_shop.OrderLine", models.PROTECT, related_name="allocations")
    stock = models.ForeignKey(Stock, models.PROTECT, related_name="allocations")
    quantity = models.PositiveIntegerField(_("quantity"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    parcel = models.ForeignKey(
        "tiwizi_shop.Parcel",
        models.PROTECT,
        verbose_name=_("left in"),
        related_name="allocations",
        null=True,
        blank=True,
    )
    replaces = models.ForeignKey(
        "tiwizi_shop.Change",
        models.PROTECT,
        verbose_name=_("replaces pieces of"),
        related_name="replacements",
        null=True,
        blank=True,
    )

    objects = AllocationQuerySet.as_manager()

    class Meta:
        verbose_name = _("allocation")
        verbose_name_plural = _("allocations")
        constraints = [
            # What has left is split off, parcel by parcel; what is still promised is one row.
            models.UniqueConstraint(
                fields=["line", "stock"], condition=Q(state="open"), name="tiwizi_one_open_allocation"
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="tiwizi_allocation_not_empty"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "released", "sent"]), name="tiwizi_allocation_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} for line {self.line_id}"
