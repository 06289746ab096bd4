"""When an offer would arrive, and what sending costs; or why it is not sent there."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from shop.domain.abroad import Closed
from shop.domain.countries import country_name
from shop.domain.dates import day_range
from shop.domain.delivery import Destination, Piece, Quote, Sender, parcel_of, quote_direct, ready_on
from shop.models import Market, Product
from shop.reading.opening import openings


@dataclass(frozen=True)
class DeliveryShown:
    """A sentence with dates, or the reason why not; ``at_home`` offers delivery in Morocco instead."""

    text: str = ""
    closed: str = ""
    at_home: str = ""


def delivery_sentence(
    product: Product, chosen: int, country: str, market: Market, lang: str
) -> DeliveryShown:
    """Say when the chosen variant arrives in a country. ``market`` is that of the country."""
    if product.kind == Product.Kind.SERVICE:
        return DeliveryShown(text=_("Takes place with the maker: nothing is sent."))
    today = timezone.localdate()
    opening = openings([product], country, market, today).get(product.pk)
    if isinstance(opening, Closed):
        return DeliveryShown(
            closed=_not_sent(country, lang), at_home=_("It can be sent to somebody in Morocco.")
        )
    quote = _quote(product, chosen, country, market, today)
    if quote is None:
        return DeliveryShown(text=_("Sending is quoted for you: it is too big for a parcel."))
    where = country_name(country, lang)
    days = day_range(quote.first, quote.last, lang)
    return DeliveryShown(text=_("Arrives in %(where)s: %(days)s") % {"where": where, "days": days})


def _not_sent(country: str, lang: str) -> str:
    return _("This is not sent to %(where)s yet: papers or an exporter are missing.") % {
        "where": country_name(country, lang)
    }


def _quote(product: Product, chosen: int, country: str, market: Market, today: date) -> Quote | None:
    variants = getattr(product, "on_sale", None) or list(product.variants.all())
    variant = next((one for one in variants if one.pk == chosen), None)
    if variant is None:
        return None
    piece = Piece(variant.weight_g, variant.length_mm, variant.width_mm, variant.height_mm)
    region = product.producer.region
    sender = Sender(product.producer_id, region, parcel_of([piece]), ready_on(today, [variant.making_days]))
    # Until she says where in Morocco, the usual case is another region.
    return quote_direct(sender, Destination(country), market.currency)
