"""What the catalogue says of a product in one market, computed from the rows that decide it.

Written by ``shop.actions.listing`` into rows that lists read. Everything is read for many products at once.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from moneyed import Money

from producers.compiled import Compiled
from shop.domain.availability import OfferState, offer_state
from shop.domain.breakdown import PriceTooSmallError
from shop.domain.facts import missing_facts
from shop.domain.fees import FeeRuleError
from shop.domain.product_states import is_away
from shop.models import Market, Price, Product, Requirement, Stock, Variant
from shop.models.stock import Place
from shop.reading.rulebook import Rulebook, rulebook

NONE = ("none",)


class WhyNot(StrEnum):
    """Why a market does not list a product."""

    DRAFT = "draft"
    HIDDEN = "hidden"
    PRODUCER_NOT_ACTIVE = "producer_not_active"
    NO_VARIANT = "no_variant"
    PAST = "past"
    """Every date of a service is over."""
    NO_PRICE = "no_price"
    MISSING_FACTS = "missing_facts"


@dataclass(frozen=True)
class Reason:
    """One reason; ``facts`` names what is missing."""

    why: WhyNot
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Listed:
    """One row of a market's catalogue. ``amount`` is None only for what is quoted on request."""

    amount: Money | None
    has_several_prices: bool
    maker_percent: int | None
    is_available: bool
    is_sold: bool
    making_days: int | None


@dataclass(frozen=True)
class _Pieces:
    on_hand: int = 0
    allocated: int = 0
    cap: int = 0


@dataclass
class Shelf:
    """All that is needed to say how some products are listed, read in a fixed number of queries."""

    markets: Sequence[Market]
    products: Mapping[int, Product]
    variants: Mapping[int, list[Variant]]
    pieces: Mapping[tuple[int, int], _Pieces]
    now: datetime
    prices: Mapping[tuple[int, str], Money] = field(default_factory=dict)
    required: Mapping[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)
    book: Rulebook | None = None

    def why_not(self, product: Product, market: Market) -> tuple[Reason, ...]:
        """Return every reason for which the market does not list the product; none means that it does."""
        variants = self._current(product)
        wrong = {
            WhyNot.DRAFT: not product.live,
            WhyNot.HIDDEN: product.hidden_at is not None,
            WhyNot.PRODUCER_NOT_ACTIVE: product.producer.status != product.producer.Status.ACTIVE,
            WhyNot.NO_VARIANT: not self.variants.get(product.pk) and not _is_on_request(product),
            WhyNot.PAST: bool(self.variants.get(product.pk)) and not variants,
            WhyNot.NO_PRICE: not self._priced(product, market) and not _is_on_request(product),
        }
        reasons = [Reason(why) for why, is_so in wrong.items() if is_so]
        missing = self._missing(product, market)
        return (*reasons, Reason(WhyNot.MISSING_FACTS, missing)) if missing else tuple(reasons)

    def listed(self, product: Product, market: Market) -> Listed:
        """Return the row of a product that the market lists."""
        priced = self._priced(product, market)
        amounts = [self.prices[variant.pk, market.currency] for variant in priced]
        amount = min(amounts, default=None)
        available, sold, days = self.states(product, market)
        return Listed(
            amount=amount,
            has_several_prices=len(set(amounts)) > 1,
            maker_percent=self._maker_percent(product, market, amount),
            is_available=available,
            is_sold=sold,
            making_days=days,
        )

    def states(self, product: Product, market: Market) -> tuple[bool, bool, int | None]:
        """Return whether one can have it, whether it is sold for good, and the days of making if any."""
        if _is_on_request(product):
            return True, False, None
        variants = self._current(product)
        states = [self._state(product, variant, market) for variant in variants]
        can_have = any(state.is_buyable for state in states)
        is_sold = bool(states) and all(state is OfferState.SOLD for state in states)
        to_make = [
            variant.making_days
            for variant, state in zip(variants, states, strict=True)
            if state is OfferState.MADE_TO_ORDER and variant.making_days is not None
        ]
        days = None if OfferState.IN_STOCK in states else min(to_make, default=None)
        return can_have, is_sold, days

    def _current(self, product: Product) -> list[Variant]:
        return [
            variant
            for variant in self.variants.get(product.pk, [])
            if variant.starts_at is None or variant.starts_at > self.now
        ]

    def _priced(self, product: Product, market: Market) -> list[Variant]:
        return [variant for variant in self._current(product) if (variant.pk, market.currency) in self.prices]

    def _state(self, product: Product, variant: Variant, market: Market) -> OfferState:
        pieces = self.pieces.get((variant.pk, market.pk), _Pieces())
        return offer_state(
            on_hand=pieces.on_hand,
            allocated=pieces.allocated,
            cap=pieces.cap,
            is_made_to_order=variant.making_days is not None,
            is_one_of_a_kind=product.is_one_of_a_kind,
            is_closed=product.paused_at is not None
            or is_away(product.producer.away_until, timezone.localdate(self.now)),
        )

    def _missing(self, product: Product, market: Market) -> tuple[str, ...]:
        """Return the required facts that some variant on sale does not give, sorted."""
        path = self.book.categories(product.category_id) if self.book else ()
        required = [fact for category in path for fact in self.required.get((market.pk, category), ())]
        if not required:
            return ()
        variants = self._current(product) or [Variant()]
        return tuple(
            sorted(
                {fact for each in variants for fact in missing_facts(required, given_facts(product, each))}
            )
        )

    def _maker_percent(self, product: Product, market: Market, amount: Money | None) -> int | None:
        if amount is None or self.book is None:
            return None
        try:
            return self.book.breakdown(product, market, amount).maker_percent
        except (PriceTooSmallError, FeeRuleError):
            return None


