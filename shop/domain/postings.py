"""From a business event to its balanced postings. An unbalanced entry cannot be built.

Amounts are minor units; a debit is positive, a credit negative. Every entry adds up to zero in each of
its currencies. A correction is never an edit: ``reversal`` builds the exact opposite entry.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from shop.domain.fees import FeeKind


class Account(StrEnum):
    """The accounts. Those of makers, associations and suppliers also name whose: ``Posting.party``."""

    BUYER_CLEARING = "buyer_clearing"
    GATEWAY_CLEARING = "gateway_clearing"
    BANK = "bank"
    CASH_WITH_CARRIER = "cash_with_carrier"
    CASH_WITH_PRODUCER = "cash_with_producer"
    CASH_WITH_AGENT = "cash_with_agent"
    SALES_NOT_EARNED = "sales_not_earned"
    PRODUCER_PAYABLE = "producer_payable"
    ASSOCIATION = "association"
    MATERIALS = "materials"
    SOLIDARITY_FUND = "solidarity_fund"
    PLATFORM_INCOME = "platform_income"
    CARD_FEES = "card_fees"
    TAX_PAYABLE = "tax_payable"
    TAX_ON_FEES = "tax_on_fees"
    DELIVERY_PAYABLE = "delivery_payable"
    DUTIES_PAYABLE = "duties_payable"
    ROUNDING = "rounding"
    REFUNDS_DUE = "refunds_due"
    REFUNDS_SENT = "refunds_sent"
    PAYOUTS_SENT = "payouts_sent"
    DISPUTES = "disputes"
    EXCHANGE_DIFFERENCE = "exchange_difference"
    CASH_DIFFERENCES = "cash_differences"
    CARRIER_FEES = "carrier_fees"
    RETURN_COSTS = "return_costs"
    BANK_FEES = "bank_fees"
    DISPUTES_LOST = "disputes_lost"
    GOODWILL = "goodwill"


FEE_ACCOUNTS = {
    FeeKind.PLATFORM: Account.PLATFORM_INCOME,
    FeeKind.SOLIDARITY_FUND: Account.SOLIDARITY_FUND,
    FeeKind.ASSOCIATION: Account.ASSOCIATION,
    FeeKind.CARD_FEE: Account.CARD_FEES,
    FeeKind.MATERIALS: Account.MATERIALS,
}
# Where money is that has come in: at the gateway, in the bank, or as cash in somebody's hands.
CASH_HELD = frozenset({Account.CASH_WITH_CARRIER, Account.CASH_WITH_PRODUCER, Account.CASH_WITH_AGENT})
MONEY_IN = CASH_HELD | {Account.GATEWAY_CLEARING, Account.BANK}
# The entries that say what has come in from a buyer and stayed; where the money goes then is another matter.
PAYMENT_KINDS = frozenset(
    {
        "order.paid",
        "order.paid_in_vain",
        "order.refunded",
        "refund.succeeded",
        "refund.reopened",
        "dispute.opened",
        "dispute.won",
    }
)
# What is paid out to somebody in the end: maker, association, supplier, fund, carrier, state.
PAYABLE = frozenset(
    {
        Account.PRODUCER_PAYABLE,
        Account.ASSOCIATION,
        Account.MATERIALS,
        Account.SOLIDARITY_FUND,
        Account.DELIVERY_PAYABLE,
        Account.DUTIES_PAYABLE,
        Account.TAX_PAYABLE,
        Account.TAX_ON_FEES,
    }
)


class UnbalancedError(ValueError):
    """The postings of an entry do not add up to zero in a currency."""


@dataclass(frozen=True, order=True)
class Posting:
    """One side of an entry. ``party`` is the organisation whose account it is, if it is somebody's."""

    account: Account
    amount: int
    currency: str
    party: int | None = None


