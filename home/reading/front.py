"""The home page: what is new, who makes it, from which region, and where one price goes."""

from typing import Any

from home.reading.prices import example_price
from producers.conf import map_view
from producers.models import Organisation, Picture
from producers.reading.cards import producer_card
from producers.reading.directory import Asked, proven, regions_shown
from producers.reading.pictures import picture_shown
from shop.models import Listing, Market
from shop.reading.cards import product_cards, with_cards
from shop.reading.vocabulary import vocabulary

NEWEST = 8


def read_front(
    market: Market, lang: str, *, picture: Picture | None, maker_of_the_week: int | None
) -> dict[str, Any]:
    """Return what the home page shows around the words of its editor."""
    rows = Listing.objects.sold_in(market)
    newest = list(with_cards(rows.filter(is_sold=False).order_by("-published_at", "-product"))[:NEWEST])
    maker = _maker(maker_of_the_week)
    words = vocabulary()
    return {
        "picture_shown": picture_shown(picture, lang),
        "cards": product_cards(newest, lang),
        "regions": regions_shown(Asked(), lang),
        "view": map_view(),
        "maker": producer_card(maker, lang, with_crafts=False) if maker else None,
        "breakdown": example_price(newest, market, lang, words),
        "families": tuple((one.shown(lang), one.code) for one in words.children(None)),
    }


def _maker(pk: int | None) -> Organisation | None:
    """The one an editor chose, else the first who has something to say."""
    makers = Organisation.objects.selling().select_related("picture").prefetch_related(proven())
    return (makers.filter(pk=pk) if pk else makers.exclude(sentence="").order_by("number")).first()
