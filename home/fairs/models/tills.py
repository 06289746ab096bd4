"""Tills: devices that sell without a line, what they sold, and the evenings on which it was booked."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from home.fairs.models.fairs import Fair
from shop.models.fields import MoneyField
from shop.models.querysets import LockableQuerySet


class Till(models.Model):
    """A device that sells at a fair, for one maker or a pool of stands. Nobody is let in by its label.

    ``code`` is a digest of what is typed once to join; ``secret`` one of what the device then keeps.
    """

    class State(models.TextChoices):
        INVITED = "invited", _("its code was given out")
        ACTIVE = "active", _("sells")
        REVOKED = "revoked", _("shut out")

    fair = models.ForeignKey(Fair, models.PROTECT, verbose_name=_("fair"), related_name="tills")
    label = models.CharField(_("on its receipts"), max_length=8)
    name = models.CharField(_("whose stand, which table"), max_length=60, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.INVITED)
    code = models.CharField(max_length=64, blank=True, editable=False)
    code_until = models.DateTimeField(_("the code holds until"), null=True, blank=True)
    secret = models.CharField(max_length=64, blank=True, editable=False)
    makers = models.ManyToManyField(
        "tiwizi_producers.Organisation",
        verbose_name=_("sells for (empty: everybody whose goods are here)"),
        blank=True,
        related_name="+",
    )
    joined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    joined_at = models.DateTimeField(_("joined"), null=True, blank=True)
    heard_at = models.DateTimeField(_("last heard of"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("shut out"), null=True, blank=True)

    objects = LockableQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("till")
        verbose_name_plural = _("tills")
        constraints = [
            models.UniqueConstraint(fields=["fair", "label"], name="tiwizi_one_till_label"),
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="tiwizi_one_till_code"),
            models.UniqueConstraint(
                fields=["secret"], condition=~Q(secret=""), name="tiwizi_one_till_secret"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["invited", "active", "revoked"]), name="tiwizi_till_state"
            ),
            models.CheckConstraint(
                condition=~Q(state="active") | (~Q(secret="") & Q(code="")), name="tiwizi_till_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="revoked") | Q(secret="", code=""), name="tiwizi_till_is_gone"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Evening(models.Model):
    """One closing of one till: what its receipts came to, what was counted, and what a person said of it."""

    till = models.ForeignKey(Till, models.PROTECT, verbose_name=_("till"), related_name="evenings")
    number = models.PositiveSmallIntegerField(_("number in its row"))
    day = models.DateField(_("day"))
    expected = MoneyField(_("cash by its receipts"))
    counted = MoneyField(_("cash counted"))
    order = models.OneToOneField(
        "tiwizi_shop.Order",
        models.PROTECT,
        verbose_name=_("order of its cash sales"),
        null=True,
        blank=True,
        related_name="till_evening",
    )
    closed_by = models.CharField(_("closed by"), max_length=150)
    closed_at = models.DateTimeField(_("closed on"))
    settled_by = models.CharField(_("settled by"), max_length=150, blank=True)
    settled_how = models.CharField(_("how it was settled"), max_length=12, blank=True)
    reason = models.CharField(_("why"), max_length=200, blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    objects = LockableQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("closing of a till")
        verbose_name_plural = _("closings of tills")
        constraints = [
            models.UniqueConstraint(fields=["till", "number"], name="tiwizi_one_evening_number"),
            models.CheckConstraint(
                condition=Q(expected__gte=0, counted__gte=0), name="tiwizi_evening_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_how="", reason="")
                | (
                    Q(settled_at__isnull=False, settled_how__in=["found", "holder", "shop", "kept"])
                    & ~Q(reason="")
                ),
                name="tiwizi_evening_settled_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.till_id}/{self.number}"


class Receipt(models.Model):
    """One sale as the till wrote it. What was charged holds; only what it was booked as is added later."""

    class Way(models.TextChoices):
        CASH = "cash", _("cash")
        REFERENCE = "reference", _("by reference")

    till = models.ForeignKey(Till, models.PROTECT, verbose_name=_("till"), related_name="receipts")
    sequence = models.PositiveIntegerField(_("number on its till"))
    fingerprint = models.CharField(max_length=64, editable=False)
    way = models.CharField(_("paid"), max_length=10, choices=Way)
    reference = models.CharField(_("reference"), max_length=60, blank=True)
    total = MoneyField(_("total"))
    given = MoneyField(_("cash given"), null=True, blank=True)
    sold_at = models.DateTimeField(_("sold"))
    received_at = models.DateTimeField(_("received"))
    evening = models.ForeignKey(
        Evening, models.PROTECT, verbose_name=_("closing"), null=True, blank=True, related_name="receipts"
    )
    order = models.ForeignKey(
        "tiwizi_shop.Order",
        models.PROTECT,
        verbose_name=_("booked as"),
        null=True,
        blank=True,
        related_name="till_receipts",
    )

    class Meta:
        ordering = ["till", "sequence"]
        verbose_name = _("receipt of a till")
        verbose_name_plural = _("receipts of tills")
        indexes = [
            models.Index(fields=["till"], condition=Q(evening=None), name="tiwizi_receipt_waits"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["till", "sequence"], name="tiwizi_one_receipt"),
            models.CheckConstraint(
                condition=Q(sequence__gt=0, total__gte=0), name="tiwizi_receipt_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(way="cash", reference="") | (Q(way="reference") & ~Q(reference="")),
                name="tiwizi_receipt_way",
            ),
            models.CheckConstraint(
                condition=Q(evening=None, order=None) | Q(evening__isnull=False, order__isnull=False),
                name="tiwizi_receipt_booked_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.till_id}/{self.sequence}"


class ReceiptLine(models.Model):
    """Pieces sold, at the price that was charged; ``listed`` is what it was on the shelf when it arrived."""

    only_grows = True
    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="lines")
    variant = models.ForeignKey("tiwizi_shop.Variant", models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField(_("pieces"))
    unit = MoneyField(_("charged for one"))
    listed = MoneyField(_("price when it arrived"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("line of a receipt")
        verbose_name_plural = _("lines of receipts")
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0, unit__gte=0), name="tiwizi_receipt_line"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.variant_id}"


class OddReceipt(models.Model):
    """What a known till sent and nobody may lose: another content under a used number, or goods not known."""

    class Kind(models.TextChoices):
        OTHER = "other", _("another receipt has this number")
        UNKNOWN_GOODS = "goods", _("goods that are not known")

    till = models.ForeignKey(Till, models.PROTECT, related_name="odd")
    sequence = models.PositiveIntegerField(_("number on its till"))
    kind = models.CharField(_("what is odd"), max_length=8, choices=Kind)
    fingerprint = models.CharField(max_length=64, editable=False)
    content = models.JSONField(_("what was sent"))
    total = MoneyField(_("total"))
    received_at = models.DateTimeField(_("received"))
    settled_by = models.CharField(_("settled by"), max_length=150, blank=True)
    reason = models.CharField(_("what it was"), max_length=200, blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("odd receipt")
        verbose_name_plural = _("odd receipts")
        constraints = [
            models.UniqueConstraint(
                fields=["till", "sequence", "fingerprint"], name="tiwizi_one_odd_receipt"
            ),
            models.CheckConstraint(condition=Q(kind__in=["other", "goods"]), name="tiwizi_odd_kind"),
            models.CheckConstraint(
                condition=Q(settled_at=None) | ~Q(reason=""), name="tiwizi_odd_settled_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.till_id}/{self.sequence}"
