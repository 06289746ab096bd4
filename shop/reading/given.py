"""Services that are given to one known person, such as a stand: their orders have no cart to go back to."""

from datetime import datetime

from shop.domain.given import MARK, latest_in
from shop.models import Order


def is_given(order: Order) -> bool:
    """Say whether an order was written for one person, and not from what she had put into a cart."""
    return MARK in order.cart.checkout


def latest_of(order: Order) -> datetime | None:
    """Return until when it has to be paid, whatever way she takes; None where the way alone decides."""
    return latest_in(order.cart.checkout)
