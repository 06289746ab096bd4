"""Things that a fair needs and that are lent: photo boxes, scales, packing material, seats in a vehicle."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from home.fairs.models.fairs import Fair
from shop.models.querysets import LockableQuerySet


class Equipment(models.Model):
    """Things of one kind, numbered from one: so many can be lent for the same day."""

    class Kind(models.TextChoices):
        PHOTO_BOX = "photo_box", _("photo box")
        SCALES = "scales", _("scales")
        PACKING = "packing", _("packing material")
        SEATS = "seats", _("seats in a vehicle")

    holder = models.ForeignKey(
        "tiwizi_producers.Organisation", models.PROTECT, verbose_name=_("whose it is"), related_name="+"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name = models.CharField(_("name"), max_length=80)
    units = models.PositiveSmallIntegerField(_("how many there are"), default=1)

    objects = LockableQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "name", "pk"]
        verbose_name = _("equipment")
        verbose_name_plural = _("equipment")
        constraints = [
            models.UniqueConstraint(fields=["holder", "name"], name="tiwizi_one_equipment_name"),
            models.CheckConstraint(
                condition=Q(kind__in=["photo_box", "scales", "packing", "seats"]),
                name="tiwizi_equipment_kind",
            ),
            models.CheckConstraint(
                condition=Q(units__gt=0, units__lte=500) & ~Q(name=""), name="tiwizi_equipment_units"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_pool(self) -> bool:
        """Whether any of them will do on any day: seats and material, not one thing that is carried along."""
        return self.kind in (self.Kind.PACKING, self.Kind.SEATS)


class Booking(models.Model):
    """So many of a kind for some days. ``unit`` is which one, where it is one thing for all of them.

    PostgreSQL refuses by an exclusion constraint that one thing is lent twice for a day; on both databases
    ``BookedDay`` does.
    """

    equipment = models.ForeignKey(
        Equipment, models.PROTECT, verbose_name=_("equipment"), related_name="bookings"
    )
    fair = models.ForeignKey(
        Fair, models.PROTECT, verbose_name=_("fair"), null=True, blank=True, related_name="bookings"
    )
    maker = models.ForeignKey(
        "tiwizi_producers.Organisation",
        models.PROTECT,
        verbose_name=_("for whom"),
        null=True,
        blank=True,
        related_name="+",
    )
    quantity = models.PositiveSmallIntegerField(_("how many"), default=1)
    unit = models.PositiveSmallIntegerField(_("which one"), null=True, blank=True)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    released_at = models.DateTimeField(_("returned on"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = LockableQuerySet.as_manager()

    class Meta:
        ordering = ["first_day", "pk"]
        verbose_name = _("booking of equipment")
        verbose_name_plural = _("bookings of equipment")
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="tiwizi_booking_days"),
            models.CheckConstraint(
                condition=Q(quantity__gt=0) & (Q(unit=None) | Q(quantity=1, unit__gt=0)),
                name="tiwizi_booking_units",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.equipment_id} from {self.first_day}"


class BookedDay(models.Model):
    """One thing on one day: at most once. Goes when its booking is given back."""

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="days")
    equipment = models.ForeignKey(Equipment, models.PROTECT, related_name="+")
    day = models.DateField(_("day"))
    unit = models.PositiveSmallIntegerField(_("which one"))

    class Meta:
        ordering = ["day", "unit"]
        verbose_name = _("booked day")
        verbose_name_plural = _("booked days")
        constraints = [
            models.UniqueConstraint(fields=["equipment", "day", "unit"], name="tiwizi_booked_once_a_day"),
            models.CheckConstraint(condition=Q(unit__gt=0), name="tiwizi_booked_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.equipment_id}/{self.unit} on {self.day}"
