"""Offers between two prices, against looking at each of them."""

from decimal import Decimal

import pytest
from pyroaring import BitMap

from shop.reading import price_index
from shop.reading.price_index import PriceIndex, thousandths

LIMITS = (None, Decimal(0), Decimal(3), Decimal("7.5"), Decimal(11), Decimal(40), Decimal(99))


def naive(prices: dict[int, int], low: Decimal | None, high: Decimal | None) -> BitMap:
    first = 0 if low is None else thousandths(low)
    last = max(prices.values()) if high is None else thousandths(high)
    return BitMap(product for product, amount in prices.items() if first <= amount <= last)


def by_amount(prices: dict[int, int]) -> dict[int, BitMap]:
    return {
        amount: BitMap(product for product, mine in prices.items() if mine == amount)
        for amount in prices.values()
    }


@pytest.mark.parametrize("step", [1, 3, 7, 1_000])
def test_every_range_holds_what_a_look_at_each_offer_finds(monkeypatch, step):
    monkeypatch.setattr(price_index, "STEP", step)
    prices = {product: thousandths(Decimal(product * 7 % 45) / 2) for product in range(1, 120)}
    index = PriceIndex(by_amount(prices))
    changes = {5: thousandths(Decimal(11)), 60: thousandths(Decimal("0.5")), 500: thousandths(Decimal(3))}
    gone = BitMap([7, 8])
    after = index.changed(BitMap(changes) | gone, by_amount(changes))
    later = {product: amount for product, amount in (prices | changes).items() if product not in gone}
    for low in LIMITS:
        for high in LIMITS:
            if low is None or high is None or low <= high:
                assert index.between(low, high) == naive(prices, low, high), (low, high)
                assert after.between(low, high) == naive(later, low, high), (low, high)
