"""What a cart comes to today: lines, ways to send, parts and totals. Page and order ask this alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.utils import timezone

from producers.editions.current import settled
from producers.editions.memory import remembered
from producers.models import Organisation
from shop.domain.abroad import Closed
from shop.domain.checkout import Checkout, checkout_from
from shop.domain.delivery import Destination, needs_agreed_date
from shop.domain.errors import Why
from shop.domain.splitting import BasketLine, Part, Totals, split, totals
from shop.domain.territories import Territory
from shop.models import Cart, Market
from shop.reading.basket import Line, read_lines
from shop.reading.book_of_today import book_of
from shop.reading.opening import openings
from shop.reading.rulebook import Rulebook
from shop.reading.sending import Sending, Trip, plan

HOME = Territory.MOROCCO.value


@dataclass(frozen=True)
class CartQuote:
    """A cart at one moment; amounts are minor units of ``currency``.

    ``closed`` says by line why it may not be delivered to ``country``. ``parts`` come in the order of
    their first line; lines with a problem are in none.
    """

    market: Market
    country: str
    today: date
    checkout: Checkout
    rules: Rulebook
    lines: tuple[Line, ...]
    sending: Sending
    parts: tuple[Part, ...]
    closed: Mapping[int, Closed]

    @cached_property
    def currency(self) -> str:
        """The currency that the buyer pays in."""
        return str(self.market.currency)

    @cached_property
    def totals(self) -> Totals:
        """The sums of all parts."""
        return totals(self.parts)

    @property
    def total(self) -> int:
        """What the buyer is asked for."""
        return self.totals.total

    @property
    def makers(self) -> int:
        """What the makers receive of it."""
        return sum(line.maker for line in self.lines)

    @cached_property
    def problems(self) -> dict[int, Why]:
        """Why a line cannot be ordered as it stands, by variant."""
        return {line.variant.pk: line.problem for line in self.lines if line.problem}

    def keeps_until(self, moment: datetime) -> bool:
        """Say whether as many pieces as there are are kept for her beyond a moment."""
        wanted = ((line, min(line.quantity, line.offer.available)) for line in self.lines)
        return all(
            line.kept.own == pieces and (not pieces or line.kept.until > moment)  # type: ignore[operator]  # set
            for line, pieces in wanted
        )

    @cached_property
    def needs_delivery(self) -> bool:
        """Say whether anything travels."""
        return any(part.needs_delivery for part in self.parts)

    @cached_property
    def reasons(self) -> tuple[str, ...]:
        """Why it cannot be delivered as chosen; empty when it can."""
        lines = [reason.value for closed in self.closed.values() for reason in closed.reasons]
        return tuple(sorted({*lines, *self.sending.reasons.values()}))

    @property
    def date_to_agree(self) -> date | None:
        """The day by which everything has arrived, if it is so late that the buyer must say yes to it."""
        latest = self.sending.latest
        return latest if latest and needs_agreed_date((latest - self.today).days) else None

    @cached_property
    def makers_of(self) -> dict[int, Organisation]:
        """The producers, by id."""
        return {line.product.producer_id: line.product.producer for line in self.lines}


def quote(
    cart: Cart,
    market: Market,
    *,
    method: str = "",
    lines: tuple[Line, ...] | None = None,
    now: datetime | None = None,
) -> CartQuote:
    """Compute what the cart comes to for a buyer of ``market``; at most seven queries for any cart.

    ``method`` is the way of paying, for the fees that depend on it; the total never does. ``lines`` are those
    of a moment ago, for the same country.
    """
    now = now or timezone.now()
    checkout, today = checkout_from(cart.checkout), timezone.localdate(now)
    country = checkout.country or cart.country
    is_abroad = country != HOME
    with settled():
        rules = book_of(today)
        centre = None if is_abroad else _centre()
    if lines is None:
        lines = read_lines(cart, market, rules, method=method, is_abroad=is_abroad, now=now)
    travelling = [line for line in lines if line.counts and not line.is_service]
    there = market_of(country, market) if is_abroad else market
    closed = _closed(travelling, country, there, today) if is_abroad else {}
    gathers = ("" if there.exporter_id else None) if is_abroad else centre  # abroad, the exporter of record
    trip = Trip(_destination(country, checkout), str(market.currency), today, gathers)
    wanted = {line.product.producer_id: checkout.mode_of(line.product.producer_id) for line in travelling}
    sending = plan(travelling, trip, wanted)
    return CartQuote(market, country, today, checkout, rules, lines, sending, _parts(lines, sending), closed)


def market_of(country: str, market: Market) -> Market:
    """Return the market that a country belongs to, without a query when it is the given one."""
    return market if country in market.countries else Market.objects.for_country(country)


def _closed(lines: list[Line], country: str, market: Market, on: date) -> dict[int, Closed]:
    if not lines:
        return {}
    found = openings([line.product for line in lines], country, market, on)
    answers = {line.pk: found[line.product.pk] for line in lines}
    return {pk: answer for pk, answer in answers.items() if isinstance(answer, Closed)}


def _destination(country: str, checkout: Checkout) -> Destination:
    address = checkout.address
    return Destination(country, address.region if address.country == country else "")


def _centre() -> str | None:
    """Return the region of the centre that gathers parcels at home, if there is one."""
    return remembered("gathering region", ("offers",), (), _read_centre)


def _read_centre() -> str | None:
    centres = Organisation.objects.filter(kind=Organisation.Kind.CENTRE, status=Organisation.Status.ACTIVE)
    region: str | None = centres.order_by("number").values_list("region", flat=True).first()
    return region


def _parts(lines: tuple[Line, ...], sending: Sending) -> tuple[Part, ...]:
    basket = [
        BasketLine(line.pk, line.product.producer_id, line.total, not line.is_service)
        for line in lines
        if line.counts
    ]
    if not basket:
        return ()
    return split(
        basket,
        own_delivery=sending.own_delivery,
        own_duties=sending.own_duties,
        shared=sending.shared,
    )
