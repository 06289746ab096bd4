"""Which stands an event offers, and for how much."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.models.fields import MoneyField
from shop.models.querysets import LockableQuerySet


class StandOffer(models.Model):
    """The stands of an event, numbered from 1 on, and until when makers may ask for one.

    Without ``fee`` they are free. With one, ``sold_as`` is the service of the event's organiser that the shop
    sells; a stand is kept for ``pay_days`` and paid back until ``refund_until``.
    """

    event = models.OneToOneField(
        "tiwizi_events.Event", models.PROTECT, verbose_name=_("event"), related_name="stand_offer"
    )
    stands = models.PositiveSmallIntegerField(_("number of stands"))
    closes_on = models.DateField(_("last day to apply"))
    fee = MoneyField(_("fee for a stand"), null=True, blank=True)
    pay_days = models.PositiveSmallIntegerField(_("days to pay"), default=7)
    refund_until = models.DateField(_("paid back until"), null=True, blank=True)
    sold_as = models.OneToOneField(
        "tiwizi_shop.Variant",
        models.PROTECT,
        verbose_name=_("sold as"),
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = LockableQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("offer of stands")
        verbose_name_plural = _("offers of stands")
        constraints = [
            models.CheckConstraint(condition=Q(stands__range=(1, 500)), name="tiwizi_stands_offered"),
            models.CheckConstraint(
                condition=Q(fee=None, sold_as=None) | Q(fee__gt=0, sold_as__isnull=False),
                name="tiwizi_stand_fee",
            ),
            models.CheckConstraint(condition=Q(pay_days__range=(1, 90)), name="tiwizi_stand_days_to_pay"),
        ]

    def __str__(self) -> str:
        return f"{self.stands} stands at {self.event_id}"
