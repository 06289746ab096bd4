"""Cash on delivery: whose hands it may be in, what is missing, and whom it is offered to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from shop.domain.postings import Account
from shop.domain.states import CashStatus


class AmountError(ValueError):
    """An amount does not fit the cash that it is about, or nobody is there to bear it."""


HANDS: Mapping[Account, CashStatus] = {
    Account.CASH_WITH_CARRIER: CashStatus.WITH_CARRIER,
    Account.CASH_WITH_PRODUCER: CashStatus.WITH_PRODUCER,
    Account.CASH_WITH_AGENT: CashStatus.WITH_AGENT,
}
HELD_ON: Mapping[CashStatus, Account] = {status: account for account, status in HANDS.items()}


@dataclass(frozen=True)
class Hands:
    """Whose hands cash is in: ``party`` is the producer or the association; a carrier has none."""

    account: Account
    party: int | None = None

    def __post_init__(self) -> None:
        if self.account not in HANDS:
            raise ValueError(f"{self.account} is nobody's hands")
        if (self.account is Account.CASH_WITH_CARRIER) != (self.party is None):
            raise ValueError("a producer or an agent is named, a carrier is not")


CARRIER = Hands(Account.CASH_WITH_CARRIER)


def to_collect(part: int, open_of_order: int, expected_elsewhere: int) -> int:
    """Return what is to be collected for one parcel, in minor units.

    Never more than the part is worth, nor than the buyer still owes beyond what others will collect.
    """
    return max(0, min(part, open_of_order - expected_elsewhere))


@dataclass(frozen=True)
class Arrived:
    """What arrived of cash that was held, in minor units: ``received``, and what the carrier kept."""

    held: int
    received: int
    fee: int = 0
    delivery: int = 0

    def __post_init__(self) -> None:
        if min(self.held, self.received, self.fee, self.delivery) < 0:
            raise AmountError("no amount of cash is negative")

    @property
    def kept(self) -> int:
        """What the carrier kept for its service and for carrying."""
        return self.fee + self.delivery

    @property
    def missing(self) -> int:
        """What is missing, or too much when negative."""
        return self.held - self.received - self.kept


class Called(StrEnum):
    """What came of a call."""

    YES = "yes"
    NO = "no"
    NO_ANSWER = "no_answer"
    LATER = "later"
    WRONG_NUMBER = "wrong_number"


# A call that nobody answered is tried again in the afternoon, then on other days.
TRY_AGAIN = (timedelta(hours=3), timedelta(hours=21), timedelta(days=1))


def next_call(outcome: Called, attempts: int) -> timedelta | None:
    """Return how long to wait before the next call, None when there is none. ``attempts`` counts this one."""
    if outcome in (Called.YES, Called.NO):
        return None
    if outcome is Called.WRONG_NUMBER:
        return timedelta()
    return TRY_AGAIN[min(attempts, len(TRY_AGAIN)) - 1]
