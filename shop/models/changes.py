"""What was changed of an order after it was placed, what that did to everyone's money, and refunds."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from producers.domain.export_ids import new_export_id
from shop.conf import private_storage
from shop.models.fields import MoneyField
from shop.models.querysets import LockableQuerySet


class Change(models.Model):
    """One change: asked for, shown with its effect, settled in one transaction. Nothing is deleted.

    ``data`` holds what a buyer typed anew (address, contact): it may be erased with her order's own.
    """

    class Kind(models.TextChoices):
        CANCEL_LINE = "cancel_line", _("cancel pieces")
        CANCEL_PART = "cancel_part", _("cancel a maker's part")
        CANCEL_ORDER = "cancel_order", _("cancel the order")
        RETURN = "return", _("return")
        EXCHANGE = "exchange", _("exchange")
        COMPLAINT = "complaint", _("complaint")
        WITHDRAWAL = "withdrawal", _("withdrawal")
        GOODWILL = "goodwill", _("money back without return")
        ADDRESS = "address", _("other address")
        CONTACT = "contact", _("other contact")

    class Status(models.TextChoices):
        ASKED = "asked", _("asked for")
        AGREED = "agreed", _("agreed")
        RECEIVED = "received", _("goods are back")
        SETTLED = "settled", _("settled")
        REFUSED = "refused", _("refused")
        DROPPED = "dropped", _("taken back")

    class Side(models.TextChoices):
        BUYER = "buyer", _("buyer")
        MAKER = "maker", _("maker")
        OFFICE = "office", _("office")

    export_id = models.CharField(
        _("permanent id"), max_length=32, unique=True, default=new_export_id, editable=False
    )
    order = models.ForeignKey(
        "tiwizi_shop.Order", models.PROTECT, verbose_name=_("order"), related_name="changes"
    )
    part = models.ForeignKey(
        "tiwizi_shop.ProducerOrder",
        models.PROTECT,
        verbose_name=_("producer order"),
        null=True,
        blank=True,
        related_name="changes",
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.ASKED)
    asked_by = models.CharField(_("asked by"), max_length=6, choices=Side)
    defect = models.ForeignKey(
        "tiwizi_shop.Defect",
        models.SET_NULL,
        verbose_name=_("what was wrong"),
        null=True,
        blank=True,
        related_name="+",
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    language = models.CharField(_("language"), max_length=8)
    data = models.JSONField(_("what was typed"), default=dict, blank=True)
    created_at = models.DateTimeField(_("asked"), auto_now_add=True)
    ended_at = models.DateTimeField(_("settled or refused"), null=True, blank=True)

    objects = LockableQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=Q(status__in=["asked", "agreed", "received"]),
                name="tiwizi_change_open",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "cancel_line",
                        "cancel_part",
                        "cancel_order",
                        "return",
                        "exchange",
                        "complaint",
                        "withdrawal",
                        "goodwill",
                        "address",
                        "contact",
                    ]
                ),
                name="tiwizi_change_kind",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["asked", "agreed", "received"], ended_at=None)
                | Q(status__in=["settled", "refused", "dropped"], ended_at__isnull=False),
                name="tiwizi_change_status",
            ),
            models.UniqueConstraint(
                fields=["part"],
                condition=Q(kind="cancel_part", status="asked"),
                name="tiwizi_one_open_part_cancel",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.export_id}"


class ChangeLine(models.Model):
    """Pieces of one line that a change is about."""

    change = models.ForeignKey(Change, models.PROTECT, related_name="lines")
    line = models.ForeignKey("tiwizi_shop.OrderLine", models.PROTECT, related_name="changes")
    quantity = models.PositiveIntegerField(_("quantity"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("line of a change")
        verbose_name_plural = _("lines of a change")
        constraints = [
            models.UniqueConstraint(fields=["change", "line"], name="tiwizi_one_line_per_change"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="tiwizi_change_line_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.line_id}"


class ChangePhoto(models.Model):
    """A picture that a buyer sent with what she reports; no address serves it but the office's."""

    change = models.ForeignKey(Change, models.PROTECT, related_name="photos")
    file = models.FileField(_("file"), upload_to="complaints/", storage=private_storage)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    content_type = models.CharField(_("type"), max_length=60)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("photo of a change")
        verbose_name_plural = _("photos of a change")
        constraints = [models.UniqueConstraint(fields=["change", "sha256"], name="tiwizi_one_change_photo")]

    def __str__(self) -> str:
        return self.sha256[:12]


