"""What each market says of many variants, exactly as their pages do, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.utils import timezone
from moneyed import Money

from shop.domain.abroad import Closed, duties
from shop.domain.changes import LineTerms, exception_of
from shop.domain.countries import country_names
from shop.domain.delivery import Destination, Piece, Sender, parcel_of, quote_direct
from shop.domain.exports import ExportOffer
from shop.domain.money import minor
from shop.domain.territories import Territory, territory
from shop.models import Market, Price, Product, Variant
from shop.reading.listed import Shelf, WhyNot
from shop.reading.offers import PAST, Offer, offers
from shop.reading.opening import openings


def offers_today(
    read: Shelf, variants: Sequence[Variant], now: datetime
) -> dict[int, tuple[ExportOffer, ...]]:
    """Return the offers of these variants, by variant, in the order of the markets.

    One query, two for each market, one more for each kind of country that asks for papers.
    """
    found: defaultdict[int, list[ExportOffer]] = defaultdict(list)
    trade = _trade_prices(variants)
    products = {variant.product_id: read.products[variant.product_id] for variant in variants}
    for market in read.markets:
        today = offers((variant.pk for variant in variants), market, now=now)
        closed = {pk: read.why_not(product, market) for pk, product in products.items()}
        sending = _Sending(market, read.markets, products.values(), timezone.localdate(now))
        for variant in variants:
            product, offer = products[variant.product_id], today[variant.pk]
            why = next(iter(closed[product.pk]), None)
            lacks = why.why.value if why else _own_lack(offer)
            made = _offer(product, variant, market, offer, lacks, sending)
            asked = trade.get((variant.pk, made.currency))
            found[variant.pk].append(replace(made, trade_minor=asked) if asked is not None else made)
    return {pk: tuple(each) for pk, each in found.items()}


def _trade_prices(variants: Sequence[Variant]) -> dict[tuple[int, str], int]:
    rows = Price.objects.filter(variant__in=[one.pk for one in variants], trade__isnull=False)
    said = rows.values_list("variant", "amount_currency", "trade")
    return {(pk, currency): minor(Money(trade, currency)) for pk, currency, trade in said}


def _own_lack(offer: Offer) -> str:
    """A market may list a product for another of its variants."""
    if offer.reason == PAST:
        return WhyNot.PAST.value
    return WhyNot.NO_PRICE.value if offer.price is None else ""


def _offer(
    product: Product, variant: Variant, market: Market, offer: Offer, lacks: str, sending: "_Sending"
) -> ExportOffer:
    amount = minor(offer.price) if offer.price is not None else None
    costs = sending.costs(product, variant, amount)
    terms = LineTerms(
        is_made_to_order=offer.making_days is not None,
        is_perishable=product.is_perishable,
        is_dated_service=product.kind == Product.Kind.SERVICE and variant.starts_at is not None,
    )
    return ExportOffer(
        market=market.code,
        currency=str(market.currency),
        minor=amount,
        availability=offer.state.value,
        pieces=offer.available,
        making_days=offer.making_days,
        countries=sending.countries(costs),
        sending=tuple((kind.value, cost) for kind, cost in costs.items()),
        withdrawal_days=0 if exception_of(terms) else market.withdrawal_days,
        lacks=lacks,
    )


class _Sending:
    """To which countries of a market goods can be sent and for how much, asked once for all of one kind."""

    def __init__(
        self, market: Market, markets: Iterable[Market], products: Iterable[Product], today: date
    ) -> None:
        self._market, self._today = market, today
        goods = [product for product in products if product.kind == Product.Kind.GOOD]
        closed = set(market.closed_countries)
        by_kind = _by_kind(code for code in _countries(market, markets) if code not in closed)
        self._kinds = {kind: tuple(sorted(codes)) for kind, codes in by_kind.items()}
        self._open = {
            kind: openings(goods, codes[0], market, today) if self._may_open(kind) else {}
            for kind, codes in self._kinds.items()
        }

    def _may_open(self, kind: Territory) -> bool:
        return kind is Territory.MOROCCO or self._market.delivers

    def costs(self, product: Product, variant: Variant, amount: int | None) -> dict[Territory, int]:
        """What sending one piece adds to the total, by the kinds of countries that it can be sent to."""
        if amount is None:
            return {}
        asked = {
            kind: self._cost(kind, codes[0], product, variant, amount) for kind, codes in self._kinds.items()
        }
        return {kind: cost for kind, cost in asked.items() if cost is not None}

    def countries(self, costs: Mapping[Territory, int]) -> tuple[str, ...]:
        """Those that an order of one piece could be sent to as things are."""
        return tuple(code for kind, codes in self._kinds.items() if kind in costs for code in codes)

    def _cost(
        self, kind: Territory, country: str, product: Product, variant: Variant, amount: int
    ) -> int | None:
        opening = self._open[kind].get(product.pk)
        if opening is None or isinstance(opening, Closed):
            return None
        currency, goods = str(self._market.currency), [(product.hs6, amount)]
        piece = Piece(variant.weight_g, variant.length_mm, variant.width_mm, variant.height_mm)
        sender = Sender(product.producer_id, product.producer.region, parcel_of([piece]), self._today)
        quoted = quote_direct(sender, Destination(country), currency)
        duty = duties(goods, country, currency, self._today)
        return None if quoted is None or duty is None else quoted.price + duty.amount


def _countries(market: Market, markets: Iterable[Market]) -> Iterable[str]:
    """Those that the market names; one that names none has all that no other names."""
    if market.countries:
        return market.countries
    named = {code for other in markets for code in other.countries}
    return [code for code, _name in country_names("en") if code not in named]


def _by_kind(countries: Iterable[str]) -> Mapping[Territory, list[str]]:
    found: defaultdict[Territory, list[str]] = defaultdict(list)
    for code in countries:
        found[territory(code)].append(code)
    return found
