"""Joint purchases of raw material and who has promised to take how much. Written by actions alone."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from producers.domain.export_ids import new_export_id
from shop.models.fields import MoneyField
from shop.models.querysets import LockableQuerySet


class Purchase(models.Model):
    """Material that makers order together. ``pledged`` is the sum of what they promise to take."""

    class Unit(models.TextChoices):
        KILO = "kilo", _("kilo")
        METRE = "metre", _("metre")
        LITRE = "litre", _("litre")
        PIECE = "piece", _("piece")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ORDERED = "ordered", _("ordered")
        RECEIVED = "received", _("received")
        DROPPED = "dropped", _("given up")

    actor_path = "organiser"

    export_id = models.CharField(max_length=32, unique=True, default=new_export_id, editable=False)
    organiser = models.ForeignKey(
        "tiwizi_producers.Organisation",
        models.PROTECT,
        verbose_name=_("who pays the supplier"),
        related_name="+",
    )
    material = models.CharField(_("material"), max_length=100)
    unit = models.CharField(_("unit"), max_length=5, choices=Unit)
    price = MoneyField(_("price of one unit"))
    least_all = models.PositiveIntegerField(_("minimum in all"))
    least_each = models.PositiveIntegerField(_("minimum for each"), default=1)
    pledged = models.PositiveIntegerField(_("promised"), default=0)
    last_day = models.DateField(_("last day"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    transport = MoneyField(_("cost of transport"), null=True, blank=True)
    entry = models.OneToOneField(
        "tiwizi_shop.JournalEntry", models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    ordered_at = models.DateTimeField(_("ordered on"), null=True, blank=True)
    received_at = models.DateTimeField(_("received on"), null=True, blank=True)

    objects = LockableQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("joint purchase")
        verbose_name_plural = _("joint purchases")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "ordered", "received", "dropped"]),
                name="tiwizi_purchase_state",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["ordered", "received"]) | Q(pledged__gte=F("least_all")),
                name="tiwizi_purchase_reached",
            ),
            models.CheckConstraint(
                condition=Q(price__gt=0, least_each__gt=0, least_all__gte=F("least_each")),
                name="tiwizi_purchase_numbers",
            ),
            models.CheckConstraint(
                condition=~Q(state="received")
                | Q(received_at__isnull=False, transport__isnull=False, entry__isnull=False),
                name="tiwizi_purchase_booked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.material} ({self.state})"


class Pledge(models.Model):
    """How much a maker promises to take; ``goods`` and ``carried`` are what she owes once it has come."""

    actor_path = "organisation"

    purchase = models.ForeignKey(Purchase, models.PROTECT, related_name="pledges")
    organisation = models.ForeignKey(
        "tiwizi_producers.Organisation", models.PROTECT, verbose_name=_("maker"), related_name="+"
    )
    quantity = models.PositiveIntegerField(_("quantity"))
    goods = MoneyField(_("share of the goods"), null=True, blank=True)
    carried = MoneyField(_("share of the transport"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = LockableQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("pledge")
        verbose_name_plural = _("pledges")
        constraints = [
            models.UniqueConstraint(fields=["purchase", "organisation"], name="tiwizi_one_pledge"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="tiwizi_pledge_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} for {self.organisation_id}"
