"""What sending costs and when it arrives: from each maker, gathered by a centre, or picked up there.

Weights are grams, sizes millimetres, amounts minor units. A parcel is charged by its weight or by its
volume (1 kg for 3,000 cm³), whichever is more, as carriers do. Nothing travels on a Sunday. Prices are
rows per currency: none is computed from a rate. These rows are defaults that an operator replaces.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from shop.domain.territories import Territory, territory

MM3_PER_GRAM = 3000
FREIGHT_ABOVE_G = 70_000
AGREED_ABOVE_DAYS = 30
PACKING_DAYS = 1
FIRST_MILE_DAYS = 3
SOUTHERN_REGIONS = frozenset({"MA-10", "MA-11", "MA-12"})
_SUNDAY = 6


class Mode(StrEnum):
    """How an order travels."""

    DIRECT = "direct"
    CONSOLIDATED = "consolidated"
    PICK_UP = "pick_up"


class Zone(StrEnum):
    """How far a parcel goes."""

    SAME_REGION = "same_region"
    OTHER_REGION = "other_region"
    SOUTH = "south"
    EUROPE = "europe"
    WORLD = "world"


@dataclass(frozen=True)
class Tariff:
    """What a parcel costs in a zone and currency: its first kilogram, each further one begun, its days."""

    zone: Zone
    currency: str
    first_kg: int
    further_kg: int
    days: tuple[int, int]


TARIFFS: tuple[Tariff, ...] = (
    Tariff(Zone.SAME_REGION, "MAD", 2000, 300, (1, 2)),
    Tariff(Zone.OTHER_REGION, "MAD", 3500, 400, (2, 4)),
    Tariff(Zone.SOUTH, "MAD", 4500, 500, (3, 6)),
    Tariff(Zone.EUROPE, "MAD", 19000, 6500, (5, 10)),
    Tariff(Zone.WORLD, "MAD", 29000, 11000, (7, 15)),
    Tariff(Zone.SAME_REGION, "EUR", 200, 30, (1, 2)),
    Tariff(Zone.OTHER_REGION, "EUR", 350, 40, (2, 4)),
    Tariff(Zone.SOUTH, "EUR", 450, 50, (3, 6)),
    Tariff(Zone.EUROPE, "EUR", 1800, 600, (5, 10)),
    Tariff(Zone.WORLD, "EUR", 2700, 1000, (7, 15)),
    Tariff(Zone.SAME_REGION, "USD", 220, 35, (1, 2)),
    Tariff(Zone.OTHER_REGION, "USD", 380, 45, (2, 4)),
    Tariff(Zone.SOUTH, "USD", 490, 55, (3, 6)),
    Tariff(Zone.EUROPE, "USD", 1950, 650, (5, 10)),
    Tariff(Zone.WORLD, "USD", 2950, 1100, (7, 15)),
)
# What it costs to bring one maker's parcel to the centre, from her weekly souk.
FIRST_MILE: Mapping[str, int] = {"MAD": 1000, "EUR": 100, "USD": 110}


@dataclass(frozen=True)
class Piece:
    """One packed article, ``quantity`` times."""

    weight_g: int
    length_mm: int = 0
    width_mm: int = 0
    height_mm: int = 0
    quantity: int = 1


@dataclass(frozen=True)
class Parcel:
    """What travels together."""

    weight_g: int
    volume_mm3: int

    @property
    def billable_g(self) -> int:
        """The grams that a carrier charges: by weight or by volume, whichever is more."""
        return max(self.weight_g, -(-self.volume_mm3 // MM3_PER_GRAM))


@dataclass(frozen=True)
class Sender:
    """One producer's parcel: from which region, and on which day it is ready to leave."""

    producer: int
    region: str
    parcel: Parcel
    ready: date


@dataclass(frozen=True)
class Destination:
    """Where it goes. Who pays, and in which currency, is another fact."""

    country: str
    region: str = ""


@dataclass(frozen=True)
class Quote:
    """What sending costs and when it arrives. For a pick-up: from when, and ``last`` is the same day."""

    mode: Mode
    price: int
    currency: str
    ship_by: date
    first: date
    last: date


def parcel_of(pieces: Iterable[Piece]) -> Parcel:
    """Pack articles into one parcel: weights and volumes add up."""
    counted = list(pieces)
    return Parcel(
        sum(piece.weight_g * piece.quantity for piece in counted),
        sum(piece.length_mm * piece.width_mm * piece.height_mm * piece.quantity for piece in counted),
    )


