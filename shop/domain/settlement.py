"""What a change does to everyone's money, from what was frozen when it was sold. Nothing is priced again.

A sale is a set of *items* (a line, the delivery of a part, its duties), each divided into *shares*: one per
receiver. A change takes amounts back from items; each is divided by largest remainder among what is *left* of
the item's shares, so that several changes together never take more than there was, and the last takes all.
Amounts are minor units of the order's currency, unless a field says otherwise.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from shop.domain.money import allocate
from shop.domain.postings import Account, Entry, Posting, make_entry


class Role(StrEnum):
    """Whose share it is. ``maker_fixed`` is the maker's share in her own currency, when it is another."""

    MAKER = "maker"
    MAKER_FIXED = "maker_fixed"
    PLATFORM = "platform"
    SOLIDARITY_FUND = "solidarity_fund"
    ASSOCIATION = "association"
    CARD_FEE = "card_fee"
    MATERIALS = "materials"
    TAX = "tax"
    DELIVERY = "delivery"
    DUTIES = "duties"
    DISCOUNT = "discount"
    GOODWILL = "goodwill"


FEES = frozenset({Role.PLATFORM, Role.SOLIDARITY_FUND, Role.ASSOCIATION, Role.CARD_FEE})
GIVEN = frozenset({Role.DISCOUNT})
"""Shares that the platform has paid in: they count against the others."""
EARNED_WITH_IT = frozenset({Role.MAKER, Role.MAKER_FIXED, Role.DELIVERY})
"""Shares that become the maker's own when the goods have arrived."""
HERS = frozenset({Role.MAKER, Role.DELIVERY})
"""Shares that may be fixed in the maker's own currency: that of a line, and what she gets for sending."""
ACCOUNTS: Mapping[Role, Account] = {
    Role.MAKER: Account.SALES_NOT_EARNED,
    Role.MAKER_FIXED: Account.SALES_NOT_EARNED,
    Role.PLATFORM: Account.PLATFORM_INCOME,
    Role.SOLIDARITY_FUND: Account.SOLIDARITY_FUND,
    Role.ASSOCIATION: Account.ASSOCIATION,
    Role.CARD_FEE: Account.CARD_FEES,
    Role.MATERIALS: Account.MATERIALS,
    Role.TAX: Account.TAX_PAYABLE,
    Role.DELIVERY: Account.DELIVERY_PAYABLE,
    Role.DUTIES: Account.DUTIES_PAYABLE,
    Role.DISCOUNT: Account.PLATFORM_INCOME,
    Role.GOODWILL: Account.GOODWILL,
}


class AboveRemainderError(ValueError):
    """More is taken from an item than is left of it. ``left`` is what is."""

    def __init__(self, item: "ItemKey", left: int) -> None:
        super().__init__(f"{item} has {left} minor units left")
        self.item, self.left = item, left


@dataclass(frozen=True, order=True)
class ItemKey:
    """One thing that was sold: ``kind`` is ``line``, ``delivery``, ``duties`` or ``order`` (goodwill)."""

    kind: str
    part: int = 0
    line: int = 0


@dataclass(frozen=True)
class Share:
    """What is left of one receiver's share of an item; ``party`` is the organisation whose account it is."""

    role: Role
    party: int | None
    amount: int


@dataclass(frozen=True)
class Item:
    """One thing that was sold, with what is left of it. ``producer`` made it; ``is_earned``: it has arrived.

    ``fixed`` is what is left of the maker's share in her own currency ``fixed_in``, when it is another; for a
    delivery, of what she gets for sending.
    """

    key: ItemKey
    producer: int
    shares: tuple[Share, ...]
    is_earned: bool = False
    fixed: int = 0
    fixed_in: str = ""

    @property
    def left(self) -> int:
        """What the buyer can still get back for it."""
        return sum(_signed(share) for share in self.shares)


@dataclass(frozen=True)
class Take:
    """An amount to be taken back from an item; from one receiver's share alone where ``role`` is given."""

    item: ItemKey
    amount: int
    role: Role | None = None


@dataclass(frozen=True, order=True)
class Taken:
    """What one receiver gives back (a discount: gets back), in ``currency``, out of ``account``."""

    item: ItemKey
    role: Role
    party: int | None
    amount: int
    currency: str
    account: Account


@dataclass(frozen=True)
class Settlement:
    """The whole effect. ``refund`` becomes due in money; ``owed_less`` the buyer need not pay any more."""

    currency: str
    taken: tuple[Taken, ...]
    refund: int
    owed_less: int

    @property
    def total(self) -> int:
        """What the buyer gets, in money or by owing less."""
        return self.refund + self.owed_less

    @property
    def is_empty(self) -> bool:
        """Say whether no money moves."""
        return not self.taken and not self.refund


def settle(items: Iterable[Item], takes: Sequence[Take], *, currency: str, open_amount: int) -> Settlement:
    """Divide what is taken back among those who had received it.

    ``open_amount`` is what the buyer still owes for the order, negative when she has paid beyond it (which
    is no part of the effect). Raises
    ``AboveRemainderError``, ``KeyError`` for an item that was not sold, ``ValueError`` for a negative amount.
    """
    left = {item.key: item for item in items}
    taken: list[Taken] = []
    for take in takes:
        if take.item.kind == "order":
            account = ACCOUNTS[Role.GOODWILL]
            taken.append(Taken(take.item, Role.GOODWILL, None, _positive(take), currency, account))
            continue
        item = left[take.item]
        gone = _take(item, take, currency)
        left[item.key] = _less(item, gone)
        taken += gone
    total = sum(_weight(one) for one in taken if one.currency == currency)
    refund = min(total, max(0, total - open_amount))
    return Settlement(currency, _merged(taken), refund, total - refund)


