"""Money asked for and received: append-only events; every amount is a sum of them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.conf import private_storage
from shop.models.fields import MoneyField


class Payment(models.Model):
    """One attempt to be paid for an order through one gateway."""

    order = models.ForeignKey(
        "tiwizi_shop.Order", models.PROTECT, verbose_name=_("order"), related_name="payments"
    )
    gateway = models.CharField(_("gateway"), max_length=20)
    reference = models.CharField(_("reference"), max_length=80, unique=True)
    amount = MoneyField(_("amount"))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        constraints = [models.CheckConstraint(condition=Q(amount__gte=0), name="tiwizi_payment_not_negative")]

    def __str__(self) -> str:
        return self.reference


class PaymentEvent(models.Model):
    """One thing that a gateway or an operator said about a payment. Append only, unique per gateway event."""

    only_grows = True

    class Kind(models.TextChoices):
        AUTHORISE = "authorise", _("authorise")
        CHARGE = "charge", _("charge")
        REFUND = "refund", _("refund")
        CANCEL = "cancel", _("cancel")
        DISPUTE = "dispute", _("dispute")
        ADJUSTMENT = "adjustment", _("adjustment")

    class State(models.TextChoices):
        REQUESTED = "requested", _("requested")
        SUCCEEDED = "succeeded", _("succeeded")
        FAILED = "failed", _("failed")

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="events")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    state = models.CharField(_("state"), max_length=10, choices=State)
    amount = MoneyField(_("amount"))
    gateway = models.CharField(_("gateway"), max_length=20)
    event_id = models.CharField(_("id of the event"), max_length=120)
    at = models.DateTimeField(_("at"), auto_now_add=True)
    data = models.JSONField(_("data"), default=dict, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("payment event")
        verbose_name_plural = _("payment events")
        constraints = [
            models.UniqueConstraint(fields=["gateway", "event_id"], name="tiwizi_one_event"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="tiwizi_event_not_negative"),
            models.CheckConstraint(
                condition=Q(state__in=["requested", "succeeded", "failed"]), name="tiwizi_event_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state} {self.amount}"


class TransferProof(models.Model):
    """A picture or PDF of a bank transfer that the buyer has sent in."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="proofs")
    file = models.FileField(_("file"), upload_to="proofs/", storage=private_storage)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    content_type = models.CharField(_("type"), max_length=60)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("proof of transfer")
        verbose_name_plural = _("proofs of transfer")
        constraints = [models.UniqueConstraint(fields=["payment", "sha256"], name="tiwizi_one_proof")]

    def __str__(self) -> str:
        return self.sha256[:12]
