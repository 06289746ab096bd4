"""A gateway's books against ours: what each says was charged and sent back, payment by payment."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shop.domain.payments import EventKind


@dataclass(frozen=True)
class Moved:
    """One movement of money that is done: ``reference`` is our own name of the payment it belongs to.

    ``movement`` names the charge or the refund with the gateway; ``amount`` is in minor units, above zero.
    """

    reference: str
    kind: EventKind
    movement: str
    amount: int
    currency: str


class SettledState(StrEnum):
    """What a gateway says of its own payout to our bank."""

    ON_ITS_WAY = "on_its_way"
    ARRIVED = "arrived"
    FAILED = "failed"


@dataclass(frozen=True)
class Settled:
    """A payout of a gateway to our bank: minor units that arrive, and those that it kept as fees."""

    handle: str
    amount: int
    fee: int
    currency: str
    arrives_on: date
    state: SettledState


class Off(StrEnum):
    """What differs."""

    NOT_TOLD = "not_told"
    """Charged with the gateway, unknown to us: a notice was lost."""
    NOT_CHARGED = "not_charged"
    """Charged with us alone."""
    AMOUNT = "amount"
    """Both know the charge and say another amount."""
    CURRENCY = "currency"
    """Both know the charge and say another currency."""
    CHARGED_TWICE = "charged_twice"
    """The gateway has more charges of it than we."""
    REFUNDED_THERE = "refunded_there"
    """More was sent back there than we know."""
    REFUNDED_HERE = "refunded_here"
    """More was sent back by our books than there."""


@dataclass(frozen=True)
class Difference:
    """One difference: amounts in minor units of ``currency``."""

    off: Off
    reference: str
    ours: int
    theirs: int
    currency: str


def compare(ours: Iterable[Moved], theirs: Iterable[Moved]) -> list[Difference]:
    """Return what differs, by reference; nothing when both say the same."""
    mine, other = _by_reference(ours), _by_reference(theirs)
    found: list[Difference] = []
    for reference in sorted(mine.keys() | other.keys()):
        found += _charges(reference, mine[reference], other[reference])
        found += _refunds(reference, mine[reference], other[reference])
    return found


def _by_reference(rows: Iterable[Moved]) -> defaultdict[str, list[Moved]]:
    groups: defaultdict[str, dict[tuple[str, str], Moved]] = defaultdict(dict)
    for row in rows:
        groups[row.reference][row.kind.value, row.movement] = row
    return defaultdict(list, {name: list(group.values()) for name, group in groups.items()})


def _sums(rows: Iterable[Moved], kind: EventKind) -> dict[str, int]:
    sums: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        if row.kind is kind:
            sums[row.currency] += row.amount
    return dict(sums)


def _charges(reference: str, ours: list[Moved], theirs: list[Moved]) -> list[Difference]:
    mine, other = _sums(ours, EventKind.CHARGE), _sums(theirs, EventKind.CHARGE)
    if mine == other:
        return []
    if mine and other and mine.keys() != other.keys():
        currency = min(mine.keys())
        return [Difference(Off.CURRENCY, reference, mine[currency], sum(other.values()), currency)]
    found = []
    for currency in sorted(mine.keys() | other.keys()):
        here, there = mine.get(currency, 0), other.get(currency, 0)
        if here != there:
            off = _off(here, there, _count(ours), _count(theirs))
            found.append(Difference(off, reference, here, there, currency))
    return found


def _off(here: int, there: int, known: int, told: int) -> Off:
    if not here:
        return Off.NOT_TOLD
    if not there:
        return Off.NOT_CHARGED
    return Off.CHARGED_TWICE if told > known else Off.AMOUNT


def _count(rows: list[Moved]) -> int:
    return sum(row.kind is EventKind.CHARGE for row in rows)


def _refunds(reference: str, ours: list[Moved], theirs: list[Moved]) -> list[Difference]:
    mine, other = _sums(ours, EventKind.REFUND), _sums(theirs, EventKind.REFUND)
    found = []
    for currency in sorted(mine.keys() | other.keys()):
        here, there = mine.get(currency, 0), other.get(currency, 0)
        if here != there:
            off = Off.REFUNDED_HERE if here > there else Off.REFUNDED_THERE
            found.append(Difference(off, reference, here, there, currency))
    return found
