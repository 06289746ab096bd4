"""What every action on a custody begins with: its lock, who holds the cash, an amount that fits it."""

from moneyed import Money

from shop.domain.cash import HELD_ON, AmountError
from shop.domain.money import minor
from shop.domain.postings import Account
from shop.domain.states import CashStatus, IllegalMoveError, may_move
from shop.models import CashCustody, Order


def lock_custody(custody: CashCustody) -> CashCustody:
    """Lock the order first, as every action on it does, then read the custody as it is now."""
    order = Order.objects.locked().get(pk=custody.order_id)
    found: CashCustody = CashCustody.objects.select_related("part").get(pk=custody.pk)
    found.order = order
    return found


def giver_of(custody: CashCustody, new: CashStatus) -> tuple[Account, int | None]:
    """Return the account of who holds it. Raises ``IllegalMoveError`` when nobody does or may not."""
    old = CashStatus(custody.status)
    if old not in HELD_ON or not may_move(old, new):
        raise IllegalMoveError(old, new)
    return HELD_ON[old], custody.holder_id


def minor_of(money: Money, currency: str) -> int:
    if money.currency.code != currency or money.amount < 0:
        raise AmountError("an amount of this parcel is above zero and in its currency")
    return minor(money)
