"""From one basket to one part per producer.

Lines are moved, never priced again. What the parts share (one consolidated parcel, a fee of the whole
order, a discount) is divided once, by the value of the goods, by largest remainder: the parts add up
to the order to the minor unit. All amounts are minor units of one currency.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from shop.domain.money import allocate


class SharedKind(StrEnum):
    """What several parts may share."""

    DELIVERY = "delivery"
    DUTIES = "duties"
    FEE = "fee"
    DISCOUNT = "discount"


TRAVELLING = frozenset({SharedKind.DELIVERY, SharedKind.DUTIES})


@dataclass(frozen=True)
class BasketLine:
    """One line: an opaque ``key``, its producer, and what the buyer pays for it (price x quantity)."""

    key: int
    producer: int
    amount: int
    needs_delivery: bool = True


@dataclass(frozen=True)
class Shared:
    """An amount of the whole order, or one part's share of it; never negative, a discount neither.

    ``among`` names the producers that share it, ``None`` for all.
    """

    kind: SharedKind
    amount: int
    code: str = ""
    among: frozenset[int] | None = None


@dataclass(frozen=True)
class Part:
    """What one producer has to make, pack and send, and what the buyer pays for it."""

    producer: int
    lines: tuple[BasketLine, ...]
    own_delivery: int = 0
    own_duties: int = 0
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
    def duties(self) -> int:
        """The duties of the part's own parcel and its share of those of a consolidated one."""
        return self.own_duties + self.sum_of(SharedKind.DUTIES)

    @property
    def fees(self) -> int:
        """The part's share of what is asked on top of the whole order."""
        return self.sum_of(SharedKind.FEE)

    @property
    def discount(self) -> int:
        """The part's share of the discounts; positive, it is taken off."""
        return self.sum_of(SharedKind.DISCOUNT)

    @property
    def total(self) -> int:
        """What the buyer pays for this part."""
        return self.goods + self.delivery + self.duties + self.fees - self.discount

    def sum_of(self, kind: SharedKind) -> int:
        """Add this part's shares of one kind."""
        return sum(shared.amount for shared in self.shared if shared.kind is kind)


@dataclass(frozen=True)
class Totals:
    """An order's sums; ``total`` is what the buyer is asked for."""

    goods: int
    delivery: int
    duties: int
    fees: int
    discount: int

    @property
    def total(self) -> int:
        """What the buyer is asked for."""
        return self.goods + self.delivery + self.duties + self.fees - self.discount


def split(
    lines: Sequence[BasketLine],
    *,
    own_delivery: Mapping[int, int] | None = None,
    own_duties: Mapping[int, int] | None = None,
    shared: Sequence[Shared] = (),
) -> tuple[Part, ...]:
    """Divide a basket into parts, in the order in which their producers first appear.

    ``own_delivery`` and ``own_duties`` map a producer to what her own parcel costs. Shared delivery and
    duties are divided among the parts that travel, anything else among all. Raises ``ValueError`` for an
    empty basket, a delivery that belongs to no part, a negative amount, or a discount above the goods.
    """
    delivery, duties = dict(own_delivery or {}), dict(own_duties or {})
    _refuse_nonsense(lines, [*delivery.items(), *duties.items()], shared)
    bare = [
        Part(
            producer,
            tuple(line for line in lines if line.producer == producer),
            delivery.get(producer, 0),
            duties.get(producer, 0),
        )
        for producer in dict.fromkeys(line.producer for line in lines)
    ]
    divided = [_divide(amount, bare) for amount in shared]
    return tuple(
        replace(part, shared=tuple(one for one in shares if one is not None))
        for part, *shares in zip(bare, *divided, strict=True)
    )


def totals(parts: Sequence[Part]) -> Totals:
    """Add the parts up to the order's sums."""
    return Totals(
        goods=sum(part.goods for part in parts),
        delivery=sum(part.delivery for part in parts),
        duties=sum(part.duties for part in parts),
        fees=sum(part.fees for part in parts),
        discount=sum(part.discount for part in parts),
    )


def _divide(shared: Shared, parts: Sequence[Part]) -> list[Shared | None]:
    """Return one share per part, ``None`` for a part that has nothing to do with it."""
    is_for = [_takes(part, shared) for part in parts]
    weights = [_weight(part, shared.kind) for part, takes in zip(parts, is_for, strict=True) if takes]
    amounts = iter(allocate(shared.amount, weights))
    return [replace(shared, amount=next(amounts)) if takes else None for takes in is_for]


def _takes(part: Part, shared: Shared) -> bool:
    is_named = shared.among is None or part.producer in shared.among
    return is_named and (part.needs_delivery or shared.kind not in TRAVELLING)


def _weight(part: Part, kind: SharedKind) -> int:
    return sum(line.amount for line in part.lines if line.needs_delivery or kind not in TRAVELLING)


def _refuse_nonsense(
    lines: Sequence[BasketLine], own: Sequence[tuple[int, int]], shared: Sequence[Shared]
) -> None:
    if not lines:
        raise ValueError("an empty basket has no parts")
    travelling = {line.producer for line in lines if line.needs_delivery}
    if any(amount and producer not in travelling for producer, amount in own):
        raise ValueError("a delivery belongs to no part that travels")
    amounts = [line.amount for line in lines] + [amount for _, amount in own]
    if min([*amounts, *(each.amount for each in shared)]) < 0:
        raise ValueError("an amount is negative")
    discounts = sum(each.amount for each in shared if each.kind is SharedKind.DISCOUNT)
    if discounts > sum(line.amount for line in lines):
        raise ValueError("the discounts exceed the value of the goods")
