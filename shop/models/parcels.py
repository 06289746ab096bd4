"""What leaves for a buyer: parcels, which pieces are in each, and those a centre makes up from several."""

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shop.models.querysets import ParcelQuerySet


def _to(model: str, words: Promise, back: str) -> models.ForeignKey:
    """Refer to something that a parcel may belong to, and that outlives it."""
    return models.ForeignKey(
        f"tiwizi_shop.{model}", models.PROTECT, verbose_name=words, related_name=back, null=True, blank=True
    )


class Parcel(models.Model):
    """Who carries it, its number with the carrier, where it is, when it left and arrived.

    It is one maker's (``part``), or a centre's that holds the parcels of several makers (``order``). One that
    ``replaces`` what an exchange is about brings pieces that count for no sale.
    """

    class Status(models.TextChoices):
        SENT = "sent", _("on its way")
        AT_CENTRE = "at_centre", _("at the centre")
        ONWARD = "onward", _("goes on in another parcel")
        READY = "ready", _("waits to be picked up")
        FAILED = "failed", _("could not be delivered")
        DELIVERED = "delivered", _("delivered")
        RETURNED = "returned", _("back with the sender")

    actor_path = "part__producer"

    part = _to("ProducerOrder", _("producer order"), "parcels")
    order = _to("Order", _("order (made up by a centre)"), "joint_parcels")
    place = _to("Place", _("centre that it goes through"), "parcels")
    inside = _to("Parcel", _("goes on in"), "contents")
    replaces = _to("Change", _("replaces pieces of"), "replacement_parcels")
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.SENT, db_default="sent"
    )
    carrier = models.CharField(_("carrier"), max_length=60)
    tracking = models.CharField(_("tracking number"), max_length=60, blank=True)
    by_maker = models.BooleanField(_("carried by the maker herself"), default=False, db_default=False)
    sent_at = models.DateTimeField(_("sent"), auto_now_add=True)
    arrived_at = models.DateTimeField(_("arrived"), null=True, blank=True)

    objects = ParcelQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("parcel")
        verbose_name_plural = _("parcels")
        indexes = [
            models.Index(fields=["sent_at"], name="tiwizi_parcel_sent_at"),
            models.Index(fields=["status"], name="tiwizi_parcel_status_is"),
            models.Index(fields=["tracking"], name="tiwizi_parcel_tracking"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(carrier=""), name="tiwizi_parcel_has_carrier"),
            models.CheckConstraint(
                condition=Q(by_maker=False) | Q(part__isnull=False, place=None),
                name="tiwizi_maker_carries_her_own_parcel",
            ),
            models.CheckConstraint(
                condition=Q(part=None, order__isnull=False) | Q(part__isnull=False, order=None),
                name="tiwizi_parcel_is_of_a_maker_or_joint",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=["sent", "at_centre", "onward", "ready", "failed", "delivered", "returned"]
                ),
                name="tiwizi_parcel_status",
            ),
            models.CheckConstraint(
                condition=~Q(status="onward", inside=None), name="tiwizi_onward_parcel_is_in_another"
            ),
        ]

    def __str__(self) -> str:
        return self.tracking or f"{self.carrier} {self.pk}"


class ParcelLine(models.Model):
    """Pieces of one line that are in a parcel. Without replacements, never more than was ordered."""

    parcel = models.ForeignKey(Parcel, models.PROTECT, verbose_name=_("parcel"), related_name="lines")
    line = models.ForeignKey(
        "tiwizi_shop.OrderLine", models.PROTECT, verbose_name=_("order line"), related_name="parcel_lines"
    )
    quantity = models.PositiveIntegerField(_("quantity"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("line of a parcel")
        verbose_name_plural = _("lines of parcels")
        constraints = [
            models.UniqueConstraint(fields=["parcel", "line"], name="tiwizi_one_parcel_line"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="tiwizi_parcel_line_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.line_id}"
