"""Money on its way to makers. What a person may be known by stands in ``PayoutDestination`` alone.

A destination is never edited: a change is a new row, so that a payout keeps the one it was sent to. Acts,
entries and announcements name rows by their keys; blanking a destination leaves the books as they are.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shop.conf import private_storage
from shop.models.fields import MoneyField
from shop.models.querysets import LockableQuerySet


def _person(label: object, **more: object) -> models.ForeignKey:
    """A user who did something: her key stays when her account is deleted."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        verbose_name=label,
        related_name="+",
        db_constraint=False,
        **more,
    )


def _organisation(name: str) -> models.ForeignKey:
    return models.ForeignKey(
        "tiwizi_producers.Organisation", models.PROTECT, verbose_name=_("producer"), related_name=name
    )


class PayoutDestination(models.Model):
    """Where a maker is paid in a currency. Erasable: the texts are blanked, the row stays."""

    class Kind(models.TextChoices):
        BANK = "bank", _("bank account")
        MOBILE = "mobile", _("mobile money")
        AGENCY = "agency", _("cash at a transfer agency")
        AGENT = "agent", _("cash from an agent")
        STRIPE = "stripe", _("account at Stripe")

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting")
        IN_FORCE = "in_force", _("in force")
        REPLACED = "replaced", _("replaced")
        REFUSED = "refused", _("refused")

    actor_path = "organisation"

    organisation = _organisation("payout_destinations")
    currency = models.CharField(_("currency"), max_length=3)
    kind = models.CharField(_("kind"), max_length=6, choices=Kind)
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.WAITING)
    holder = models.CharField(_("name of the holder"), max_length=120, blank=True)
    account = models.CharField(_("RIB or IBAN"), max_length=34, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    agency = models.CharField(_("agency"), max_length=120, blank=True)
    agent = models.ForeignKey(
        "tiwizi_producers.Organisation",
        models.PROTECT,
        verbose_name=_("association whose agent hands it over"),
        null=True,
        blank=True,
        related_name="+",
    )
    # How she could be reached when it was entered: a change is announced there, whatever her page says then.
    contact_phone = models.CharField(_("phone at the time"), max_length=20, blank=True)
    contact_email = models.EmailField(_("e-mail at the time"), blank=True)
    entered_by = _person(_("entered by"), null=True, blank=True)
    entered_at = models.DateTimeField(_("entered"))
    waits_until = models.DateTimeField(_("waits until"))
    confirmed_by = _person(_("confirmed by"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    in_force_at = models.DateTimeField(_("in force since"), null=True, blank=True)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True)

    objects = LockableQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("payout destination")
        verbose_name_plural = _("payout destinations")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "currency"],
                condition=Q(status="in_force"),
                name="tiwizi_one_destination_in_force",
            ),
            models.UniqueConstraint(
                fields=["organisation", "currency"],
                condition=Q(status="waiting"),
                name="tiwizi_one_destination_waiting",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["bank", "mobile", "agency", "agent", "stripe"]),
                name="tiwizi_destination_kind",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["waiting", "in_force", "replaced", "refused"]),
                name="tiwizi_destination_status",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("entered_by")),
                name="tiwizi_destination_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(waits_until__gte=F("entered_at")), name="tiwizi_destination_waits"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.currency} {self.organisation_id}"


