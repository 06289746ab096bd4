"""The one answer to "what does it cost, and can one have it", for page, cart, feed and back office."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone
from moneyed import Money

from producers.compiled import Compiled
from shop.domain.availability import OfferState, available, offer_state
from shop.domain.product_states import is_away
from shop.models import Hold, Market, Price, Stock, Variant
from shop.models.querysets import VariantQuerySet

if TYPE_CHECKING:
    from shop.models import Cart

NOT_PUBLIC = "not_public"
NO_PRICE = "no_price"
PAST = "past"
PAUSED = "paused"
AWAY = "away"
NOBODYS = 0
"""The key of no cart."""
_NEEDED = [
    "is_active",
    "making_days",
    "starts_at",
    "product__mode",
    "product__is_one_of_a_kind",
    "product__live",
    "product__hidden_at",
    "product__paused_at",
    "product__producer__status",
    "product__producer__away_until",
]
_COUNTED = ["on_hand", "allocated", "cap"]


@dataclass(frozen=True)
class Offer:
    """One variant in one market at one moment. ``available`` counts pieces, or places of a service.

    ``ready`` of them need not be made first. ``reason`` says why ``state`` is ``CLOSED`` (one of the codes
    above), else it is empty.
    ``making_days`` is set only where the next piece has to be made first.
    """

    variant_id: int
    price: Money | None
    available: int
    state: OfferState
    making_days: int | None = None
    reason: str = ""
    ready: int = 0

    @property
    def is_buyable(self) -> bool:
        """Say whether it can be put in a cart."""
        return self.state.is_buyable


@dataclass(frozen=True)
class _Counts:
    on_hand: int = 0
    allocated: int = 0
    cap: int = 0


def offers(
    variant_ids: Iterable[int],
    market: Market,
    *,
    cart: "Cart | None" = None,
    now: datetime | None = None,
) -> dict[int, Offer]:
    """Return the offer of each variant that exists, in one query whatever their number.

    ``cart`` is the asker's own: what it holds stays available to her.
    """
    ids, now = sorted(set(variant_ids)), now or timezone.now()
    if not ids:
        return {}
    own = cart.pk or NOBODYS if cart else NOBODYS
    rows = _with_offers(str(market.currency), variants=ids, market=market.pk, cart=own, now=now)
    return offers_in(rows, market, now=now)


@Compiled
def _with_offers(
    currency: str, *, variants: list[int], market: int, cart: int, now: datetime
) -> VariantQuerySet:
    rows = Variant.objects.filter(pk__in=variants).select_related("product__producer").only(*_NEEDED)
    return with_today(rows, market, currency, cart=cart, now=now)


def back_at(until: date | None) -> datetime | None:
    """Return the moment from which a maker who is away until a day sells again, if she is away."""
    if until is None:
        return None
    return timezone.make_aware(datetime.combine(until + timedelta(days=1), time.min))


def with_today(
    rows: VariantQuerySet, market: int, currency: str, *, cart: int = NOBODYS, now: datetime
) -> VariantQuerySet:
    """Read with variants all that decides their offers, in the same query; ``market`` and ``cart`` by key."""
    return rows.annotate(**today_of(OuterRef("pk"), market, currency, cart=cart, now=now))


def today_of(
    variant: OuterRef, market: int, currency: str, *, cart: int = NOBODYS, now: datetime
) -> dict[str, Any]:
    """Return what to read beside a row that names a variant, for ``offer_beside``."""
    price = Price.objects.filter(variant=variant, amount_currency=currency).values("amount")[:1]
    stock = Stock.objects.selling_to(market).filter(variant=variant).order_by().values("variant")
    sums = stock.annotate(sums=JSONObject(**{name: Sum(name) for name in _COUNTED})).values("sums")
    holds = Hold.objects.live(now).by_others(cart).filter(variant=variant)
    return {
        "price_today": Subquery(price),
        "pieces": Subquery(sums),
        "held": _sum(holds, "quantity"),
    }


def offers_in(rows: Iterable[Variant], market: Market, *, now: datetime | None = None) -> dict[int, Offer]:
    """Return the offers of variants read by ``with_today``, with their product and its producer."""
    now = now or timezone.now()
    return {row.pk: offer_beside(row, row, market, now=now) for row in rows}


def offer_beside(row: Any, variant: Variant, market: Market, *, now: datetime) -> Offer:
    """Return the offer of a variant, read with product and producer, from the ``today_of`` of a row."""
    price = Money(row.price_today, market.currency) if row.price_today is not None else None
    return _offer(variant, price, _Counts(**row.pieces or {}), row.held, now)


def _sum(rows: QuerySet, column: str) -> Coalesce:
    sums = rows.order_by().values("variant").annotate(sum=Sum(column)).values("sum")
    return Coalesce(Subquery(sums), 0)


def _offer(variant: Variant, price: Money | None, counts: _Counts, held: int, now: datetime) -> Offer:
    product = variant.product
    reason = _reason(variant, now)
    state = offer_state(
        on_hand=counts.on_hand,
        allocated=counts.allocated,
        cap=counts.cap,
        held_by_others=held,
        is_made_to_order=variant.making_days is not None,
        is_one_of_a_kind=product.is_one_of_a_kind,
        is_on_request=product.mode == product.Mode.ON_REQUEST,
        is_closed=bool(reason),
    )
    if state.is_buyable and price is None:
        state, reason = OfferState.CLOSED, NO_PRICE
    pieces = available(counts.on_hand, counts.allocated, counts.cap, held) if state.is_buyable else 0
    ready = available(counts.on_hand, counts.allocated, 0, held) if pieces else 0
    days = variant.making_days if state is OfferState.MADE_TO_ORDER else None
    return Offer(variant.pk, price, pieces, state, days, reason, ready)


def _reason(variant: Variant, now: datetime) -> str:
    product = variant.product
    is_public = product.live and product.hidden_at is None and product.producer.status == "active"
    if not (variant.is_active and is_public):
        return NOT_PUBLIC
    if variant.starts_at is not None and variant.starts_at <= now:
        return PAST
    if product.paused_at is not None:
        return PAUSED
    return AWAY if is_away(product.producer.away_until, timezone.localdate(now)) else ""