def take_all(items: Iterable[Item]) -> list[Take]:
    """Return what takes everything that is left of these items."""
    return [Take(item.key, item.left) for item in items if any(share.amount for share in item.shares)]


def effects(settlement: Settlement) -> dict[tuple[Role, int | None], int]:
    """Return what each receiver gives up, by role and party, in the order's currency; zero is left out."""
    sums: defaultdict[tuple[Role, int | None], int] = defaultdict(int)
    for one in settlement.taken:
        if one.currency == settlement.currency and one.role is not Role.MAKER_FIXED:
            sums[one.role, one.party] += _weight(one)
    return {key: amount for key, amount in sums.items() if amount}


def post_settled(settlement: Settlement, kind: str = "order.changed") -> Entry:
    """Book a settlement: who had received gives back, the buyer owes less; what is beyond is due to her."""
    currency = settlement.currency
    sides = [side for one in settlement.taken for side in _sides(one, currency)]
    sides.append(Posting(Account.BUYER_CLEARING, -settlement.total, currency))
    back = (
        Posting(Account.BUYER_CLEARING, settlement.refund, currency),
        Posting(Account.REFUNDS_DUE, -settlement.refund, currency),
    )
    return make_entry(kind, [*sides, *back])


def _sides(one: Taken, currency: str) -> list[Posting]:
    """Debit whoever gives back. A maker's share that was changed goes back the way it came."""
    party = None if one.account is Account.EXCHANGE_DIFFERENCE else one.party
    sides = [Posting(one.account, _weight(one), one.currency, party)]
    if one.role is Role.MAKER_FIXED:
        sides.append(Posting(Account.EXCHANGE_DIFFERENCE, -one.amount, one.currency))
    return sides


def _take(item: Item, take: Take, currency: str) -> list[Taken]:
    shares = [share for share in item.shares if take.role in (None, share.role)]
    amount = _positive(take)
    room = sum(_signed(share) for share in shares)
    if amount > room:
        raise AboveRemainderError(item.key, max(room, 0))
    taken = [
        Taken(item.key, share.role, share.party, part, currency, _account(item, share.role))
        for share, part in zip(shares, _divide(amount, shares), strict=True)
        if part
    ]
    return taken + _fixed(item, taken)


def _account(item: Item, role: Role) -> Account:
    """Return where a share lies: a maker's with what she has earned, once it has arrived."""
    if role in HERS and item.fixed_in:
        return Account.EXCHANGE_DIFFERENCE
    if role in EARNED_WITH_IT and item.is_earned:
        return Account.PRODUCER_PAYABLE
    if role is Role.MAKER_FIXED and item.key.kind == "delivery":
        return Account.DELIVERY_PAYABLE
    return ACCOUNTS[role]


def _divide(amount: int, shares: Sequence[Share]) -> list[int]:
    """Divide by what is left; what was given comes back in the same proportion, on top."""
    given = sum(share.amount for share in shares if share.role in GIVEN)
    gross = sum(share.amount for share in shares if share.role not in GIVEN)
    back = allocate(given, [amount, gross - given - amount])[0] if gross > given else given
    parts = iter(allocate(amount + back, [one.amount for one in shares if one.role not in GIVEN]))
    gifts = iter(allocate(back, [one.amount for one in shares if one.role in GIVEN]))
    return [next(gifts) if share.role in GIVEN else next(parts) for share in shares]


def _fixed(item: Item, taken: Sequence[Taken]) -> list[Taken]:
    """Take the same part of the maker's amount in her own currency, all of it with the last."""
    own = sum(one.amount for one in taken if one.role in HERS)
    whole = sum(share.amount for share in item.shares if share.role in HERS)
    if not item.fixed_in or not own:
        return []
    amount = allocate(item.fixed, [own, whole - own])[0]
    account = _account(item, Role.MAKER_FIXED)
    return [Taken(item.key, Role.MAKER_FIXED, item.producer, amount, item.fixed_in, account)]


def _less(item: Item, taken: Sequence[Taken]) -> Item:
    gone = {(one.role, one.party): one.amount for one in taken}
    shares = tuple(
        replace(one, amount=one.amount - gone.get((one.role, one.party), 0)) for one in item.shares
    )
    return replace(item, shares=shares, fixed=item.fixed - gone.get((Role.MAKER_FIXED, item.producer), 0))


def _merged(taken: Iterable[Taken]) -> tuple[Taken, ...]:
    sums: dict[Taken, int] = {}
    for one in taken:
        key = replace(one, amount=0)
        sums[key] = sums.get(key, 0) + one.amount
    return tuple(replace(key, amount=amount) for key, amount in sums.items() if amount)


def _weight(one: Taken) -> int:
    """Return what it counts for the buyer: a discount that is given back counts against her."""
    return -one.amount if one.role in GIVEN else one.amount


def _signed(share: Share) -> int:
    return -share.amount if share.role in GIVEN else share.amount


def _positive(take: Take) -> int:
    if take.amount < 0:
        raise ValueError("nothing negative is taken back")
    return take.amount
