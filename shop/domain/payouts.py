"""Paying makers: where to, when it is too little, what may be held back, and why a payout is refused.

Amounts are minor units. What is owed is never set off here against anything but the maker's own sales:
there is no rule by which a payout could serve a loan or go to a lender, and none may be added.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from shop.domain.contact import read_line, read_name, read_phone
from shop.domain.entries import Entry, Refusal
from shop.domain.rib import read_iban, read_rib

DIRHAM = "MAD"
LINE_LIMIT = 120
_AT_STRIPE = re.compile(r"acct_[A-Za-z0-9]{8,29}")


class Kind(StrEnum):
    """How somebody is paid."""

    BANK = "bank"
    MOBILE = "mobile"
    AGENCY = "agency"
    """Cash at a transfer agency, on showing who she is."""
    AGENT = "agent"
    """Cash from the hand of an agent whom she lets receive it."""
    STRIPE = "stripe"
    """Her own account at Stripe, connected to the shop's."""


class PayoutWhy(StrEnum):
    """Why the shop says no. Facts that come with it stand behind the colon."""

    NOTHING_TO_PAY = "nothing_to_pay"
    NOT_BY_A_PERSON = "not_by_a_person"
    OWN_PROPOSAL = "own_proposal"
    DESTINATION_CHANGED = "destination_changed"
    """``references``"""
    DESTINATION_UNREADABLE = "destination_unreadable"
    """``references``"""
    HOLD_SINCE = "hold_since"
    """A hold was set after the proposal: ``references``"""
    METHOD_NOT_OFFERED = "method_not_offered"
    BATCH_MOVED_ON = "batch_moved_on"
    REASON_NEEDED = "reason_needed"
    PROOF_NEEDED = "proof_needed"
    NO_GRANT = "no_grant"
    """The agent's association has no live grant to receive money for her."""
    OWN_ENTRY = "own_entry"
    """Whoever entered a destination does not confirm it."""
    LENDER = "lender"
    """Money of makers never goes to an association: it lends to them."""
    HER_AGENT = "her_agent"
    """Who acts for makers in an association does not confirm where they are paid."""
    SAME_DESTINATION = "same_destination"
    HOLD_TOO_HIGH = "hold_too_high"
    """``most``, ``currency``"""
    HOLD_TOO_LONG = "hold_too_long"
    """``days``"""
    HOLD_IN_THE_PAST = "hold_in_the_past"
    HOLD_IS_OVER = "hold_is_over"
    NOT_A_GROUP = "not_a_group"
    """Only what a group was paid is divided among members."""
    SHARES_DIFFER = "shares_differ"
    """The shares are not the payout: ``left``, ``currency``"""
    SAID_BY_SERVICE = "said_by_service"
    """A payment service sends it, and says itself what became of it."""
    SHARES_ARE_HEARD = "shares_are_heard"
    """A member has confirmed her share: the list stays as it is."""


class PayoutRefusedError(Exception):
    """The shop says no and changes nothing. ``code`` is stable, ``facts`` are values for the sentence."""

    def __init__(self, code: PayoutWhy, **facts: object) -> None:
        super().__init__(f"{code.value} {facts}" if facts else code.value)
        self.code = code
        self.facts = facts


class Skip(StrEnum):
    """Why a maker to whom something is owed is not in a batch."""

    OWES = "owes"
    """What came back is more than what she has sold since; it is netted next time."""
    HELD = "held"
    BELOW_MINIMUM = "below_minimum"
    NO_DESTINATION = "no_destination"
    """She has told no account in this currency."""
    UNREADABLE = "unreadable"
    OTHER_METHOD = "other_method"
    NO_GRANT = "no_grant"


@dataclass(frozen=True)
class Details:
    """Where somebody is paid, as it is kept. What a kind does not need is empty."""

    kind: Kind
    currency: str
    holder: str = ""
    account: str = ""
    phone: str = ""
    agency: str = ""
    agent: int | None = None


def read_details(typed: Details) -> tuple[Details, Mapping[str, Refusal]]:
    """Return details cleaned, and what is refused by field; nothing is kept of a kind's unneeded fields."""
    entries = {name: _ENTRIES[name](typed) for name in NEEDED[typed.kind] if name != "agent"}
    refused = {name: entry.error for name, entry in entries.items() if entry.error}
    if typed.kind not in ABROAD and typed.currency != DIRHAM:
        refused["currency"] = Refusal.MISMATCH
    if typed.kind is Kind.AGENT and typed.agent is None:
        refused["agent"] = Refusal.REQUIRED
    agent = typed.agent if typed.kind is Kind.AGENT else None
    kept = {name: entry.value for name, entry in entries.items() if not entry.error}
    return Details(typed.kind, typed.currency, agent=agent, **kept), refused