@dataclass(frozen=True)
class Entry:
    """A balanced set of postings. Raises ``UnbalancedError`` when built from anything else."""

    kind: str
    postings: tuple[Posting, ...]

    def __post_init__(self) -> None:
        sums: defaultdict[str, int] = defaultdict(int)
        for posting in self.postings:
            sums[posting.currency] += posting.amount
        off = {currency: amount for currency, amount in sums.items() if amount}
        if off:
            raise UnbalancedError(f"{self.kind} is off by {off} minor units")


@dataclass(frozen=True)
class FeePosted:
    """One frozen fee: its amount, the tax on top of it, and the organisation that gets it, if one does."""

    kind: FeeKind
    amount: int
    tax: int = 0
    party: int | None = None


@dataclass(frozen=True)
class PartPosted:
    """The money of one producer's part.

    ``maker`` is hers, ``tax`` the one within the price of her goods. A ``discount`` (positive) is given by
    the platform, never by the maker.
    """

    producer: int
    maker: int
    fees: tuple[FeePosted, ...] = ()
    tax: int = 0
    delivery: int = 0
    delivery_party: int | None = None
    duties: int = 0
    discount: int = 0


@dataclass(frozen=True)
class OrderPosted:
    """The money of an order: what the buyer owes, and whose it is. ``rounding`` is what nobody owns."""

    currency: str
    buyer_total: int
    parts: tuple[PartPosted, ...]
    rounding: int = 0


def make_entry(kind: str, postings: Iterable[Posting]) -> Entry:
    """Build an entry: postings of one account merged, empty ones dropped. Raises ``UnbalancedError``."""
    sums: dict[tuple[Account, str, int | None], int] = {}
    for posting in postings:
        key = (posting.account, posting.currency, posting.party)
        sums[key] = sums.get(key, 0) + posting.amount
    merged = [
        Posting(account, amount, currency, party)
        for (account, currency, party), amount in sums.items()
        if amount
    ]
    return Entry(kind, tuple(merged))


def opposite(postings: Iterable[Posting]) -> tuple[Posting, ...]:
    """Return the same sides with debit and credit exchanged."""
    return tuple(Posting(each.account, -each.amount, each.currency, each.party) for each in postings)


def amount_of(amount: int) -> int:
    """Return an amount that a rule was given. Raises ``ValueError`` unless it is above zero."""
    if amount <= 0:
        raise ValueError(f"{amount} minor units are nothing to book")
    return amount


def money_place(account: Account) -> Account:
    """Return an account where money is kept. Raises ``ValueError`` for any other."""
    if account not in MONEY_IN:
        raise ValueError(f"money is not kept on {account}")
    return account


def post_placed(order: OrderPosted) -> Entry:
    """Book a placed order: the buyer owes all of it, each receiver is owed her part, nothing is earned yet.

    Raises ``UnbalancedError`` when the parts do not add up to what the buyer was shown.
    """
    owed = [posting for part in order.parts for posting in _owed(part, order.currency)]
    return make_entry(
        "order.placed",
        [
            Posting(Account.BUYER_CLEARING, order.buyer_total, order.currency),
            Posting(Account.ROUNDING, -order.rounding, order.currency),
            *owed,
        ],
    )


def post_paid(amount: int, currency: str, into: Account, party: int | None = None) -> Entry:
    """Book money that came in: at the gateway or bank, or as cash with a carrier or a producer."""
    if into not in MONEY_IN:
        raise ValueError(f"money does not come in on {into}")
    return make_entry(
        "order.paid",
        [Posting(into, amount, currency, party), Posting(Account.BUYER_CLEARING, -amount, currency)],
    )


def post_cancelled(order: OrderPosted, *, paid: int = 0) -> Entry:
    """Book the end of an order, or of the one part given: undo the sale, owe back what was ``paid``.

    Raises ``ValueError`` when more was paid than the sale was worth: that is for a human to look at.
    """
    if not 0 <= paid <= order.buyer_total:
        raise ValueError("what was paid does not fit what is cancelled")
    back = [
        Posting(Account.BUYER_CLEARING, paid, order.currency),
        Posting(Account.REFUNDS_DUE, -paid, order.currency),
    ]
    return make_entry("order.cancelled", [*opposite(post_placed(order).postings), *back])


