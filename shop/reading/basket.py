"""The lines of a cart as they stand today: what each costs, whether one can have it, where the money goes."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from moneyed import Money

from producers.compiled import Compiled
from shop.domain.availability import OfferState
from shop.domain.errors import Why
from shop.domain.fees import Fee
from shop.domain.money import minor
from shop.models import Cart, CartLine, Hold, Market, Product, Variant
from shop.reading.offers import AWAY, NO_PRICE, PAST, PAUSED, Offer, offer_beside, today_of
from shop.reading.rulebook import LineTax, Rulebook

_CLOSED = {
    NO_PRICE: Why.FOREIGN,
    PAST: Why.PAST,
    PAUSED: Why.OUT_OF_STOCK,
    AWAY: Why.OUT_OF_STOCK,
}
_REFUSED = {
    OfferState.SOLD: Why.SOLD,
    OfferState.OUT_OF_STOCK: Why.OUT_OF_STOCK,
    OfferState.ON_REQUEST: Why.ON_REQUEST,
}


LONG_TEXTS = [
    "variant__product__summary",
    "variant__product__description",
    "variant__product__care",
    "variant__product__text_states",
    "variant__product__producer__sentence",
    "variant__product__producer__search_text",
]
"""What no cart and no order says, in every language: half of what reading a line would take."""
OF_EDITORS = [
    f"variant__product__{name}"
    for name in (
        *("latest_revision", "live_revision", "has_unpublished_changes", "locked", "locked_at", "locked_by"),
        *("first_published_at", "last_published_at", "go_live_at", "expire_at", "expired", "created_at"),
    )
]
"""What is kept of a product for those who write it: a fourth of its columns."""


@dataclass(frozen=True)
class Kept:
    """Pieces of one variant that are kept for her cart ``until`` then."""

    own: int = 0
    until: datetime | None = None


NOTHING = Kept()


@dataclass(frozen=True)
class Line:
    """One line. ``problem`` is why it cannot be bought as it stands, ``price_was`` an older price she saw.

    Amounts are minor units. ``fees`` and ``tax`` are those of the whole line; ``tax`` is None where a problem
    keeps it out of the total. ``kept`` are the pieces that are kept for her.
    """

    pk: int
    variant: Variant
    quantity: int
    offer: Offer
    problem: Why | None = None
    price_was: Money | None = None
    kept: Kept = NOTHING
    fees: tuple[Fee, ...] = ()
    tax: LineTax | None = None

    @property
    def product(self) -> Product:
        """The product of the line's variant."""
        return self.variant.product

    @property
    def counts(self) -> bool:
        """Say whether it is part of the total; one that is only short still is."""
        return self.problem in (None, Why.TOO_MANY)

    @property
    def unit(self) -> int:
        """The price of one."""
        return minor(self.offer.price) if self.offer.price is not None else 0

    @property
    def total(self) -> int:
        """What the buyer pays for the line."""
        return self.unit * self.quantity if self.counts else 0

    @property
    def maker(self) -> int:
        """What is left of it for its maker."""
        taken = sum(fee.total for fee in self.fees) + (self.tax.amount if self.tax else 0)
        return self.total - taken if self.counts else 0

    @property
    def is_service(self) -> bool:
        """Say whether it is done rather than sent."""
        return self.product.kind == Product.Kind.SERVICE

    @property
    def making_days(self) -> int | None:
        """The days to make what is not there yet."""
        return self.variant.making_days if self.quantity > self.offer.ready else None


def why_not(offer: Offer | None, quantity: int = 1) -> Why | None:
    """Say why so many pieces of an offer cannot be bought, None when they can."""
    if offer is None:
        return Why.DELETED
    if not offer.is_buyable:
        return _REFUSED.get(offer.state) or _CLOSED.get(offer.reason, Why.HIDDEN)
    return Why.TOO_MANY if quantity > offer.available else None


def read_lines(
    cart: Cart, market: Market, rules: Rulebook, *, method: str = "", is_abroad: bool = False, now: datetime
) -> tuple[Line, ...]:
    """Return the cart's lines, in one query whatever their number."""
    rows = _rows(str(market.currency), is_abroad, cart=cart.pk, market=market.pk, now=now)
    lines = [_line(row, offer_beside(row, row.variant, market, now=now)) for row in rows]
    return tuple(_sold(line, market, rules, method, is_abroad) for line in lines)


@Compiled
def _rows(currency: str, is_abroad: bool, *, cart: int, market: int, now: datetime) -> "QuerySet[CartLine]":
    variant = OuterRef("variant")
    own = Hold.objects.live(now).filter(cart=cart, variant=variant)
    above = ["variant__product__category__parent__parent"] if is_abroad else []  # they say what may leave
    return (
        CartLine.objects.filter(cart=cart)
        .select_related("variant__product__producer", *above)
        .defer(*LONG_TEXTS, *OF_EDITORS)
        .annotate(**today_of(variant, market, currency, cart=cart, now=now))
        .annotate(own=Subquery(own.values("quantity")), own_until=Subquery(own.values("until")))
        .order_by("pk")
    )


def _line(row: Any, offer: Offer) -> Line:
    problem, kept = why_not(offer, row.quantity), Kept(row.own or 0, row.own_until)
    return Line(row.pk, row.variant, row.quantity, offer, problem, _price_was(row.seen, offer.price), kept)


def _sold(line: Line, market: Market, rules: Rulebook, method: str, is_abroad: bool) -> Line:
    offer = line.offer
    if not line.counts or offer.price is None:
        return line
    product, ships_abroad = line.product, is_abroad and not line.is_service
    fees = rules.fees(product, market.code, offer.price, line.quantity, method=method)
    tax = rules.tax(product, line.total, market=market.code, ships_abroad=ships_abroad)
    return replace(line, fees=fees, tax=tax)


def _price_was(seen: Money, today: Money | None) -> Money | None:
    """Return the price she has seen, if today's is another in the same currency."""
    is_other = today is not None and seen.currency == today.currency and seen != today
    return seen if is_other else None
