"""From one basket to one part per producer.

Lines are moved, never priced again. What the parts share (one consolidated parcel, a fee of the whole
order, a discount) is divided once, by the value of the goods, by largest remainder: the parts add up
to the order to the minor unit. All amounts are minor units of one currency.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from shop.domain.money import allocate


class SharedKind(StrEnum):
    """What several parts may share."""

    DELIVERY = "delivery"
    FEE = "fee"
    DISCOUNT = "discount"


@dataclass(frozen=True)
class BasketLine:
    """One line: an opaque ``key``, its producer, and what the buyer pays for it (price x quantity)."""

    key: int
    producer: int
    amount: int
    needs_delivery: bool = True


@dataclass(frozen=True)
class Shared:
    """An amount of the whole order, or one part's share of it. A discount is negative, the rest is not."""

    kind: SharedKind
    amount: int
    code: str = ""


@dataclass(frozen=True)
class Part:
    """What one producer has to make, pack and send, and what the buyer pays for it."""

    producer: int
    lines: tuple[BasketLine, ...]
    own_delivery: int = 0
    shared: tuple[Shared, ...] = ()

    @property
    def goods(self) -> int:
        """What the lines cost, without delivery."""
        return sum(line.amount for line in self.lines)

    @property
    def needs_delivery(self) -> bool:
        """Say whether anything here travels; a service does not."""
        return any(line.needs_delivery for line in self.lines)

    @property
    def delivery(self) -> int:
        """The part's own delivery and its share of the consolidated one."""
        return self.own_delivery + self.sum_of(SharedKind.DELIVERY)

    @property
    def total(self) -> int:
        """What the buyer pays for this part."""
        return self.goods + self.own_delivery + sum(shared.amount for shared in self.shared)

    def sum_of(self, kind: SharedKind) -> int:
        """Add this part's shares of one kind."""
        return sum(shared.amount for shared in self.shared if shared.kind is kind)


@dataclass(frozen=True)
class Totals:
    """An order's sums; ``total`` is what the buyer is asked for."""

    goods: int
    delivery: int
    fees: int
    discounts: int

    @property
    def total(self) -> int:
        """The sum of all; discounts are negative."""
        return self.goods + self.delivery + self.fees + self.discounts


def split(
    lines: Sequence[BasketLine],
    *,
    own_delivery: Mapping[int, int] | None = None,
    shared: Sequence[Shared] = (),
) -> tuple[Part, ...]:
    """Divide a basket into parts, in the order in which their producers first appear.

    ``own_delivery`` maps a producer to what her own parcel costs. A shared delivery is divided among the
    parts that travel, anything else among all. Raises ``ValueError`` for an empty basket, a delivery
    that belongs to no part, a negative amount, or a discount above the value of the goods.
    """
    own = dict(own_delivery or {})
    _refuse_nonsense(lines, own, shared)
    producers = list(dict.fromkeys(line.producer for line in lines))
    bare = [
        Part(producer, tuple(line for line in lines if line.producer == producer), own.get(producer, 0))
        for producer in producers
    ]
    divided = [_divide(amount, bare) for amount in shared]
    return tuple(
        Part(part.producer, part.lines, part.own_delivery, tuple(s for s in shares if s is not None))
        for part, *shares in zip(bare, *divided, strict=True)
    )


def totals(parts: Sequence[Part]) -> Totals:
    """Add the parts up to the order's sums."""
    return Totals(
        goods=sum(part.goods for part in parts),
        delivery=sum(part.delivery for part in parts),
        fees=sum(part.sum_of(SharedKind.FEE) for part in parts),
        discounts=sum(part.sum_of(SharedKind.DISCOUNT) for part in parts),
    )


def _divide(shared: Shared, parts: Sequence[Part]) -> list[Shared | None]:
    """Return one share per part, ``None`` for a part that has nothing to do with it."""
    only_travelling = shared.kind is SharedKind.DELIVERY
    takers = [part for part in parts if part.needs_delivery or not only_travelling]
    weights = [sum(line.amount for line in _weighed(part, only_travelling)) for part in takers]
    amounts = iter(allocate(shared.amount, weights))
    return [Shared(shared.kind, next(amounts), shared.code) if part in takers else None for part in parts]


def _weighed(part: Part, only_travelling: bool) -> list[BasketLine]:
    return [line for line in part.lines if line.needs_delivery or not only_travelling]


def _refuse_nonsense(lines: Sequence[BasketLine], own: Mapping[int, int], shared: Sequence[Shared]) -> None:
    if not lines:
        raise ValueError("an empty basket has no parts")
    travelling = {line.producer for line in lines if line.needs_delivery}
    if any(amount for producer, amount in own.items() if producer not in travelling):
        raise ValueError("a delivery belongs to no part that travels")
    if any(amount < 0 for amount in [*own.values(), *(line.amount for line in lines)]):
        raise ValueError("an amount is negative")
    if any((entry.amount > 0) == (entry.kind is SharedKind.DISCOUNT) for entry in shared if entry.amount):
        raise ValueError("a discount is negative, and nothing else is")
    discounts = -sum(entry.amount for entry in shared if entry.kind is SharedKind.DISCOUNT)
    if discounts > sum(line.amount for line in lines):
        raise ValueError("the discounts exceed the value of the goods")