def post_paid_in_vain(
    amount: int, currency: str, into: Account = Account.GATEWAY_CLEARING, party: int | None = None
) -> Entry:
    """Book money that came in for nothing that is owed: it is due back to whoever sent it."""
    return make_entry(
        "order.paid_in_vain",
        [
            Posting(money_place(into), amount_of(amount), currency, party),
            Posting(Account.REFUNDS_DUE, -amount, currency),
        ],
    )


def post_owed_back(amount: int, currency: str) -> Entry:
    """Book as due back what a buyer has paid beyond what is sold to her."""
    return make_entry(
        "order.owed_back",
        [
            Posting(Account.BUYER_CLEARING, amount_of(amount), currency),
            Posting(Account.REFUNDS_DUE, -amount, currency),
        ],
    )


def post_changed(before: OrderPosted, after: OrderPosted) -> Entry:
    """Book a change of what is sold: a line cancelled, a discount given, a delivery made cheaper.

    The entry is the new sale less the old one. What the buyer has then paid too much is for
    ``post_owed_back``. Raises ``ValueError`` for two currencies.
    """
    if before.currency != after.currency:
        raise ValueError("a sale does not change its currency")
    sides = [*opposite(post_placed(before).postings), *post_placed(after).postings]
    return make_entry("order.changed", sides)


def post_earned(producer: int, amount: int, currency: str, *, delivery: int = 0) -> Entry:
    """Book a delivered sale: what was hers in waiting is now payable to her.

    ``delivery`` is what the buyer paid for sending, when she pays the carrier herself.
    """
    return make_entry("part.earned", _earned(producer, amount, currency, delivery))


def post_unearned(producer: int, amount: int, currency: str, *, delivery: int = 0) -> Entry:
    """Book goods that came back: what was payable to her waits again, to be undone as the sale is.

    If she was paid already, she owes it, and the next payout is smaller by it.
    """
    return make_entry("part.unearned", opposite(_earned(producer, amount, currency, delivery)))


def _earned(producer: int, amount: int, currency: str, delivery: int) -> list[Posting]:
    return [
        Posting(Account.SALES_NOT_EARNED, amount, currency, producer),
        Posting(Account.DELIVERY_PAYABLE, delivery, currency, producer),
        Posting(Account.PRODUCER_PAYABLE, -amount - delivery, currency, producer),
    ]


def reversal(entry: Entry) -> Entry:
    """Build the exact opposite of an entry; the kind says what it undoes."""
    return Entry(f"{entry.kind}.reversed", opposite(entry.postings))


def balances(entries: Iterable[Entry]) -> dict[tuple[Account, int | None, str], int]:
    """Add postings up to balances by account, party and currency, leaving out what is zero."""
    sums: defaultdict[tuple[Account, int | None, str], int] = defaultdict(int)
    for entry in entries:
        for posting in entry.postings:
            sums[posting.account, posting.party, posting.currency] += posting.amount
    return {key: amount for key, amount in sums.items() if amount}


def _owed(part: PartPosted, currency: str) -> list[Posting]:
    """Credit everyone who gets something of a part."""
    fees = [Posting(FEE_ACCOUNTS[fee.kind], -fee.amount, currency, fee.party) for fee in part.fees]
    return [
        Posting(Account.SALES_NOT_EARNED, -part.maker, currency, part.producer),
        *fees,
        Posting(Account.TAX_ON_FEES, -sum(fee.tax for fee in part.fees), currency),
        Posting(Account.TAX_PAYABLE, -part.tax, currency, part.producer),
        Posting(Account.DELIVERY_PAYABLE, -part.delivery, currency, part.delivery_party),
        Posting(Account.DUTIES_PAYABLE, -part.duties, currency),
        Posting(Account.PLATFORM_INCOME, part.discount, currency),
    ]
