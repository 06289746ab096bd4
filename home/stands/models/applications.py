"""Who asks for a stand, and what became of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home.stands.models.offers import StandOffer
from shop.models.querysets import LockableQuerySet


class StandApplication(models.Model):
    """A maker asks for a stand. A number on one that still waits is a proposal; only the office sees it.

    ``group`` is the stay that her stand is for, 0 for the whole fair; ``wish`` the one that suits her, 0 for
    any. ``pay_by`` is until when a stand is kept for her, whether she has to pay it or only to take it.

    Who is refused reads why; the reason goes with her words when she is forgotten. ``order`` is the newest by
    which she pays the fee. ``is_shown`` is her word that the event's page may show her.
    """

    class State(models.TextChoices):
        APPLIED = "applied", _("has asked")
        WAITING = "waiting", _("waits for a stand")
        OFFERED = "offered", _("is offered a stand")
        TO_PAY = "to_pay", _("has to pay")
        PLACED = "placed", _("has a stand")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", pgettext_lazy("application", "withdrawn")
        LAPSED = "lapsed", _("not taken in time")
        CANCELLED = "cancelled", _("fair called off")

    actor_path = "producer"
    offer = models.ForeignKey(
        StandOffer, models.PROTECT, verbose_name=_("offer of stands"), related_name="applications"
    )
    producer = models.ForeignKey(
        "tiwizi_producers.Organisation", models.PROTECT, verbose_name=_("producer"), related_name="+"
    )
    crafts = models.ManyToManyField(
        "tiwizi_producers.Craft", verbose_name=_("crafts shown"), blank=True, related_name="+"
    )
    products = models.ManyToManyField(
        "tiwizi_shop.Product", verbose_name=_("products that she brings"), blank=True, related_name="+"
    )
    needs_table = models.BooleanField(_("needs a table"), default=False)
    needs_power = models.BooleanField(_("needs electricity"), default=False)
    is_shown = models.BooleanField(_("may be shown on the page"), default=False)
    words = models.CharField(_("her words"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.APPLIED)
    stand = models.PositiveSmallIntegerField(_("number of the stand"), null=True, blank=True)
    group = models.PositiveSmallIntegerField(_("number of the group"), default=0, db_default=0)
    wish = models.PositiveSmallIntegerField(_("group that suits her"), default=0, db_default=0)
    pay_by = models.DateField(_("kept for her until"), null=True, blank=True)
    order = models.OneToOneField(
        "tiwizi_shop.Order",
        models.PROTECT,
        verbose_name=_("order of the fee"),
        null=True,
        blank=True,
        related_name="stand_application",
    )
    reason = models.CharField(_("why it was refused"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = LockableQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("application for a stand")
        verbose_name_plural = _("applications for stands")
        constraints = [
            models.UniqueConstraint(fields=["offer", "producer"], name="tiwizi_one_stand_application"),
            models.UniqueConstraint(fields=["offer", "group", "stand"], name="tiwizi_one_maker_a_stand"),
            models.CheckConstraint(
                condition=Q(state__in=["applied", "waiting"], reason="")
                | Q(state__in=["offered", "to_pay"], stand__isnull=False, pay_by__isnull=False, reason="")
                | Q(state="placed", stand__isnull=False, reason="")
                | Q(state__in=["withdrawn", "lapsed", "cancelled"], stand=None, reason="")
                | Q(state="refused", stand=None),
                name="tiwizi_stand_application_state",
            ),
            models.CheckConstraint(condition=Q(stand=None) | Q(stand__gt=0), name="tiwizi_stand_number"),
        ]

    def __str__(self) -> str:
        return f"{self.producer_id} at {self.offer_id}: {self.state}"
