"""An order of a trade buyer is begun once a part of it is paid, and sent once all of it is.

The least advance is that of the fair-trade principle for handicrafts: half of the order, without interest.
Amounts are minor units of the order's currency.
"""

from datetime import datetime, timedelta
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum

LEAST_PERCENT = 50
LEAST_TIME = timedelta(hours=1)


class AdvanceTooSmallError(ValueError):
    """Less than ``LEAST_PERCENT`` of the total, or more than all of it."""


class Came(StrEnum):
    """What the money that has come in so far is enough for."""

    TOO_LITTLE = "too_little"
    ADVANCE = "advance"
    """The makers begin; the balance is still to come."""
    WHOLE = "whole"
    TOO_MUCH = "too_much"


def advance_of(total: int, percent: int) -> int:
    """Return the advance, rounded up, so that it never falls below its percent.

    Raises ``AdvanceTooSmallError`` for a percent outside ``LEAST_PERCENT`` to 100.
    """
    if not LEAST_PERCENT <= percent <= 100:
        raise AdvanceTooSmallError(f"{percent} % is not between {LEAST_PERCENT} and 100")
    return int((Decimal(total) * percent / 100).to_integral_value(rounding=ROUND_CEILING))


def check_advance(advance: int, total: int) -> None:
    """Raise ``AdvanceTooSmallError`` for less than half of the total, or for more than all of it."""
    if advance * 100 < total * LEAST_PERCENT or advance > total:
        raise AdvanceTooSmallError(f"{advance} of {total}")


def what_came(paid: int, owed: int, *, advance: int | None = None) -> Came:
    """Say what ``paid`` is enough for, of what is ``owed`` in all.

    ``advance`` is what places the order, None for one that is paid at once, or that has been placed.
    """
    if paid > owed:
        return Came.TOO_MUCH
    if paid == owed:
        return Came.WHOLE
    return Came.ADVANCE if advance is not None and paid >= advance else Came.TOO_LITTLE


def pay_until_anew(accepted: datetime, now: datetime, time: timedelta) -> datetime:
    """Return until when an advance is waited for that is paid in another way, which takes ``time``.

    Who changes again and again gains nothing by it: the time counts from the acceptance, but an hour is left
    to pay, or ``time`` where that is less.
    """
    return max(accepted + time, now + min(time, LEAST_TIME))
