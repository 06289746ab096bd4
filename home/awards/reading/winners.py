"""Who won, as the ceremony page shows it: with name and photo where she agrees, else her place alone."""

from dataclasses import dataclass
from typing import Any

from home.awards.models import Edition, Portrait
from home.awards.reading.cards import edition_card
from home.awards.reading.markup import winners_markup
from producers.domain.cards import ProducerCard
from producers.domain.shown import Shown, shown
from producers.models import Organisation
from producers.reading.cards import producer_card
from producers.reading.directory import proven
from producers.reading.head import read_head, written_in
from shop.domain.cards import ProductCard
from shop.models import Listing, Market
from shop.reading.cards import product_cards, with_cards

MOST_PRODUCTS = 8


@dataclass(frozen=True)
class Winner:
    """One winner. ``card`` is her own page's, where she has one and agrees; ``name`` where she agrees."""

    place: int
    name: str
    card: ProducerCard | None
    words: Shown | None


@dataclass(frozen=True)
class Won:
    """The winners of one category."""

    title: Shown
    prize: Shown | None
    winners: tuple[Winner, ...]


def read_ceremony(edition: Edition, market: Market, lang: str) -> dict[str, Any]:
    """Return what the page of the ceremony shows."""
    card, own = edition_card(edition, lang), edition.original_language
    rows = list(edition.portraits.order_by("category__position", "category", "place"))
    makers = makers_of(rows)
    found = [
        Won(
            shown(one.title, lang, own),
            shown(one.prize, lang, own) if one.prize else None,
            tuple(_winner(row, makers, lang) for row in rows if row.category_id == one.pk),
        )
        for one in edition.categories.all()
    ]
    return {
        "card": card,
        "edition": edition,
        "place": shown(edition.ceremony_place, lang, own) if edition.ceremony_place else None,
        "categories": [one for one in found if one.winners],
        "products": _products(makers, market, lang),
        "head": read_head(
            "awards:ceremony",
            [edition.slug],
            written_in(edition.title, own),
            title=card.title.text,
            kind="article",
        ),
        "markup": winners_markup(edition, card, [one for each in found for one in each.winners if one.name]),
    }


def makers_of(rows: list[Portrait]) -> dict[int, Organisation]:
    """Return the producers of portraits whom the public may see, by key."""
    keys = [one.organisation_id for one in rows if one.organisation_id]
    found = Organisation.objects.shown().filter(pk__in=keys).select_related("picture")
    return {one.pk: one for one in found.prefetch_related("crafts", proven())} if keys else {}


def _winner(row: Portrait, makers: dict[int, Organisation], lang: str) -> Winner:
    maker = makers.get(row.organisation_id or 0)
    return Winner(
        row.place or 0,
        row.name if row.with_name else "",
        producer_card(maker, lang) if maker and row.with_photo else None,
        shown(row.words, lang) if row.words else None,
    )


def _products(makers: dict[int, Organisation], market: Market, lang: str) -> tuple[ProductCard, ...]:
    if not makers:
        return ()
    rows = Listing.objects.sold_in(market).filter(producer__in=list(makers)).one_can_have()
    return product_cards(with_cards(rows.order_by("-published_at", "-product"))[:MOST_PRODUCTS], lang)
