"""Which offers of a market cost between two amounts, without asking for each."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from decimal import Decimal

from pyroaring import BitMap

THOUSANDTHS = 1000
"""Amounts are kept in thousandths of a unit: the finest that any currency of ISO 4217 in use has."""


STEP = 2_048
"""So many products, one after the other in the order of prices, have a set of their own."""


class PriceIndex:
    """Products in the order of their lowest price, two flat arrays; and what has changed since, apart.

    A wide range is put together from sets of neighbours: adding 100,000 products one by one took longer than
    all the rest of a list.
    """

    def __init__(self, prices: Mapping[int, BitMap]) -> None:
        self._amounts, self._products = array("q"), array("I")
        for amount in sorted(prices):
            products = prices[amount]
            self._amounts.extend([amount] * len(products))
            self._products.extend(products)
        starts = range(0, len(self._products), STEP)
        self._steps = [BitMap(self._products[start : start + STEP]) for start in starts]
        self._stale = BitMap()
        self._newer: dict[int, int] = {}

    def between(self, lowest: Decimal | None, highest: Decimal | None) -> BitMap:
        """Return the products that cost at least ``lowest`` and at most ``highest``; None: no limit."""
        low = None if lowest is None else thousandths(lowest)
        high = None if highest is None else thousandths(highest)
        first = 0 if low is None else bisect_left(self._amounts, low)
        last = len(self._amounts) if high is None else bisect_right(self._amounts, high)
        found = self._at(first, max(first, last)) - self._stale
        found |= BitMap(
            product
            for product, amount in self._newer.items()
            if (low is None or amount >= low) and (high is None or amount <= high)
        )
        return found

    def _at(self, first: int, last: int) -> BitMap:
        """Return the products from one place to another: whole steps, and what stands before and behind."""
        start, end = -(-first // STEP), last // STEP
        if start >= end:
            return BitMap(self._products[first:last])
        edges = BitMap(self._products[first : start * STEP] + self._products[end * STEP : last])
        return BitMap().union(edges, *self._steps[start:end])

    def changed(self, products: BitMap, prices: Mapping[int, BitMap]) -> "PriceIndex":
        """Return an index in which these products cost this, or nothing any more."""
        newer = {product: amount for product, amount in self._newer.items() if product not in products}
        newer |= {product: amount for amount, which in prices.items() for product in which}
        one = PriceIndex({})
        one._amounts, one._products, one._steps = self._amounts, self._products, self._steps
        one._stale, one._newer = self._stale | products, newer
        return one


def thousandths(amount: Decimal) -> int:
    """Return an amount of major units in thousandths."""
    return int(amount * THOUSANDTHS)