def shelf(product_ids: Iterable[int], *, now: datetime | None = None) -> Shelf:
    """Read all about these products: ten queries, however many there are."""
    ids = list(product_ids)
    read = stock_shelf(ids, now=now)
    variants = [variant.pk for variants in read.variants.values() for variant in variants]
    read.prices = {
        (price.variant_id, price.amount.currency.code): price.amount
        for price in Price.objects.filter(variant__in=variants)
    }
    required: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for market, category, fact in Requirement.objects.order_by("pk").values_list(
        "market", "category", "fact"
    ):
        required[market, category].append(fact)
    read.required = {key: tuple(facts) for key, facts in required.items()}
    read.book = rulebook()
    return read


def stock_shelf(product_ids: Iterable[int], *, now: datetime | None = None) -> Shelf:
    """Read only what says whether one can have these products: five queries."""
    ids = list(product_ids)
    markets = list(_markets())
    products = list(_products(products=ids)) if ids else []
    variants: defaultdict[int, list[Variant]] = defaultdict(list)
    for variant in _variants(products=ids) if ids else ():
        variants[variant.product_id].append(variant)
    return Shelf(
        markets=markets,
        products={product.pk: product for product in products},
        variants=variants,
        pieces=_pieces(ids, markets),
        now=now or timezone.now(),
    )


def why_not_listed(product: Product, market: Market) -> tuple[Reason, ...]:
    """Return every reason for which a market does not list a product; none means that it does."""
    read = shelf([product.pk])
    return read.why_not(read.products[product.pk], market)


def given_facts(product: Product, variant: Variant) -> dict[str, object]:
    """Return all that is said of a variant under the names by which markets require it.

    An empty list, as of allergens, says that there are none: that is an answer.
    """
    size = (variant.length_mm, variant.width_mm, variant.height_mm)
    said = {code: NONE if value == [] else value for code, value in variant.facts.items()}
    return {
        "best_before": said.get("shelf_life_days"),
        **said,
        "hs6": product.hs6,
        "origin": product.origin,
        "net_quantity": variant.net_quantity,
        "packed_size": size if all(size) else (),
        "packed_weight": variant.weight_g or None,
    }


def _pieces(ids: Sequence[int], markets: Sequence[Market]) -> dict[tuple[int, int], _Pieces]:
    """Add up the pieces of each variant over the places from which each market may sell."""
    only: defaultdict[int, set[int]] = defaultdict(set)
    for place, market_id in _limits():
        only[place].add(market_id)
    sums: defaultdict[tuple[int, int], _Pieces] = defaultdict(_Pieces)
    for variant, place, *counts in _stock(products=list(ids)) if ids else ():
        for market in markets:
            if place not in only or market.pk in only[place]:
                old = sums[variant, market.pk]
                there, promised, beyond = counts
                sums[variant, market.pk] = _Pieces(
                    old.on_hand + there, old.allocated + promised, old.cap + beyond
                )
    return dict(sums)


@Compiled
def _markets() -> QuerySet[Market]:
    return Market.objects.order_by("position", "pk")


@Compiled
def _limits() -> QuerySet[Any, Any]:
    return Place.markets.through.objects.values_list("place", "market")


@Compiled
def _products(*, products: list[int]) -> QuerySet[Product]:
    return Product.objects.filter(pk__in=products).select_related("producer")


@Compiled
def _variants(*, products: list[int]) -> QuerySet[Variant]:
    return Variant.objects.filter(product__in=products, is_active=True).order_by("position", "pk")


@Compiled
def _stock(*, products: list[int]) -> QuerySet[Any, Any]:
    rows = Stock.objects.filter(variant__product__in=products, place__is_selling=True)
    return rows.values_list("variant", "place", "on_hand", "allocated", "cap")


def _is_on_request(product: Product) -> bool:
    return product.mode == Product.Mode.ON_REQUEST
