"""A quote to a trade buyer: what its lines come to with their fees and taxes, and as the order it becomes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone
from moneyed import Money

from shop.domain.advances import AdvanceTooSmallError
from shop.domain.availability import OfferState
from shop.domain.breakdown import FEE_PARTS, Breakdown, PartKind, Share, divided
from shop.domain.checkout import checkout_from
from shop.domain.delivery import Mode
from shop.domain.errors import RefusedError, Why
from shop.domain.fees import Fee, FeeKind
from shop.domain.money import from_minor, minor, rounded
from shop.domain.taxes import TaxReason
from shop.domain.trade_quotes import QuotedLine, QuoteError, QuoteSums, parts_of, sums_of
from shop.models import Cart, FeeRule, SourcingAsk, SourcingRequest, TradeQuote, TradeQuoteLine, Variant
from shop.reading.basket import Line
from shop.reading.offers import Offer
from shop.reading.quote import HOME, CartQuote
from shop.reading.rates import rate_to_dirhams
from shop.reading.rulebook import LineTax, Rulebook, rulebook
from shop.reading.sending import Choice, Sending


@dataclass(frozen=True)
class Offered:
    """What an operator puts into a quote for one maker: pieces like a variant of hers, at ``unit`` each."""

    ask: SourcingAsk
    variant: Variant
    quantity: int
    unit: Money


@dataclass(frozen=True)
class PricedLine:
    """A line with its fees and tax; amounts are minor units. ``maker`` is what is left for her."""

    offered: Offered
    total: int
    fees: tuple[Fee, ...]
    tax: LineTax

    @property
    def maker(self) -> int:
        """What she receives for all of it."""
        return self.total - sum(fee.total for fee in self.fees) - self.tax.amount


@dataclass(frozen=True)
class Priced:
    """A quote before it is sent."""

    lines: tuple[PricedLine, ...]
    sums: QuoteSums
    currency: str


def price_up(
    request: SourcingRequest,
    offered: Sequence[Offered],
    *,
    delivery: Money,
    percent: int,
    today: date | None = None,
) -> Priced:
    """Compute a quote by today's fee rules and tax rates.

    The way of paying is not known yet, so no fee depends on it. Raises ``BAD_QUOTE`` for numbers that cannot
    be, and ``BELOW_HER_PRICE`` where a maker would get less than she said she wants for one.
    """
    on, currency = today or timezone.localdate(), str(request.market.currency)
    numbers = [
        QuotedLine(n, one.ask.producer_id, one.quantity, _in(one.unit, currency))
        for n, one in enumerate(offered)
    ]
    try:
        sums = sums_of(numbers, _in(delivery, currency), percent)
    except AdvanceTooSmallError as error:
        raise RefusedError(Why.BAD_QUOTE, reason="advance") from error
    except QuoteError as error:
        raise RefusedError(Why.BAD_QUOTE, reason=error.code) from error
    rules = rulebook(on=on)
    lines = tuple(_priced(one, request, rules) for one in offered)
    for line in lines:
        _check_hers(line, currency, on)
    return Priced(lines, sums, currency)


def quote_breakdown(quote: TradeQuote, line: TradeQuoteLine) -> Breakdown:
    """Return where the price of a line goes, as it was frozen; the parts add up to the price."""
    fees = [
        Share(FEE_PARTS[FeeKind(fee.kind)], minor(fee.amount), fee.beneficiary_id) for fee in line.fees.all()
    ]
    tax = minor(line.tax)
    maker = minor(line.total) - tax - sum(fee.amount for fee in fees)
    return divided([Share(PartKind.MAKER, maker), *fees, Share(PartKind.TAX, tax)], quote.total.currency.code)


def whole_quotes() -> QuerySet[TradeQuote]:
    """Return quotes with all that their pages show; four queries however many lines there are."""
    return TradeQuote.objects.prefetch_related(
        "lines__fees", "lines__variant__product__producer", "lines__ask"
    ).select_related("request__market", "order")


def as_cart_quote(quote: TradeQuote, cart: Cart, variants: dict[int, Variant], *, now: datetime) -> CartQuote:
    """Return a quote as the order is written from, with what was frozen when it was sent.

    ``variants`` are those that its lines are sold as, by line. Everything goes together, through the centre
    or the exporter.
    """
    rows, today = list(quote.lines.all()), timezone.localdate(now)
    checkout = checkout_from(cart.checkout)
    numbers = [
        QuotedLine(row.pk, row.variant.product.producer_id, row.quantity, minor(row.unit_price))
        for row in rows
    ]
    rules = FeeRule.objects.in_bulk(
        [fee.rule_id for row in rows for fee in row.fees.all() if fee.rule_id is not None]
    )
    return CartQuote(
        market=quote.request.market,
        country=checkout.country or cart.country,
        today=today,
        checkout=checkout,
        rules=Rulebook((), {}, {}, rules, today, ()),
        lines=tuple(_line(row, variants[row.pk], today) for row in rows),
        sending=Sending(chosen={number.producer: _choice(quote) for number in numbers}),
        parts=parts_of(numbers, minor(quote.delivery)),
        closed={},
    )


def _in(amount: Money, currency: str) -> int:
    if amount.currency.code != currency:
        raise RefusedError(Why.BAD_QUOTE, reason="price")
    try:
        return minor(amount)
    except ValueError as error:
        raise RefusedError(Why.BAD_QUOTE, reason="price") from error


def _priced(one: Offered, request: SourcingRequest, rules: Rulebook) -> PricedLine:
    product, code = one.variant.product, request.market.code
    total = minor(one.unit) * one.quantity
    fees = rules.fees(product, code, one.unit, one.quantity)
    tax = rules.tax(product, total, market=code, ships_abroad=request.country != HOME)
    return PricedLine(one, total, fees, tax)


def _check_hers(line: PricedLine, currency: str, on: date) -> None:
    """Raise ``BELOW_HER_PRICE``; abroad she is paid in dirhams by the day's rate, where there is one."""
    wants = line.offered.ask.price
    if wants is None:
        raise RefusedError(Why.BAD_QUOTE, reason="empty")
    hers = from_minor(line.maker, currency)
    home = wants.currency.code
    if currency != home:
        rate = rate_to_dirhams(currency, on)
        if rate is None:
            return
        hers = rounded(hers.amount * rate.rate, home)
    if hers < wants * line.offered.quantity:
        gets = rounded(hers.amount / line.offered.quantity, home)
        producer = line.offered.ask.producer_id
        raise RefusedError(Why.BELOW_HER_PRICE, producer=producer, gets=gets, wants=wants)


def _line(row: TradeQuoteLine, variant: Variant, today: date) -> Line:
    offer = Offer(variant.pk, row.unit_price, row.quantity, OfferState.MADE_TO_ORDER, variant.making_days)
    fees = tuple(
        Fee(
            rule=fee.rule_id,
            kind=FeeKind(fee.kind),
            base=minor(fee.base),
            percent=fee.percent,
            amount=minor(fee.amount),
            tax=0,
            currency=fee.amount.currency.code,
            beneficiary=fee.beneficiary_id,
        )
        for fee in row.fees.all()
    )
    tax = LineTax(TaxReason(row.tax_reason), row.tax_rate, minor(row.tax))
    return Line(row.pk, variant, row.quantity, offer, fees=fees, tax=tax)


def _choice(quote: TradeQuote) -> Choice:
    return Choice(Mode.CONSOLIDATED, ship_by=quote.ready_on)