NEEDED: Mapping[Kind, tuple[str, ...]] = {
    Kind.BANK: ("holder", "account"),
    Kind.MOBILE: ("holder", "phone"),
    Kind.AGENCY: ("holder", "phone", "agency"),
    Kind.AGENT: ("holder", "agent"),
    Kind.STRIPE: ("holder", "account"),
}
ABROAD = frozenset({Kind.BANK, Kind.STRIPE})  # all others pay dirhams alone


def _account(typed: Details) -> Entry:
    """A RIB for dirhams; for other currencies an IBAN, which may be Moroccan too; or an account's name."""
    if not typed.account.strip():
        return Entry(error=Refusal.REQUIRED)
    if typed.kind is Kind.STRIPE:
        plain = typed.account.strip()
        return Entry(plain) if _AT_STRIPE.fullmatch(plain) else Entry(error=Refusal.MALFORMED)
    read = read_rib if typed.currency == DIRHAM else read_iban
    found = read(typed.account)
    return Entry(found) if found else Entry(error=Refusal.MALFORMED)


def _holder(typed: Details) -> Entry:
    """Banks write names in Latin letters."""
    entry = read_name(typed.holder, LINE_LIMIT)
    if entry and typed.kind is Kind.BANK and not any("A" <= sign.upper() <= "Z" for sign in entry.value):
        return Entry(error=Refusal.MALFORMED)
    return entry


def _agency(typed: Details) -> Entry:
    entry = read_line(typed.agency, LINE_LIMIT)
    return entry if entry or entry.error else Entry(error=Refusal.REQUIRED)


_ENTRIES = {
    "holder": _holder,
    "account": _account,
    "phone": lambda typed: read_phone(typed.phone),
    "agency": _agency,
}


@dataclass(frozen=True)
class Hold:
    """A hold that counts: how much it wants, and how much it keeps back already (``kept``)."""

    pk: int
    wanted: int
    kept: int = 0


def hold_ceiling(owed: int, percent: int) -> int:
    """Return the most that all holds together may keep of what a maker is owed, rounded down."""
    return max(owed, 0) * percent // 100


def hold_changes(owed: int, holds: Sequence[Hold], percent: int) -> dict[int, int]:
    """Return what each hold adds to (released) or takes from (kept back) the next payout; zeros left out.

    ``owed`` counts what is kept back already. Older holds come first; together they stay under the ceiling,
    whatever they were set to. One that has ended wants nothing, so that all it kept is released.
    """
    left, changes = hold_ceiling(owed, percent), {}
    for hold in sorted(holds, key=lambda each: each.pk):
        keeps = min(hold.wanted, left)
        left -= keeps
        if hold.kept != keeps:
            changes[hold.pk] = hold.kept - keeps
    return changes


def skip_of(owed: int, to_pay: int, minimum: int) -> Skip | None:
    """Say why an amount is not paid out now, None when it is. ``owed`` is before, ``to_pay`` after holds."""
    if owed < 0:
        return Skip.OWES
    if to_pay <= 0:
        return Skip.HELD
    return Skip.BELOW_MINIMUM if to_pay < minimum else None


def pays_a_lender(details: Details, *, is_association: bool, their_phones: Collection[str]) -> bool:
    """Say whether money would go to an association, by whose account it is or by whose phone it is sent to.

    Cash from the hand of an agent is not that: it is a way to the maker, proved by what she signs.
    """
    return is_association or bool(details.phone and details.phone in their_phones)


def comes_in_force(entered: datetime, *, is_first: bool, wait: timedelta) -> datetime:
    """Return when a destination may be used: the first one at once, a changed one after the wait."""
    return entered if is_first else entered + wait


def hold_fault(amount: int, *, most: int, until: date, today: date, longest: int) -> PayoutWhy | None:
    """Say why a hold may not be set, None when it may. ``longest`` is in days."""
    if until < today:
        return PayoutWhy.HOLD_IN_THE_PAST
    if until > today + timedelta(days=longest):
        return PayoutWhy.HOLD_TOO_LONG
    return PayoutWhy.HOLD_TOO_HIGH if not 0 < amount <= most else None


def check_shares(paid: int, shares: Sequence[int], currency: str) -> None:
    """Raise ``PayoutRefusedError`` ``SHARES_DIFFER`` unless the members' shares are the whole of a payout."""
    left = paid - sum(shares)
    if left or not shares or min(shares) <= 0:
        raise PayoutRefusedError(PayoutWhy.SHARES_DIFFER, left=left, currency=currency)
