"""Which offers of a market cost between two amounts, without asking for each."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from decimal import Decimal

from pyroaring import BitMap

THOUSANDTHS = 1000
"""Amounts are kept in thousandths of a unit: the finest that any currency of ISO 4217 in use has."""


class PriceIndex:
    """Products in the order of their lowest price, two flat arrays; and what has changed since, apart."""

    def __init__(self, prices: Iterable[tuple[int, int]]) -> None:
        ordered = sorted((amount, product) for product, amount in prices)
        self._amounts = array("q", (amount for amount, _product in ordered))
        self._products = array("I", (product for _amount, product in ordered))
        self._stale = BitMap()
        self._newer: dict[int, int] = {}

    def between(self, lowest: Decimal | None, highest: Decimal | None) -> BitMap:
        """Return the products that cost at least ``lowest`` and at most ``highest``; None: no limit."""
        low = None if lowest is None else thousandths(lowest)
        high = None if highest is None else thousandths(highest)
        first = 0 if low is None else bisect_left(self._amounts, low)
        last = len(self._amounts) if high is None else bisect_right(self._amounts, high)
        found = BitMap(self._products[first:last]) - self._stale
        found |= BitMap(
            product
            for product, amount in self._newer.items()
            if (low is None or amount >= low) and (high is None or amount <= high)
        )
        return found

    def changed(self, products: BitMap, prices: Mapping[int, int]) -> "PriceIndex":
        """Return an index in which these products cost this, or nothing any more."""
        newer = {product: amount for product, amount in self._newer.items() if product not in products}
        one = PriceIndex(())
        one._amounts, one._products = self._amounts, self._products
        one._stale, one._newer = self._stale | products, newer | dict(prices)
        return one


def thousandths(amount: Decimal) -> int:
    """Return an amount of major units in thousandths."""
    return int(amount * THOUSANDTHS)