def zone_of(region: str, to: Destination) -> Zone:
    """Say how far it is from a Moroccan region to a destination."""
    where = territory(to.country)
    if where is not Territory.MOROCCO:
        return Zone.EUROPE if where is Territory.EU else Zone.WORLD
    if region == to.region:
        return Zone.SAME_REGION
    return Zone.SOUTH if SOUTHERN_REGIONS & {region, to.region} else Zone.OTHER_REGION


def price_of(parcel: Parcel, tariff: Tariff) -> int | None:
    """Return what a parcel costs, in minor units; ``None`` when it is freight that someone has to quote."""
    if parcel.billable_g > FREIGHT_ABOVE_G:
        return None
    further = max(0, -(-(parcel.billable_g - 1000) // 1000))
    return tariff.first_kg + further * tariff.further_kg


def quote_direct(
    sender: Sender, to: Destination, currency: str, tariffs: Sequence[Tariff] = TARIFFS
) -> Quote | None:
    """Quote one maker's own parcel; ``None`` for freight, or where no tariff is known."""
    tariff = _tariff(zone_of(sender.region, to), currency, tariffs)
    price = price_of(sender.parcel, tariff) if tariff else None
    if tariff is None or price is None:
        return None
    first, last = arrival(sender.ready, tariff.days)
    return Quote(Mode.DIRECT, price, currency, sender.ready, first, last)


def quote_consolidated(
    senders: Sequence[Sender],
    centre_region: str,
    to: Destination,
    currency: str,
    *,
    tariffs: Sequence[Tariff] = TARIFFS,
    first_mile: Mapping[str, int] = FIRST_MILE,
) -> Quote | None:
    """Quote one parcel that a centre packs from all makers' goods, what brings them there included.

    Leaves when the last of them has arrived at the centre. ``None`` for freight, or where no tariff is
    known. Raises ``ValueError`` when nothing travels.
    """
    tariff = _tariff(zone_of(centre_region, to), currency, tariffs)
    price = price_of(_together(senders), tariff) if tariff else None
    if tariff is None or price is None or currency not in first_mile:
        return None
    leaves = _gathered(senders)
    first, last = arrival(leaves, tariff.days)
    total = price + len(senders) * first_mile[currency]
    return Quote(Mode.CONSOLIDATED, total, currency, leaves, first, last)


def quote_pick_up(senders: Sequence[Sender], currency: str) -> Quote:
    """Offer free pick-up at the centre from the day when everything is there."""
    ready = _gathered(senders)
    return Quote(Mode.PICK_UP, 0, currency, ready, ready, ready)


def ready_on(ordered: date, making_days: Iterable[int | None] = ()) -> date:
    """Return the day on which a part is ready to leave: its slowest line made, and packed.

    ``making_days`` are calendar days, ``None`` for what is in stock.
    """
    slowest = max((days or 0 for days in making_days), default=0)
    return _not_sunday(ordered + timedelta(days=max(slowest, PACKING_DAYS)))


def arrival(leaves: date, days: tuple[int, int]) -> tuple[date, date]:
    """Return the first and last day of arrival, ``days`` on the road not counting Sundays."""
    return after_days_on_the_road(leaves, days[0]), after_days_on_the_road(leaves, days[1])


def after_days_on_the_road(leaves: date, days: int) -> date:
    """Count days on the road, leaving out Sundays."""
    arrives = _not_sunday(leaves)
    for _ in range(days):
        arrives = _not_sunday(arrives + timedelta(days=1))
    return arrives


def needs_agreed_date(days: int) -> bool:
    """Say whether so many days from order to arrival need the buyer's express yes to a date."""
    return days > AGREED_ABOVE_DAYS


def _gathered(senders: Sequence[Sender]) -> date:
    """Return the day when the last maker's goods have come to the centre."""
    if not senders:
        raise ValueError("nothing travels")
    return max(after_days_on_the_road(sender.ready, FIRST_MILE_DAYS) for sender in senders)


def _together(senders: Sequence[Sender]) -> Parcel:
    return Parcel(
        sum(sender.parcel.weight_g for sender in senders),
        sum(sender.parcel.volume_mm3 for sender in senders),
    )


def _tariff(zone: Zone, currency: str, tariffs: Sequence[Tariff]) -> Tariff | None:
    return next((row for row in tariffs if (row.zone, row.currency) == (zone, currency)), None)


def _not_sunday(day: date) -> date:
    return day + timedelta(days=1) if day.weekday() == _SUNDAY else day
