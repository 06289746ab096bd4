"""What a maker was lent for a fair: a seat in a vehicle, a photo box, scales, something to pack in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from home.fairs.models import Booking, Equipment
from producers.models import Organisation

MOST = 12
SIGNS: Mapping[str, str] = {
    Equipment.Kind.PHOTO_BOX: "camera",
    Equipment.Kind.SCALES: "ruler",
    Equipment.Kind.PACKING: "parcel",
    Equipment.Kind.SEATS: "truck",
}


@dataclass(frozen=True)
class LentShown:
    """One thing, how many, and for which days."""

    icon: str
    kind_name: str
    name: str
    quantity: int
    first_day: date
    last_day: date


def lent_to(maker: Organisation, on: date) -> list[LentShown]:
    """Return what she has or will have from a day on, the nearest first; one query."""
    rows = Booking.objects.filter(maker=maker, released_at=None, last_day__gte=on)
    found = rows.select_related("equipment").order_by("first_day", "pk")[:MOST]
    return [
        LentShown(
            SIGNS[one.equipment.kind],
            one.equipment.get_kind_display(),
            one.equipment.name,
            one.quantity,
            one.first_day,
            one.last_day,
        )
        for one in found
    ]
