"""When an offer would arrive, and what sending costs; or why it is not sent there, and where it can go."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from producers.domain.dates import day_range, day_written
from shop.domain.abroad import Closed, ClosedReason
from shop.domain.cards import MoneyShown
from shop.domain.countries import country_name
from shop.domain.country_rules import HOME
from shop.domain.delivery import Destination, Piece, Quote, Sender, parcel_of, quote_direct, ready_on
from shop.domain.money import from_minor
from shop.models import Market, Product, Variant
from shop.reading.cards import money_shown
from shop.reading.opening import openings

REASONS: Mapping[ClosedReason, Callable[[], str]] = {
    ClosedReason.COUNTRY_CLOSED: lambda: _("We do not send to this country for the time being."),
    ClosedReason.MARKET_CLOSED: lambda: _("We do not send there yet."),
    ClosedReason.NO_EXPORTER: lambda: _("No one is registered yet to export it."),
    ClosedReason.DUTIES_NOT_IN_TOTAL: lambda: _("Customs duties cannot be paid in advance yet."),
    ClosedReason.NO_RESPONSIBLE_PERSON: lambda: _("No one in the European Union answers for it yet."),
    ClosedReason.NO_CUSTOMS_HEADING: lambda: _("Its customs heading is not known yet."),
    ClosedReason.STAYS_IN_MOROCCO: lambda: _("It may not leave Morocco."),
    ClosedReason.PAPERS_MISSING: lambda: _("Papers that customs ask for are missing."),
}
SERVICES: Mapping[str, Callable[[], str]] = {
    Product.Mode.AT_PLACE.value: lambda: _("Takes place with the maker: nothing is sent."),
    Product.Mode.RADIUS.value: lambda: _("The maker comes to you: nothing is sent."),
    Product.Mode.ON_REQUEST.value: lambda: _("Agreed with you: date, place and price."),
}


@dataclass(frozen=True)
class Times:
    """In days: until it leaves, and from then on until it is there, at the soonest and at the latest."""

    leaves: int
    soonest: int
    latest: int


@dataclass(frozen=True)
class DeliveryShown:
    """A sentence with dates, or the reason why not; ``at_home`` offers delivery in Morocco instead.

    ``times`` says the same dates to programs.
    """

    text: str = ""
    price: MoneyShown | None = None
    closed: str = ""
    at_home: str = ""
    times: Times | None = None


def delivery_shown(
    product: Product, chosen: Variant | None, country: str, market: Market, lang: str
) -> DeliveryShown:
    """Say when the chosen variant arrives in a country. ``market`` is that of the country."""
    if product.kind == Product.Kind.SERVICE:
        return DeliveryShown(text=SERVICES[product.mode]())
    if chosen is None:
        return DeliveryShown()
    today = timezone.localdate()
    opening = openings([product], country, market, today)[product.pk]
    if isinstance(opening, Closed):
        return DeliveryShown(
            closed=_not_sent(opening, country, lang),
            at_home=_at_home(_quote(product, chosen, HOME, market, today), lang),
        )
    quote = _quote(product, chosen, country, market, today)
    if quote is None:
        return DeliveryShown(text=_("Too big for a parcel: sending is quoted for you."))
    where = country_name(country, lang)
    text = _("Arrives in %(where)s: %(days)s") % {"where": where, "days": _days(quote, lang)}
    price = money_shown(from_minor(quote.price, quote.currency), lang)
    return DeliveryShown(text=text, price=price, times=_times(quote, today))


def _times(quote: Quote, today: date) -> Times:
    sent = quote.ship_by
    return Times((sent - today).days, (quote.first - sent).days, (quote.last - sent).days)


def _not_sent(closed: Closed, country: str, lang: str) -> str:
    where = country_name(country, lang)
    return _("Not sent to %(where)s. %(why)s") % {"where": where, "why": REASONS[closed.reasons[0]]()}


def _at_home(quote: Quote | None, lang: str) -> str:
    """Offer what is always possible: to pay here and have it sent to somebody in Morocco."""
    if quote is None:
        return _("You can have it sent to somebody in Morocco.")
    return _("You can have it sent to somebody in Morocco: %(days)s") % {"days": _days(quote, lang)}


def _days(quote: Quote, lang: str) -> str:
    is_one_day = quote.first == quote.last
    return day_written(quote.first, lang) if is_one_day else day_range(quote.first, quote.last, lang)


def _quote(product: Product, chosen: Variant, country: str, market: Market, today: date) -> Quote | None:
    piece = Piece(chosen.weight_g, chosen.length_mm, chosen.width_mm, chosen.height_mm)
    ready = ready_on(max(today, product.producer.away_until or today), [chosen.making_days])
    sender = Sender(product.producer_id, product.producer.region, parcel_of([piece]), ready)
    # Until she says where in Morocco, the usual case is another region.
    return quote_direct(sender, Destination(country), market.currency)
