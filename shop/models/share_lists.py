"""How a group divides a payout among its members, and each one's word that she has hers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.models.fields import MoneyField
from shop.models.querysets import LockableQuerySet


class PayoutShare(models.Model):
    """What of a group's payout is one member's. All of them together are the payout.

    Her name, and ``member`` where she has an account of her own, are all that she may be known by; erasing
    blanks them, and the row stays.
    """

    actor_path = "payout__organisation"

    payout = models.ForeignKey(
        "tiwizi_shop.Payout", models.PROTECT, verbose_name=_("payout"), related_name="shares"
    )
    name = models.CharField(_("member"), max_length=120, blank=True)
    member = models.ForeignKey(
        "tiwizi_producers.Organisation",
        models.SET_NULL,
        verbose_name=_("her own account"),
        null=True,
        blank=True,
        related_name="payout_shares",
    )
    amount = MoneyField(_("amount"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    heard_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        verbose_name=_("heard by"),
        related_name="+",
        db_constraint=False,
        null=True,
        blank=True,
    )

    objects = LockableQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("share of a payout")
        verbose_name_plural = _("shares of payouts")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="tiwizi_share_of_payout_above_zero"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, heard_by=None)
                | Q(confirmed_at__isnull=False, heard_by__isnull=False),
                name="tiwizi_share_is_heard_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payout_id} {self.amount}"
