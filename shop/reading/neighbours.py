"""What stands beside an offer: more by its maker, similar pieces, and the pictures of all of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from producers.compiled import Compiled
from shop.models import Listing, Market, Product, ProductPicture

MORE = 4


@dataclass(frozen=True)
class Others:
    """The neighbours' listings, ready for cards, and the offer's own ``pictures``."""

    pictures: tuple[ProductPicture, ...]
    hers: tuple[Listing, ...]
    similar: tuple[Listing, ...]


def read_others(product: Product, market: Market) -> Others:
    """Read the neighbours of an offer in two queries, one of them for all pictures."""
    own, hers_own, alike = product.pk or 0, product.producer_id, product.category_id or 0
    both = list(_neighbours(market=market.pk, product=own, producer=hers_own, category=alike))
    hers = [row for row in both if row.producer_id == product.producer_id]
    similar = [row for row in both if row.producer_id != product.producer_id]
    pictures = _pictures([product.pk, *(row.product_id for row in (*hers, *similar))])
    for row in (*hers, *similar):
        row.product.first_pictures = pictures[row.product_id][:1]
    return Others(tuple(pictures[product.pk]), tuple(hers), tuple(similar))


@Compiled
def _neighbours(*, market: int, product: int, producer: int, category: int) -> QuerySet[Listing]:
    """The two short lists are joined before the rows are looked up: with "or", PostgreSQL reads every row."""
    rows = Listing.objects.filter(market=market, is_sold=False).exclude(product=product)
    rows = rows.order_by("-published_at", "-product_id")
    of_hers = rows.filter(producer=producer)[:MORE]
    like_it = rows.filter(category=category).exclude(producer=producer)[:MORE]
    both = _these(of_hers).union(_these(like_it), all=True)
    return rows.filter(pk__in=both).select_related("product", "producer")


def _these(rows: QuerySet[Listing]) -> QuerySet[Any, Any]:
    """SQLite takes no limit inside of a union, but one level deeper."""
    return Listing.objects.order_by().filter(pk__in=rows.values("pk")).values("pk")


@Compiled
def _pictures_of(*, products: list[int]) -> QuerySet[ProductPicture]:
    rows = ProductPicture.objects.filter(product__in=products).select_related("picture")
    return rows.order_by("position", "pk")


def _pictures(products: Sequence[int | None]) -> dict[int, list[ProductPicture]]:
    found: defaultdict[int, list[ProductPicture]] = defaultdict(list)
    wanted = [pk for pk in products if pk]
    for row in _pictures_of(products=wanted) if wanted else ():
        found[row.product_id].append(row)
    return found