class PayoutHold(models.Model):
    """Money of a maker that is kept back for a time, and why. She is shown it."""

    actor_path = "organisation"

    organisation = _organisation("payout_holds")
    amount = MoneyField(_("amount"))
    ceiling = MoneyField(_("the most that could be kept back"))
    reason = models.CharField(_("reason"), max_length=500)
    until = models.DateField(_("until"))
    created_at = models.DateTimeField(_("set"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = LockableQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("payout hold")
        verbose_name_plural = _("payout holds")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="tiwizi_hold_above_zero"),
            models.CheckConstraint(
                condition=Q(amount__lte=F("ceiling"), amount_currency=F("ceiling_currency")),
                name="tiwizi_hold_under_its_ceiling",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="tiwizi_hold_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.organisation_id}"


class PayoutBatch(models.Model):
    """Payouts in one currency by one method: proposed by one person, approved by another, then handed in."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        APPROVED = "approved", pgettext_lazy("payout", "approved")
        SENT = "sent", _("sent")
        WITHDRAWN = "withdrawn", _("withdrawn")

    reference = models.CharField(_("reference"), max_length=24, unique=True)
    currency = models.CharField(_("currency"), max_length=3)
    method = models.CharField(_("method"), max_length=20)
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.PROPOSED)
    proposed_by = _person(_("proposed by"))
    proposed_at = models.DateTimeField(_("proposed"))
    approved_by = _person(_("approved by"), null=True, blank=True)
    approved_at = models.DateTimeField(pgettext_lazy("payout", "approved"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    # The last hold that the proposal knew of: by its key, which no clock can turn back.
    last_hold = models.BigIntegerField(_("last hold it knew of"), default=0)

    objects = LockableQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("payout batch")
        verbose_name_plural = _("payout batches")
        permissions = [("approve_money", "Can approve money that somebody else proposed")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["proposed", "approved", "sent", "withdrawn"]),
                name="tiwizi_batch_status",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")),
                name="tiwizi_batch_four_eyes",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["approved", "sent"])
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="tiwizi_batch_approved_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Payout(models.Model):
    """Money to one maker: exactly the sum of its lines, to the destination that was in force."""

    class Status(models.TextChoices):
        PENDING = "pending", _("pending")
        SENT = "sent", _("sent")
        CONFIRMED = "confirmed", _("confirmed")
        FAILED = "failed", _("failed")
        RETURNED = "returned", _("returned")

    actor_path = "organisation"

    batch = models.ForeignKey(PayoutBatch, models.PROTECT, verbose_name=_("batch"), related_name="payouts")
    organisation = _organisation("payouts")
    destination = models.ForeignKey(
        PayoutDestination, models.PROTECT, verbose_name=_("destination"), related_name="payouts"
    )
    reference = models.CharField(_("reference"), max_length=24, unique=True)
    amount = MoneyField(_("amount"))
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.PENDING)
    reason = models.CharField(_("why it failed or came back"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    ended_at = models.DateTimeField(_("failed or returned"), null=True, blank=True)
    # Of a way of paying that sends by itself: its name of what it sent, and when it is asked next.
    handle = models.CharField(_("the service's name of it"), max_length=120, blank=True, db_default="")
    due_at = models.DateTimeField(_("asked next"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("times asked"), db_default=0)

    objects = LockableQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("payout")
        verbose_name_plural = _("payouts")
        indexes = [
            models.Index(fields=["organisation", "status"], name="tiwizi_payout_of_maker"),
            models.Index(
                fields=["due_at"], condition=Q(due_at__isnull=False), name="tiwizi_payout_to_ask_for"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="tiwizi_payout_above_zero"),
            models.CheckConstraint(
                condition=Q(status__in=["pending", "sent", "confirmed", "failed", "returned"]),
                name="tiwizi_payout_status",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["failed", "returned"]) | ~Q(reason=""),
                name="tiwizi_payout_failed_for_a_reason",
            ),
            models.UniqueConstraint(fields=["batch", "organisation"], name="tiwizi_one_payout_per_batch"),
        ]

    def __str__(self) -> str:
        return self.reference


class PayoutLine(models.Model):
    """What a payout settles: one posting on what the maker is owed, or what a hold keeps or releases.

    ``amount`` is what it adds to the payout, below zero for what is netted or kept back. A posting is in at
    most one line that counts; the lines of a payout that failed or came back are reversed, and count no more.
    """

    class Kind(models.TextChoices):
        SALE = "sale", _("sale")
        ADJUSTMENT = "adjustment", _("adjustment")
        HOLD = "hold", _("hold")

    payout = models.ForeignKey(Payout, models.PROTECT, verbose_name=_("payout"), related_name="lines")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    posting = models.ForeignKey(
        "tiwizi_shop.Posting", models.PROTECT, null=True, blank=True, related_name="payout_lines"
    )
    part = models.ForeignKey(
        "tiwizi_shop.ProducerOrder",
        models.PROTECT,
        verbose_name=_("producer order"),
        null=True,
        blank=True,
        related_name="payout_lines",
    )
    hold = models.ForeignKey(PayoutHold, models.PROTECT, null=True, blank=True, related_name="lines")
    amount = MoneyField(_("amount"))
    reversed_at = models.DateTimeField(_("reversed"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("payout line")
        verbose_name_plural = _("payout lines")
        constraints = [
            models.UniqueConstraint(
                fields=["posting"], condition=Q(reversed_at=None), name="tiwizi_paid_once"
            ),
            models.UniqueConstraint(fields=["payout", "hold"], name="tiwizi_one_line_per_hold"),
            models.CheckConstraint(
                condition=Q(kind="hold", posting=None, part=None, hold__isnull=False)
                | Q(kind__in=["sale", "adjustment"], posting__isnull=False, hold=None),
                name="tiwizi_payout_line_kind",
            ),
            models.CheckConstraint(condition=~Q(amount=0), name="tiwizi_payout_line_not_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"


class PayoutProof(models.Model):
    """The signed paper, or a photograph, that shows that cash was handed over. Erasable."""

    payout = models.ForeignKey(Payout, models.PROTECT, verbose_name=_("payout"), related_name="proofs")
    file = models.FileField(_("file"), upload_to="payouts/", storage=private_storage)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    content_type = models.CharField(_("type"), max_length=60)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("proof of payout")
        verbose_name_plural = _("proofs of payout")
        constraints = [models.UniqueConstraint(fields=["payout", "sha256"], name="tiwizi_one_payout_proof")]

    def __str__(self) -> str:
        return self.sha256[:12]
