"""What the price helper is fed with: the wage floor, what she gets by the rules of a sale, similar prices."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Min, Q
from moneyed import Money

from producers.models import Organisation
from shop.domain.breakdown import PriceTooSmallError
from shop.domain.fees import FeeRuleError
from shop.domain.money import from_minor, written
from shop.domain.price_helper import Gets
from shop.models import Category, Listing, Market, Product, WageFloor
from shop.reading.rulebook import rulebook


@dataclass(frozen=True)
class Similar:
    """The lowest and the highest price of things of one kind."""

    low: Money
    high: Money


def home_market() -> Market:
    """Return the market whose currency a maker names her prices in."""
    market: Market = Market.objects.order_by("-is_default", "position", "pk")[0]
    return market


def currency_written(market: Market, lang: str) -> str:
    """Return the sign of a market's currency, as it stands beside an amount."""
    return written(Money(0, market.currency), lang).replace("0", "").strip()


def wage_floor(market: Market, on: date) -> WageFloor | None:
    """Return what an hour is worth at least on a day; a row of the market goes before one for all."""
    rows = WageFloor.objects.filter(
        Q(market=market) | Q(market=None), amount_currency=market.currency, since__lte=on
    )
    return min(rows, key=lambda row: (row.market_id is None, -row.since.toordinal(), -row.pk), default=None)


def gets_for(maker: Organisation, category: Category, market: Market) -> Gets:
    """Return the function that says what she gets at a price: her parts of the breakdown a buyer is shown.

    Zero where fees and taxes take the whole price; never less.
    """
    book, product = rulebook(), Product(producer=maker, category=category)

    def gets(price: Money) -> Money:
        try:
            return from_minor(book.breakdown(product, market, price).maker_amount, price.currency)
        except (PriceTooSmallError, FeeRuleError):
            return from_minor(0, price.currency)

    return gets


def similar_prices(category: Category, market: Market) -> Similar | None:
    """Return what things of a category cost in a market, ``None`` where there are fewer than two of them."""
    rows = Listing.objects.filter(category=category, market=market, amount__gt=0)
    if rows[:2].count() < 2:
        return None
    found = rows.aggregate(low=Min("amount"), high=Max("amount"))
    return Similar(Money(found["low"], market.currency), Money(found["high"], market.currency))
