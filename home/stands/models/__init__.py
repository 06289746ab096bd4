"""The tables of stands: which an event offers, and who asks for one. Live, in no draft."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.models.querysets import LockableQuerySet


class StandOffer(models.Model):
    """The stands of an event, numbered from 1 on, and until when makers may ask for one. They are free."""

    event = models.OneToOneField(
        "tiwizi_events.Event", models.PROTECT, verbose_name=_("event"), related_name="stand_offer"
    )
    stands = models.PositiveSmallIntegerField(_("number of stands"))
    closes_on = models.DateField(_("last day to apply"))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = LockableQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("offer of stands")
        verbose_name_plural = _("offers of stands")
        constraints = [
            models.CheckConstraint(condition=Q(stands__range=(1, 500)), name="tiwizi_stands_offered")
        ]

    def __str__(self) -> str:
        return f"{self.stands} stands at {self.event_id}"


class StandApplication(models.Model):
    """A maker asks for a stand. A number on one that still waits is a proposal; only the office sees it.

    Who is refused reads why; the reason goes with her words when she is forgotten.
    """

    class State(models.TextChoices):
        APPLIED = "applied", _("waits")
        PLACED = "placed", _("has a stand")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

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
    words = models.CharField(_("her words"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.APPLIED)
    stand = models.PositiveSmallIntegerField(_("number of the stand"), null=True, blank=True)
    reason = models.CharField(_("why it was refused"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = LockableQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("application for a stand")
        verbose_name_plural = _("applications for stands")
        constraints = [
            models.UniqueConstraint(fields=["offer", "producer"], name="tiwizi_one_stand_application"),
            models.UniqueConstraint(fields=["offer", "stand"], name="tiwizi_one_maker_a_stand"),
            models.CheckConstraint(
                condition=Q(state="applied", reason="")
                | Q(state="placed", stand__isnull=False, reason="")
                | Q(state="withdrawn", stand=None, reason="")
                | Q(state="refused", stand=None),
                name="tiwizi_stand_application_state",
            ),
            models.CheckConstraint(condition=Q(stand=None) | Q(stand__gt=0), name="tiwizi_stand_number"),
        ]

    def __str__(self) -> str:
        return f"{self.producer_id} at {self.offer_id}: {self.state}"
