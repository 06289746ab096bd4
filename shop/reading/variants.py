"""The choices of an offer's page: each with its own price, its state and what has to be said of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from producers.compiled import Compiled
from producers.domain.dates import day_written
from producers.domain.shown import shown
from producers.editions.current import lasts_until
from shop.domain.availability import OfferState
from shop.domain.cards import MoneyShown
from shop.domain.facts import unit_price
from shop.domain.measures import unit_written
from shop.models import Hold, Market, Product, Variant
from shop.models.querysets import VariantQuerySet
from shop.reading.cards import money_shown
from shop.reading.offers import NO_PRICE, PAST, Offer, back_at, offers_in, with_today

MOST_AT_ONCE = 10
FEW = 3
STATES = {
    OfferState.SOLD: "sold",
    OfferState.OUT_OF_STOCK: "gone",
    OfferState.CLOSED: "gone",
    OfferState.MADE_TO_ORDER: "to_order",
    OfferState.ON_REQUEST: "on_request",
}


@dataclass(frozen=True)
class VariantShown:
    """One choice of the form that adds to the cart.

    ``price`` is what stands beside it while one can have it, ``offered_at`` its price at any time. ``state``
    is a word of the stock element. For a service ``when_text`` is its date, ``place`` where it takes place.
    """

    id: int
    sku: str
    label: str
    state: str
    price: MoneyShown | None
    offered_at: MoneyShown | None
    is_available: bool
    note: str
    when_text: str = ""
    places_left: int = 0
    is_full: bool = False
    place: str = ""
    export_id: str = ""


def read_variants(product: Product, market: Market) -> tuple[list[Variant], dict[int, Offer]]:
    """Read the variants on sale, in their order, with their offers: one query."""
    if product.pk is None:
        return [], {}
    found = _on_sale(str(market.currency), product=product.pk, market=market.pk, now=timezone.now())
    variants: list[Any] = list(found)
    for variant in variants:
        variant.product = product
        lasts_until(variant.held_until)
        lasts_until(variant.starts_at)
    lasts_until(back_at(product.producer.away_until))
    today = offers_in(variants, market)
    return [one for one in variants if today[one.pk].reason != PAST], today


@Compiled
def _on_sale(currency: str, *, product: int, market: int, now: datetime) -> VariantQuerySet:
    holds = Hold.objects.live(now).filter(variant=OuterRef("pk")).order_by("until")
    rows = with_today(Variant.objects.filter(product=product, is_active=True), market, currency, now=now)
    return rows.annotate(held_until=Subquery(holds.values("until")[:1]))


def chosen_of(variants: Sequence[Variant], today: Mapping[int, Offer], wanted: int | str) -> Variant | None:
    """Return the variant that was asked for, else the first that one can have, else the first."""
    named = [variant for variant in variants if wanted in (variant.pk, variant.export_id)]
    can_have = [variant for variant in variants if today[variant.pk].is_buyable]
    return next(iter([*named, *can_have, *variants]), None)


def variant_shown(product: Product, variant: Variant, offer: Offer, lang: str) -> VariantShown:
    """Return one choice as the page shows it."""
    when = timezone.localtime(variant.starts_at) if variant.starts_at else None
    when_text = f"{day_written(when.date(), lang)} · {when:%H:%M}" if when else ""
    price = money_shown(offer.price, lang) if offer.price is not None else None
    is_service = product.kind == Product.Kind.SERVICE
    return VariantShown(
        id=variant.pk,
        sku=variant.sku,
        label=shown(variant.name, lang, product.original_language).text or when_text or variant.sku,
        state=state_of(product, offer)[0],
        price=price if offer.is_buyable else None,
        offered_at=price,
        is_available=offer.is_buyable,
        note=_note(offer),
        when_text=when_text,
        places_left=offer.available if is_service else 0,
        is_full=not offer.is_buyable,
        place=shown(variant.facts.get("place") or "", lang, product.original_language).text,
        export_id=variant.export_id,
    )


def state_of(product: Product, offer: Offer | None) -> tuple[str, int | None]:
    """Return the word beside the price, and how many are left when they are few."""
    if offer is None:
        return ("on_request" if product.mode == Product.Mode.ON_REQUEST else "gone"), None
    if offer.reason == NO_PRICE:
        return "elsewhere", None
    if offer.state in STATES:
        return STATES[offer.state], None
    if product.kind == Product.Kind.SERVICE:
        return "bookable", None
    if product.is_one_of_a_kind:
        return "unique", None
    return "here", offer.available if offer.available <= FEW else None


def quantities_of(
    product: Product, variants: Sequence[Variant], today: Mapping[int, Offer]
) -> tuple[int, ...]:
    """Return the numbers one may ask for; none where there is only one to have."""
    most = max((today[variant.pk].available for variant in variants), default=0)
    return tuple(range(1, min(most, MOST_AT_ONCE) + 1)) if most > 1 and not product.is_one_of_a_kind else ()


def per_unit(variant: Variant | None, offer: Offer | None, lang: str) -> str:
    """Return the price per kilogram or litre, empty for what is sold by the piece."""
    if variant is None or offer is None or offer.price is None or variant.net_quantity is None:
        return ""
    per = unit_price(offer.price, variant.net_quantity, variant.net_unit)
    return f"{money_shown(per.price, lang).text} / {unit_written(per.unit, lang)}" if per else ""


def _note(offer: Offer) -> str:
    if offer.state is OfferState.SOLD:
        return _("Sold")
    if not offer.is_buyable:
        return _("Not available now")
    if offer.making_days:
        days = offer.making_days
        text = ngettext("Made for you in %(days)d day", "Made for you in %(days)d days", days)
        return text % {"days": days}
    return ""