class SettledShare(models.Model):
    """What one receiver gave back by one change: with the entry in the books, in its transaction.

    Their sum is what is gone of a line; the database refuses to change or delete a row.
    """

    only_grows = True

    change = models.ForeignKey(Change, models.PROTECT, related_name="shares")
    part = models.ForeignKey(
        "tiwizi_shop.ProducerOrder", models.PROTECT, null=True, blank=True, related_name="settled"
    )
    line = models.ForeignKey(
        "tiwizi_shop.OrderLine", models.PROTECT, null=True, blank=True, related_name="settled"
    )
    role = models.CharField(_("whose share"), max_length=16)
    party = models.ForeignKey(
        "tiwizi_producers.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    amount = MoneyField(_("amount"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("settled share")
        verbose_name_plural = _("settled shares")
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="tiwizi_share_above_zero")]

    def __str__(self) -> str:
        return f"{self.role} {self.amount}"


class Refund(models.Model):
    """Money that goes back by one way. Its ``key`` is made before anybody outside hears of it.

    It exists only for money that the books say is due back. Together with lost disputes, refunds never
    exceed what a payment brought in: a trigger of the database says so too.
    """

    class Method(models.TextChoices):
        GATEWAY = "gateway", _("the way it was paid")
        TRANSFER = "transfer", _("bank transfer")
        CASH = "cash", _("cash with a receipt")

    class Status(models.TextChoices):
        TO_APPROVE = "to_approve", _("waits for a second person")
        REQUESTED = "requested", _("on its way")
        SUCCEEDED = "succeeded", _("given back")
        FAILED = "failed", _("failed")
        DROPPED = "dropped", _("dropped")

    order = models.ForeignKey(
        "tiwizi_shop.Order", models.PROTECT, verbose_name=_("order"), related_name="refunds"
    )
    payment = models.ForeignKey(
        "tiwizi_shop.Payment", models.PROTECT, verbose_name=_("payment"), related_name="refunds"
    )
    change = models.ForeignKey(
        Change, models.PROTECT, verbose_name=_("change"), null=True, blank=True, related_name="refunds"
    )
    # What was due and is so no more: without its entry in the books no refund can be written.
    entry = models.OneToOneField(
        "tiwizi_shop.JournalEntry",
        models.PROTECT,
        verbose_name=_("entry in the books"),
        related_name="refund",
    )
    key = models.CharField(_("key"), max_length=40, unique=True, default=new_export_id, editable=False)
    amount = MoneyField(_("amount"))
    method = models.CharField(pgettext_lazy("way", "by"), max_length=8, choices=Method)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.REQUESTED)
    needs_second = models.BooleanField(_("needs a second person"), default=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        verbose_name=_("asked by"),
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        verbose_name=_("approved by"),
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    movement = models.CharField(_("the gateway's name of it"), max_length=120, blank=True)
    receipt = models.CharField(_("receipt, or line of the statement"), max_length=100, blank=True)
    proof = models.FileField(_("signed receipt"), upload_to="refunds/", storage=private_storage, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    due_at = models.DateTimeField(_("to be sent"), null=True, blank=True)
    created_at = models.DateTimeField(_("asked"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = LockableQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        indexes = [models.Index(fields=["due_at"], condition=Q(status="requested"), name="tiwizi_refund_due")]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="tiwizi_refund_above_zero"),
            models.CheckConstraint(
                condition=Q(status__in=["to_approve", "requested", "succeeded", "failed", "dropped"]),
                name="tiwizi_refund_status",
            ),
            models.CheckConstraint(
                condition=Q(method__in=["gateway", "transfer", "cash"]), name="tiwizi_refund_method"
            ),
            # Nobody approves what she has asked for herself.
            models.CheckConstraint(
                condition=Q(approved_by=None) | Q(asked_by=None) | ~Q(approved_by=F("asked_by")),
                name="tiwizi_refund_two_people",
            ),
            models.CheckConstraint(
                condition=Q(needs_second=False)
                | Q(approved_by__isnull=False)
                | Q(status__in=["to_approve", "dropped"]),
                name="tiwizi_refund_is_approved",
            ),
            models.CheckConstraint(
                condition=~Q(method="cash", status="succeeded", proof=""), name="tiwizi_cash_refund_has_proof"
            ),
            models.CheckConstraint(
                condition=~Q(method="transfer", status="succeeded", receipt=""),
                name="tiwizi_transfer_refund_has_line",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.amount}"
