"""What may be changed of an order after it was placed, by whom, until when. Plain rules, no rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from shop.domain.states import PartStatus


class ChangeKind(StrEnum):
    """What is asked for. A return, an exchange and a complaint are three things, and so is a withdrawal."""

    CANCEL_LINE = "cancel_line"
    CANCEL_PART = "cancel_part"
    CANCEL_ORDER = "cancel_order"
    RETURN = "return"
    EXCHANGE = "exchange"
    COMPLAINT = "complaint"
    WITHDRAWAL = "withdrawal"
    GOODWILL = "goodwill"
    """Money given back without any goods: part of a price, a delivery, a fee."""
    ADDRESS = "address"
    CONTACT = "contact"


# The goods come back before the money does.
WITH_GOODS_BACK = frozenset({ChangeKind.RETURN, ChangeKind.EXCHANGE, ChangeKind.WITHDRAWAL})
# The pieces stay part of the order: they are kept, or others take their place.
PIECES_STAY = frozenset({ChangeKind.EXCHANGE, ChangeKind.COMPLAINT, ChangeKind.GOODWILL})
# A person looks at what the buyer asks for; the others are done when she confirms them.
LOOKED_AT = frozenset({ChangeKind.RETURN, ChangeKind.EXCHANGE, ChangeKind.COMPLAINT, ChangeKind.WITHDRAWAL})
# Her parcel has not left, so that it need not leave.
BEFORE_SHIPPING = frozenset(
    {PartStatus.WAITING, PartStatus.PLACED, PartStatus.ACCEPTED, PartStatus.MAKING, PartStatus.PACKED}
)
# Nobody has begun to work for her: she cancels by herself.
BEFORE_ACCEPTANCE = frozenset({PartStatus.WAITING, PartStatus.PLACED})
DROPPED = frozenset({PartStatus.DECLINED, PartStatus.CANCELLED})
SENT = frozenset({PartStatus.SHIPPED, PartStatus.DELIVERED})


class Excepted(StrEnum):
    """Why the right of withdrawal does not hold for a line."""

    MADE_TO_ORDER = "made_to_order"
    PERISHABLE = "perishable"
    DATED_SERVICE = "dated_service"


@dataclass(frozen=True)
class LineTerms:
    """What the right of withdrawal asks about a line as it was sold."""

    is_made_to_order: bool = False
    is_perishable: bool = False
    is_dated_service: bool = False


def exception_of(line: LineTerms) -> Excepted | None:
    """Say why a line is excepted from the right of withdrawal, None where it is not."""
    if line.is_made_to_order:
        return Excepted.MADE_TO_ORDER
    if line.is_perishable:
        return Excepted.PERISHABLE
    return Excepted.DATED_SERVICE if line.is_dated_service else None


def last_day_to_withdraw(delivered: Iterable[date | None], days: int) -> date | None:
    """Return the last day on which the buyer may withdraw, None while something has not arrived.

    ``delivered`` has the day on which each live part arrived. The clock starts with the last of them; the
    day itself does not count, and the last one counts whole.
    """
    known = list(delivered)
    arrived = [day for day in known if day is not None]
    if not arrived or len(arrived) < len(known):
        return None
    return max(arrived) + timedelta(days=days)


def is_in_time(today: date, last_day: date | None) -> bool:
    """Say whether ``today`` is not after the last day; before the goods have arrived it never is."""
    return last_day is None or today <= last_day
