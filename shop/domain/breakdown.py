"""Where a price goes: one part per receiver, adding up to the price to the minor unit.

What is known is computed (fees, tax, stated transport); what is left is the maker's. How much of hers
went into material is her own statement, so it and her work are marked as estimates. Of what is in a cart or
was sold her share is one part: it is her credit in the books to the minor unit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from moneyed import Money

from shop.domain.fees import Fee, FeeKind
from shop.domain.money import allocate, minor, percent_of


class PartKind(StrEnum):
    """The parts, in the order in which they are always shown."""

    MAKER = "maker"
    """Her work, her materials and her packing, undivided."""
    MAKER_WORK = "maker_work"
    MATERIALS = "materials"
    """Her own materials."""
    MATERIALS_SUPPLIED = "materials_supplied"
    """Materials that somebody else has supplied, who gets what they cost."""
    PACKING = "packing"
    TRANSPORT = "transport"
    SOLIDARITY_FUND = "solidarity_fund"
    ASSOCIATION = "association"
    PLATFORM = "platform"
    CARD_FEE = "card_fee"
    TAX = "tax"


class Receiver(StrEnum):
    """Who gets a part."""

    MAKER = "maker"
    SUPPLIER = "supplier"
    CARRIER = "carrier"
    SOLIDARITY_FUND = "solidarity_fund"
    ASSOCIATION = "association"
    PLATFORM = "platform"
    CARD_COMPANY = "card_company"
    STATE = "state"


RECEIVERS = {
    PartKind.MAKER: Receiver.MAKER,
    PartKind.MAKER_WORK: Receiver.MAKER,
    PartKind.MATERIALS: Receiver.MAKER,
    PartKind.MATERIALS_SUPPLIED: Receiver.SUPPLIER,
    PartKind.PACKING: Receiver.MAKER,
    PartKind.TRANSPORT: Receiver.CARRIER,
    PartKind.SOLIDARITY_FUND: Receiver.SOLIDARITY_FUND,
    PartKind.ASSOCIATION: Receiver.ASSOCIATION,
    PartKind.PLATFORM: Receiver.PLATFORM,
    PartKind.CARD_FEE: Receiver.CARD_COMPANY,
    PartKind.TAX: Receiver.STATE,
}
FEE_PARTS = {
    FeeKind.PLATFORM: PartKind.PLATFORM,
    FeeKind.SOLIDARITY_FUND: PartKind.SOLIDARITY_FUND,
    FeeKind.ASSOCIATION: PartKind.ASSOCIATION,
    FeeKind.CARD_FEE: PartKind.CARD_FEE,
    FeeKind.MATERIALS: PartKind.MATERIALS_SUPPLIED,
}


class PriceTooSmallError(ValueError):
    """Fees, tax and sending take more than the whole price."""


@dataclass(frozen=True)
class Part:
    """One part of a price in minor units. ``percent`` of all parts adds up to 100."""

    kind: PartKind
    receiver: Receiver
    amount: int
    percent: int
    is_estimate: bool = False
    party: int | None = None
    """The organisation that gets a fee, if one does; it is the one whose account the books credit."""


@dataclass(frozen=True)
class Share:
    """An amount of a sale in minor units, who it is for, and the organisation that gets it, if one does."""

    kind: PartKind
    amount: int
    party: int | None = None


OWN = frozenset({PartKind.MAKER, PartKind.MAKER_WORK, PartKind.MATERIALS})


@dataclass(frozen=True)
class Breakdown:
    """Where a price goes; the parts add up to ``total``. Empty parts are left out."""

    total: int
    currency: str
    parts: tuple[Part, ...]

    @property
    def maker_percent(self) -> int:
        """What reaches the maker, her work and her material, in whole per cent of the price."""
        return sum(part.percent for part in self.parts if part.kind in OWN)

    @property
    def maker_amount(self) -> int:
        """What reaches the maker for her work and her material, in minor units."""
        return sum(part.amount for part in self.parts if part.kind in OWN)

    @property
    def has_supplied_materials(self) -> bool:
        """Say whether somebody else than the maker supplied materials."""
        return any(part.kind is PartKind.MATERIALS_SUPPLIED for part in self.parts)

    @property
    def has_estimates(self) -> bool:
        """Say whether any part is an estimate."""
        return any(part.is_estimate for part in self.parts)


def breakdown(
    price: Money,
    quantity: int = 1,
    fees: Sequence[Fee] = (),
    *,
    material_percent: Decimal | None = None,
    packing: int = 0,
    transport: int = 0,
    tax: int = 0,
) -> Breakdown:
    """Say where each minor unit of ``price`` (per unit, tax included) times ``quantity`` goes.

    ``fees`` are those of the same line. ``packing`` and ``transport`` are what is included in the price,
    ``tax`` the tax on the goods within it: minor units for the whole line; the tax on the fees is added to
    it. ``material_percent`` of the price is what the maker says she spends on material, ``None`` if she
    does not say, or if somebody else supplied it, who then has a fee. Raises ``PriceTooSmallError`` when
    the rest for the maker would be negative.
    """
    total = minor(price) * quantity
    amounts = dict.fromkeys(PartKind, 0)
    for fee in fees:
        amounts[FEE_PARTS[fee.kind]] += fee.amount
    amounts[PartKind.PACKING] = packing
    amounts[PartKind.TRANSPORT] = transport
    amounts[PartKind.TAX] = tax + sum(fee.tax for fee in fees)
    left = total - sum(amounts.values())
    if left < 0 or min(amounts.values()) < 0:
        raise PriceTooSmallError(f"{total} minor units leave the maker {left}")
    # Her statement is about the price in general; it never takes more than what this sale leaves her.
    amounts[PartKind.MATERIALS] = min(left, percent_of(total, material_percent or Decimal(0)))
    amounts[PartKind.MAKER_WORK] = left - amounts[PartKind.MATERIALS]
    parties = {FEE_PARTS[fee.kind]: fee.beneficiary for fee in fees}
    shares = [Share(kind, amount, parties.get(kind)) for kind, amount in amounts.items()]
    return Breakdown(total, str(price.currency.code), _parts(shares))


def divided(shares: Iterable[Share], currency: str) -> Breakdown:
    """Return the breakdown of what is in a cart or was sold, the shares of one receiver added.

    All are known, nothing is estimated. Raises ``PriceTooSmallError`` for a receiver who would have to give.
    """
    sums: dict[tuple[PartKind, int | None], int] = {}
    for share in shares:
        sums[share.kind, share.party] = sums.get((share.kind, share.party), 0) + share.amount
    if min(sums.values(), default=0) < 0:
        raise PriceTooSmallError(f"a share is negative: {sums}")
    order = list(PartKind)
    added = sorted(
        (Share(kind, amount, party) for (kind, party), amount in sums.items()),
        key=lambda share: order.index(share.kind),
    )
    return Breakdown(sum(sums.values()), currency, _parts(added))


def _parts(shares: Sequence[Share]) -> tuple[Part, ...]:
    """Give each share that is not empty its receiver and a whole percent."""
    filled = [share for share in shares if share.amount]
    percents = allocate(100, [share.amount for share in filled]) if filled else []
    has_guess = any(share.kind is PartKind.MATERIALS for share in filled)
    guessed = {PartKind.MAKER_WORK, PartKind.MATERIALS} if has_guess else set()
    return tuple(
        Part(one.kind, RECEIVERS[one.kind], one.amount, percent, one.kind in guessed, one.party)
        for one, percent in zip(filled, percents, strict=True)
    )
