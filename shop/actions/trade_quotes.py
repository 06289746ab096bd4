"""Quotes to trade buyers: sent, replaced by another one, declined, expired. None is ever changed."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from moneyed import Money

from producers.actions.announce import announce
from producers.actions.record import record
from producers.domain.actors import BUYER, SYSTEM, Actor
from shop.actions.move import move
from shop.actions.sourcing import lock_request
from shop.actions.trade_buyers import require_verified
from shop.domain.errors import RefusedError, Why
from shop.domain.money import from_minor
from shop.domain.states import OrderStatus
from shop.domain.trade_quotes import is_date_wanted
from shop.domain.trade_states import AskStatus, QuoteStatus, SourcingStatus
from shop.models import SourcingAsk, SourcingRequest, TradeQuote, TradeQuoteFee, TradeQuoteLine
from shop.reading.trade_quotes import Offered, Priced, price_up

UNDER_WAY = (OrderStatus.DRAFT.value, OrderStatus.PLACED.value)


@transaction.atomic(durable=True)
def send_quote(
    request: SourcingRequest,
    offered: Sequence[Offered],
    *,
    delivery: Money,
    percent: int,
    valid_until: date,
    actor: Actor,
    terms: str = "",
    now: datetime | None = None,
) -> TradeQuote:
    """Send a quote; one that is open is replaced by it. Its fees and taxes are frozen here.

    ``percent`` of the total is the advance. Raises ``TOO_LATE`` for a request that is closed or ordered,
    ``NOT_VERIFIED``, ``FOREIGN_LINE`` for a maker who did not say that she can, or goods of another's,
    ``BAD_QUOTE`` and ``BELOW_HER_PRICE`` as ``price_up`` does.
    """
    locked, at = lock_request(request), now or timezone.now()
    today = timezone.localdate(at)
    require_verified(locked.buyer)
    if locked.status != SourcingStatus.OPEN or is_ordered(locked):
        raise RefusedError(Why.TOO_LATE)
    if not is_date_wanted(valid_until, today):
        raise RefusedError(Why.BAD_QUOTE, reason="day")
    fresh = _as_they_are(locked, offered)
    priced = price_up(locked, fresh, delivery=delivery, percent=percent, today=today)
    for old in locked.quotes.filter(status=QuoteStatus.SENT.value):
        move(old, QuoteStatus.REPLACED, actor=actor, ended_at=at)
    quote = _write(locked, priced, valid_until, terms)
    record(verb="tradequote.sent", row=quote, actor=actor, after={"total": str(quote.total)})
    announce("quote.sent", key=f"quote:{quote.pk}:sent", quote=quote.pk)
    return quote


@transaction.atomic(durable=True)
def decline_quote(
    quote: TradeQuote, *, reason: str = "", actor: Actor = BUYER, now: datetime | None = None
) -> TradeQuote:
    """Say no to a quote; the request stays open. Raises ``QUOTE_OVER``."""
    locked = lock_quote(quote)
    if locked.status != QuoteStatus.SENT:
        raise RefusedError(Why.QUOTE_OVER)
    move(locked, QuoteStatus.DECLINED, actor=actor, reason=reason, ended_at=now or timezone.now())
    announce("quote.declined", key=f"quote:{locked.pk}:declined", quote=locked.pk)
    return locked


def expire_quotes(*, now: datetime | None = None) -> int:
    """End every quote whose day is over; return how many. For the daily jobs."""
    at = now or timezone.now()
    due = TradeQuote.objects.filter(status=QuoteStatus.SENT.value, valid_until__lt=timezone.localdate(at))
    return sum(_expire(quote, at) for quote in due.order_by("pk"))


@transaction.atomic(durable=True)
def _expire(quote: TradeQuote, at: datetime) -> bool:
    locked = lock_quote(quote)
    if locked.status != QuoteStatus.SENT:
        return False
    move(locked, QuoteStatus.EXPIRED, actor=SYSTEM, ended_at=at)
    announce("quote.expired", key=f"quote:{locked.pk}:expired", quote=locked.pk)
    return True


def lock_quote(quote: TradeQuote) -> TradeQuote:
    """Lock the request, as every action on it does first, and return its quote as it is now."""
    request = lock_request(quote.request)
    found: TradeQuote = TradeQuote.objects.get(pk=quote.pk)
    found.request = request
    return found


def is_ordered(request: SourcingRequest) -> bool:
    """Say whether a quote has become an order that is under way or done."""
    return request.quotes.filter(status=QuoteStatus.ACCEPTED.value, order__status__in=UNDER_WAY).exists()


def _as_they_are(request: SourcingRequest, offered: Sequence[Offered]) -> list[Offered]:
    """Read the answers anew under the lock, and see that everything belongs together."""
    asks = {ask.pk: ask for ask in SourcingAsk.objects.filter(request=request, status=AskStatus.CAN.value)}
    fresh = []
    for one in offered:
        ask = asks.get(one.ask.pk)
        if ask is None or one.variant.product.producer_id != ask.producer_id:
            raise RefusedError(Why.FOREIGN_LINE)
        fresh.append(Offered(ask, one.variant, one.quantity, one.unit))
    return fresh


def _write(request: SourcingRequest, priced: Priced, valid_until: date, terms: str) -> TradeQuote:
    sums, currency = priced.sums, priced.currency
    days = [line.offered.ask.ready_on for line in priced.lines if line.offered.ask.ready_on]
    quote: TradeQuote = TradeQuote.objects.create(
        request=request,
        goods=from_minor(sums.goods, currency),
        delivery=from_minor(sums.delivery, currency),
        total=from_minor(sums.total, currency),
        advance=from_minor(sums.advance, currency),
        terms=terms,
        valid_until=valid_until,
        ready_on=max(days),
    )
    for line in priced.lines:
        one = line.offered
        row = TradeQuoteLine.objects.create(
            quote=quote,
            ask=one.ask,
            variant=one.variant,
            quantity=one.quantity,
            unit_price=one.unit,
            total=from_minor(line.total, currency),
            tax_reason=line.tax.reason.value,
            tax_rate=line.tax.percent,
            tax=from_minor(line.tax.amount, currency),
            ready_on=one.ask.ready_on or quote.ready_on,
        )
        TradeQuoteFee.objects.bulk_create(
            TradeQuoteFee(
                line=row,
                kind=fee.kind.value,
                beneficiary_id=fee.beneficiary,
                rule_id=fee.rule,
                percent=fee.percent,
                base=from_minor(fee.base, fee.currency),
                amount=from_minor(fee.total, fee.currency),
            )
            for fee in line.fees
        )
    return quote
