"""What stands beside an offer: more by its maker, similar pieces, and the pictures of all of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

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
    rows = Listing.objects.sold_in(market).filter(is_sold=False).exclude(product=product.pk)
    rows = rows.order_by("-published_at", "-product")
    of_hers = rows.filter(producer=product.producer_id)[:MORE]
    like_it = rows.filter(category=product.category_id).exclude(producer=product.producer_id)[:MORE]
    wanted = Q(pk__in=of_hers.values("pk")) | Q(pk__in=like_it.values("pk"))
    both = list(rows.filter(wanted).select_related("product", "producer"))
    hers = [row for row in both if row.producer_id == product.producer_id]
    similar = [row for row in both if row.producer_id != product.producer_id]
    pictures = _pictures([product.pk, *(row.product_id for row in (*hers, *similar))])
    for row in (*hers, *similar):
        row.product.first_pictures = pictures[row.product_id][:1]
    return Others(tuple(pictures[product.pk]), tuple(hers), tuple(similar))


def _pictures(products: Sequence[int | None]) -> dict[int, list[ProductPicture]]:
    found: defaultdict[int, list[ProductPicture]] = defaultdict(list)
    rows = ProductPicture.objects.filter(product__in=[pk for pk in products if pk]).select_related("picture")
    for row in rows.order_by("position", "pk"):
        found[row.product_id].append(row)
    return found
