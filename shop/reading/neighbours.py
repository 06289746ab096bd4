"""What stands beside an offer: more by its maker, similar pieces, and the pictures of all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from producers.compiled import Compiled
from producers.editions.memory import remembered_each
from shop.domain.cards import ProductCard
from shop.models import Listing, Market, Product, ProductPicture
from shop.reading.cards import CARDS, ON_CARD, product_card

MORE = 4
NOBODYS = 0
Key = tuple[int, int, str]


@dataclass(frozen=True)
class Others:
    """The neighbours' cards, and the offer's own ``pictures``."""

    pictures: tuple[ProductPicture, ...]
    hers: tuple[ProductCard, ...]
    similar: tuple[ProductCard, ...]


def read_others(product: Product, market: Market, lang: str) -> Others:
    """Read the neighbours of an offer in two queries, one of them for the pictures that are needed."""
    own, hers_own, alike = product.pk or 0, product.producer_id, product.category_id or 0
    rows = list(_neighbours(market=market.pk, product=own, producer=hers_own, category=alike))
    listed = {(row.product_id, market.pk, lang): row for row in rows}
    pictures: dict[int, list[ProductPicture]] = {}

    def read(keys: list[Key]) -> dict[Key, ProductCard]:
        pictures.update(_pictures(own, [listed[key].product_id for key in keys]))
        return {key: _card(listed[key], pictures, lang) for key in keys}

    cards = remembered_each("card", CARDS, list(listed), read)
    shown = list(zip(rows, cards, strict=True))
    return Others(
        tuple((pictures if own in pictures else _pictures(own))[own]),
        tuple(card for row, card in shown if row.producer_id == product.producer_id),
        tuple(card for row, card in shown if row.producer_id != product.producer_id),
    )


@Compiled
def _neighbours(*, market: int, product: int, producer: int, category: int) -> QuerySet[Listing]:
    """The two short lists are joined before the rows are looked up: with "or", PostgreSQL reads every row."""
    rows = Listing.objects.filter(market=market, is_sold=False).exclude(product=product)
    rows = rows.order_by("-published_at", "-product_id")
    of_hers = rows.filter(producer=producer)[:MORE]
    like_it = rows.filter(category=category).exclude(producer=producer)[:MORE]
    both = _these(of_hers).union(_these(like_it), all=True)
    return rows.filter(pk__in=both).select_related("product", "producer").only(*ON_CARD)


def _these(rows: QuerySet[Listing]) -> QuerySet[Any, Any]:
    """SQLite takes no limit inside of a union, but one level deeper."""
    return Listing.objects.order_by().filter(pk__in=rows.values("pk")).values("pk")


@Compiled
def _all_and_first(*, own: int, others: list[int]) -> QuerySet[ProductPicture]:
    rows = ProductPicture.objects.select_related("picture").order_by("position", "pk")
    return rows.filter(Q(product=own) | Q(product__in=others, position=0))


def _pictures(own: int, others: Sequence[int] = ()) -> dict[int, list[ProductPicture]]:
    """Return all pictures of an offer, and of others the first."""
    found: dict[int, list[ProductPicture]] = {pk: [] for pk in (own, *others)}
    for row in _all_and_first(own=own, others=list(others) or [NOBODYS]) if own or others else ():
        found[row.product_id].append(row)
    return found


def _card(row: Listing, pictures: dict[int, list[ProductPicture]], lang: str) -> ProductCard:
    row.product.first_pictures = pictures[row.product_id][:1]
    return product_card(row, lang)
