"""Where a parcel is, in the buyer's words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from producers.domain.dates import day_written
from producers.domain.shown import Shown, shown
from shop.models import Parcel, ParcelLine

PLACES: Mapping[str, Callable[[], str]] = {
    "sent": lambda: _("On its way to you"),
    "to_centre": lambda: _("On its way to our centre"),
    "at_centre": lambda: _("At our centre: it goes on from there"),
    "onward": lambda: _("On its way to you from our centre, with the rest of your order"),
    "ready": lambda: _("Ready: you can pick it up"),
    "failed": lambda: _("The carrier found nobody. We call you to agree on a day."),
    "delivered": lambda: _("Arrived"),
    "returned": lambda: _("Sent back to the maker"),
}


@dataclass(frozen=True)
class PieceSeen:
    """Pieces of one line that are in a parcel."""

    name: Shown
    quantity: int


@dataclass(frozen=True)
class ParcelSeen:
    """One parcel: where it is, with whom, what is in it. ``when`` is the day of its last news."""

    status: str
    text: str
    carrier: str
    tracking: str
    when: str
    pieces: tuple[PieceSeen, ...]
    is_replacement: bool = False


def with_parcels() -> Prefetch:
    """Read parts with their parcels and what is in them; two queries, whatever their number."""
    lines = Prefetch("lines", queryset=ParcelLine.objects.select_related("line").order_by("pk"))
    rows = Parcel.objects.select_related("inside").prefetch_related(lines).order_by("pk")
    return Prefetch("parcels", queryset=rows)


def parcel_seen(parcel: Parcel, lang: str) -> ParcelSeen:
    """Return a parcel as its buyer sees it: one that goes on in another is followed by that one's number."""
    carried = parcel.inside if parcel.inside is not None else parcel
    place = "to_centre" if parcel.status == "sent" and parcel.place_id else parcel.status
    if parcel.status == "onward" and carried.status == "failed":
        place = "failed"
    return ParcelSeen(
        status=parcel.status,
        text=PLACES[place](),
        carrier=carried.carrier,
        tracking=carried.tracking,
        when=day_written(timezone.localdate(parcel.arrived_at or carried.sent_at), lang),
        pieces=tuple(
            PieceSeen(shown(row.line.product_name, lang, row.line.original_language), row.quantity)
            for row in parcel.lines.all()
        ),
        is_replacement=parcel.replaces_id is not None,
    )
