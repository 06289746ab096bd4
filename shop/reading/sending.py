"""How the parts of a basket may travel, what each way costs and when it arrives, and which one is chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from shop.domain.abroad import duties
from shop.domain.delivery import (
    Destination,
    Mode,
    Piece,
    Quote,
    Sender,
    parcel_of,
    quote_consolidated,
    quote_direct,
    quote_pick_up,
    ready_on,
)
from shop.domain.splitting import Shared, SharedKind
from shop.domain.territories import Territory
from shop.reading.basket import Line

FREIGHT = "freight"
DUTIES_UNKNOWN = "duties_unknown"


@dataclass(frozen=True)
class Choice:
    """One way to send: ``price`` and ``duties`` in minor units; ``reason`` says why it cannot be taken."""

    mode: Mode
    price: int = 0
    duties: int = 0
    ship_by: date | None = None
    first: date | None = None
    last: date | None = None
    reason: str = ""

    @property
    def is_offered(self) -> bool:
        """Say whether nothing speaks against it."""
        return not self.reason

    @property
    def cost(self) -> int:
        """All that it adds to the total."""
        return self.price + self.duties


@dataclass(frozen=True)
class Trip:
    """Where everything goes and what is asked along the way; ``centre`` is the region of one, if there is."""

    to: Destination
    currency: str
    today: date
    centre: str | None = None

    @property
    def is_home(self) -> bool:
        """Say whether it stays in Morocco."""
        return self.to.country == Territory.MOROCCO


@dataclass(frozen=True)
class Sending:
    """How everything travels.

    ``direct`` holds each producer's own parcel. ``together`` and ``pick_up`` are for all that travel at once,
    None where there is no such way. ``chosen`` says what is taken, by producer; ``own`` and ``shared`` are
    its costs, as splitting takes them.
    """

    direct: Mapping[int, Choice] = field(default_factory=dict)
    together: Choice | None = None
    pick_up: Choice | None = None
    chosen: Mapping[int, Choice] = field(default_factory=dict)
    shared: tuple[Shared, ...] = ()

    @property
    def own_delivery(self) -> dict[int, int]:
        """What each own parcel costs."""
        return {producer: choice.price for producer, choice in self._alone().items()}

    @property
    def own_duties(self) -> dict[int, int]:
        """The duties of each own parcel."""
        return {producer: choice.duties for producer, choice in self._alone().items()}

    @property
    def reasons(self) -> dict[int, str]:
        """Why a producer's goods cannot be sent as chosen."""
        return {producer: choice.reason for producer, choice in self.chosen.items() if choice.reason}

    @property
    def latest(self) -> date | None:
        """The day by which everything has arrived."""
        return max((choice.last for choice in self.chosen.values() if choice.last), default=None)

    def _alone(self) -> dict[int, Choice]:
        return {producer: one for producer, one in self.chosen.items() if one.mode is Mode.DIRECT}


def plan(lines: Sequence[Line], trip: Trip, wanted: Mapping[int, Mode]) -> Sending:
    """Quote every way and take the wanted one where it exists, the maker's own parcel elsewhere.

    ``lines`` are those that travel; ``wanted`` names the mode of each of their producers.
    """
    parcels = _by_producer(lines)
    if not parcels:
        return Sending()
    direct = {producer: _direct(own, trip) for producer, own in parcels.items()}
    modes = _possible(wanted, trip)
    groups = {mode: [one for one in parcels if modes[one] is mode] for mode in Mode}
    chosen = {producer: direct[producer] for producer in parcels}
    shared: tuple[Shared, ...] = ()
    if groups[Mode.CONSOLIDATED]:
        members = groups[Mode.CONSOLIDATED]
        choice = _together(_of(lines, members), trip)
        chosen |= dict.fromkeys(members, choice)
        shared = _shared(choice, members)
    if groups[Mode.PICK_UP]:
        members = groups[Mode.PICK_UP]
        chosen |= dict.fromkeys(members, _pick_up(_of(lines, members), trip))
    return Sending(
        direct,
        together=_together(lines, trip) if trip.centre is not None and len(parcels) > 1 else None,
        pick_up=_pick_up(lines, trip) if trip.centre is not None and trip.is_home else None,
        chosen=chosen,
        shared=shared,
    )


def _possible(wanted: Mapping[int, Mode], trip: Trip) -> dict[int, Mode]:
    """Return the modes that exist: nothing is gathered for one producer, or without a centre."""
    modes = dict(wanted)
    gathered = [producer for producer, mode in modes.items() if mode is Mode.CONSOLIDATED]
    if trip.centre is None or len(gathered) < 2:
        modes |= dict.fromkeys(gathered, Mode.DIRECT)
    if trip.centre is None or not trip.is_home:
        modes |= {producer: Mode.DIRECT for producer, mode in modes.items() if mode is Mode.PICK_UP}
    return modes


def _by_producer(lines: Sequence[Line]) -> dict[int, list[Line]]:
    found: dict[int, list[Line]] = {}
    for line in lines:
        found.setdefault(line.product.producer_id, []).append(line)
    return found


def _of(lines: Sequence[Line], producers: Sequence[int]) -> list[Line]:
    return [line for line in lines if line.product.producer_id in producers]


def _shared(choice: Choice, producers: Sequence[int]) -> tuple[Shared, ...]:
    among = frozenset(producers)
    return (
        Shared(SharedKind.DELIVERY, choice.price, choice.mode, among),
        Shared(SharedKind.DUTIES, choice.duties, choice.mode, among),
    )


def _direct(lines: Sequence[Line], trip: Trip) -> Choice:
    return _choice(Mode.DIRECT, quote_direct(_sender(lines, trip), trip.to, trip.currency), lines, trip)


def _together(lines: Sequence[Line], trip: Trip) -> Choice:
    senders = [_sender(own, trip) for own in _by_producer(lines).values()]
    quoted = quote_consolidated(senders, trip.centre or "", trip.to, trip.currency)
    return _choice(Mode.CONSOLIDATED, quoted, lines, trip)


def _pick_up(lines: Sequence[Line], trip: Trip) -> Choice:
    senders = [_sender(own, trip) for own in _by_producer(lines).values()]
    return _choice(Mode.PICK_UP, quote_pick_up(senders, trip.currency), lines, trip)


def _choice(mode: Mode, quoted: Quote | None, lines: Sequence[Line], trip: Trip) -> Choice:
    if quoted is None:
        return Choice(mode, reason=FREIGHT)
    goods = [(line.product.hs6, line.total) for line in lines]
    duty = duties(goods, trip.to.country, trip.currency, trip.today)
    return Choice(
        mode,
        quoted.price,
        duty.amount if duty else 0,
        quoted.ship_by,
        quoted.first,
        quoted.last,
        reason="" if duty else DUTIES_UNKNOWN,
    )


def _sender(lines: Sequence[Line], trip: Trip) -> Sender:
    producer = lines[0].product.producer
    parcel = parcel_of(_piece(line) for line in lines)
    ready = ready_on(trip.today, [line.making_days for line in lines])
    return Sender(producer.pk, producer.region, parcel, ready)


def _piece(line: Line) -> Piece:
    one = line.variant
    return Piece(one.weight_g, one.length_mm, one.width_mm, one.height_mm, line.quantity)
