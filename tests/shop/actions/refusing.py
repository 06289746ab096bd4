"""Pressing \"place order\" in vain: what is refused writes nothing at all."""

import pytest

from shop.domain.errors import RefusedError
from shop.models import (
    Cart,
    Order,
    Payment,
    Stock,
)
from shop.testing.buying import press


def refused(cart, method="cash", **changed):
    """Press and be refused: nothing at all may have been written."""
    held = Stock.objects.values_list("pk", "allocated").order_by("pk")
    before = list(held)
    with pytest.raises(RefusedError) as raised:
        press(cart, method, **changed)
    assert not Order.objects.exists()
    assert not Payment.objects.exists()
    assert list(held) == before
    assert Cart.objects.get(pk=cart.pk).closed_at is None
    return raised.value


def refused_code(cart):
    with pytest.raises(RefusedError) as raised:
        press(cart)
    return raised.value.code
