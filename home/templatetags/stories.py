"""Chosen rows as the values that elements show."""

from collections.abc import Iterable

from django import template
from django.utils.translation import get_language

from producers.domain.cards import ProducerCard
from producers.domain.shown import PictureShown
from producers.models import Organisation, Picture
from producers.reading.cards import producer_card
from producers.reading.directory import proven
from producers.reading.pictures import picture_shown
from shop.domain.cards import ProductCard
from shop.models import Listing, Product
from shop.reading.cards import product_cards, with_cards
from shop.reading.market import current_market

register = template.Library()


@register.simple_tag
def shown_picture(picture: Picture | None) -> PictureShown | None:
    """Return a chosen picture with its ready renditions."""
    return picture_shown(picture, get_language() or "fr")


@register.simple_tag(takes_context=True)
def product_cards_of(
    context: template.Context, products: Iterable[Product | None]
) -> tuple[ProductCard, ...]:
    """Return the cards of chosen products, in their order, that are on sale for the reader's country."""
    wanted = [one.pk for one in products if one]
    if "request" not in context:
        return ()
    rows = Listing.objects.sold_in(current_market(context["request"])).filter(product__in=wanted)
    found = {row.product_id: row for row in with_cards(rows)}
    return product_cards([found[pk] for pk in wanted if pk in found], get_language() or "fr")


@register.simple_tag
def producer_card_of(chosen: Organisation | None) -> ProducerCard | None:
    """Return the card of a chosen producer, None when she is not on sale any more."""
    rows = Organisation.objects.shown().select_related("picture").prefetch_related("crafts", proven())
    maker = rows.filter(pk=chosen.pk).first() if chosen else None
    return producer_card(maker, get_language() or "fr") if maker else None
