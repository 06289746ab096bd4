"""What a trade buyer sees of her requests, and the desk of everybody's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from producers.domain.dates import date_written
from producers.domain.shown import Shown, shown
from shop.domain.cards import BreakdownShown, MoneyShown
from shop.domain.countries import country_name
from shop.domain.trade_states import QuoteStatus
from shop.models import SourcingRequest, TradeBuyer, TradeQuote
from shop.reading.breakdowns import breakdown_shown, parties_of
from shop.reading.cards import money_shown
from shop.reading.trade_quotes import quote_breakdown, whole_quotes

PER_PAGE = 20


@dataclass(frozen=True)
class QuoteLineShown:
    """Pieces of one maker, and where their price goes."""

    maker: Shown
    maker_slug: str
    name: Shown
    quantity: int
    unit: MoneyShown
    total: MoneyShown
    ready_on: str
    breakdown: BreakdownShown


@dataclass(frozen=True)
class QuoteShown:
    """A quote as its buyer reads it. ``is_open`` says whether it may be accepted today."""

    pk: int
    status: str
    is_open: bool
    lines: tuple[QuoteLineShown, ...]
    goods: MoneyShown
    delivery: MoneyShown
    total: MoneyShown
    advance: MoneyShown
    balance: MoneyShown
    percent: int
    terms: str
    valid_until: str
    ready_on: str
    order_token: str
    order_number: str


@dataclass(frozen=True)
class RequestShown:
    """A request as its buyer reads it."""

    number: str
    status: str
    category: Shown
    what: str
    quantity: int
    target: MoneyShown | None
    wanted_by: str
    where: str
    labels: tuple[Shown, ...]
    sent_on: str


def buyer_of(user: Any) -> TradeBuyer | None:
    """Return the organisation of an account, if it has applied."""
    return TradeBuyer.objects.filter(user=user).first()


def requests_of(user: Any) -> QuerySet[SourcingRequest]:
    """Return the requests that an account has sent; nobody else's exist for it."""
    rows = SourcingRequest.objects.filter(buyer__user=user)
    open_quotes = Count("quotes", filter=Q(quotes__status=QuoteStatus.SENT.value))
    return rows.select_related("category").annotate(open_quotes=open_quotes).order_by("-pk")


def request_of(user: Any, number: str) -> SourcingRequest | None:
    """Return one of her requests with its quotes, newest first; None for any other."""
    rows = SourcingRequest.objects.filter(buyer__user=user, number=number[:16])
    return (
        rows.select_related("category", "market", "buyer").prefetch_related("labels", quotes_read()).first()
    )


def quotes_read() -> Prefetch[Any]:
    """Return the quotes of requests with all that their pages show."""
    return Prefetch("quotes", queryset=whole_quotes().order_by("-pk"))


def request_shown(request: SourcingRequest, lang: str) -> RequestShown:
    """Return a request for its page."""
    return RequestShown(
        number=request.number,
        status=request.status,
        category=shown(request.category.name, lang),
        what=request.what,
        quantity=request.quantity,
        target=money_shown(request.target, lang) if request.target is not None else None,
        wanted_by=date_written(request.wanted_by, lang),
        where=f"{request.town}, {country_name(request.country, lang)}",
        labels=tuple(shown(label.name, lang) for label in request.labels.all()),
        sent_on=date_written(timezone.localdate(request.created_at), lang),
    )


def quote_shown(quote: TradeQuote, lang: str, *, today: date | None = None) -> QuoteShown:
    """Return a quote read by ``whole_quotes``; one more query where a fee goes to an organisation."""
    on = today or timezone.localdate()
    lines = list(quote.lines.all())
    parts = [quote_breakdown(quote, line) for line in lines]
    makers = [line.variant.product.producer for line in lines]
    parties = parties_of(parts, *makers)
    shown_lines = []
    for line, divided, maker in zip(lines, parts, makers, strict=True):
        product = line.variant.product
        shown_lines.append(
            QuoteLineShown(
                maker=shown(maker.name, lang, maker.original_language),
                maker_slug=maker.slug,
                name=shown(product.name, lang, product.original_language),
                quantity=line.quantity,
                unit=money_shown(line.unit_price, lang),
                total=money_shown(line.total, lang),
                ready_on=date_written(line.ready_on, lang),
                breakdown=breakdown_shown(divided, lang, maker=maker, parties=parties, is_sent=False),
            )
        )
    return QuoteShown(
        pk=quote.pk,
        status=quote.status,
        is_open=quote.status == QuoteStatus.SENT and quote.valid_until >= on,
        lines=tuple(shown_lines),
        goods=money_shown(quote.goods, lang),
        delivery=money_shown(quote.delivery, lang),
        total=money_shown(quote.total, lang),
        advance=money_shown(quote.advance, lang),
        balance=money_shown(quote.total - quote.advance, lang),
        percent=int(quote.advance.amount * 100 / quote.total.amount),
        terms=quote.terms,
        valid_until=date_written(quote.valid_until, lang),
        ready_on=date_written(quote.ready_on, lang),
        order_token=quote.order.token if quote.order else "",
        order_number=quote.order.number if quote.order else "",
    )


def open_quote(request: SourcingRequest) -> TradeQuote | None:
    """Return the quote of a request that waits for its answer, if its day is not over."""
    today = timezone.localdate()
    rows: Sequence[TradeQuote] = list(request.quotes.all())
    return next(
        (row for row in rows if row.status == QuoteStatus.SENT and row.valid_until >= today),
        None,
    )
