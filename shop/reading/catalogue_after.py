"""A list read on from a place in it, for programs: no page is counted off from the start."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q

from shop.models.querysets import ListingQuerySet
from shop.reading.catalogue import ORDERS, Catalogue

Place = Sequence[Any]
"""What the list is sorted by in the last row read, and its product; in JSON's own types."""


def ids_after(found: Catalogue, place: Place | None, most: int) -> tuple[list[int], list[Any] | None]:
    """Return at most ``most`` products behind a place in their order, and the place of the last.

    None instead of the place says that the list ends there. Raises ``ValueError`` for a place that is none.
    """
    if found.query.sort == "relevance":
        return _best_after(found, place, most)
    column = "published_at" if found.query.sort == "new" else "amount"
    rows: ListingQuerySet = found.narrowing.rows(found.query).order_by(*ORDERS[found.query.sort])
    if place is not None:
        rows = rows.filter(_behind(found.query.sort, place))
    read = list(rows.values_list("product", column)[: most + 1])
    ids = [product for product, _value in read[:most]]
    return ids, [_plain(read[most - 1][1]), ids[-1]] if len(read) > most else None


def _best_after(found: Catalogue, place: Place | None, most: int) -> tuple[list[int], list[Any] | None]:
    """A search has at most a thousand hits, ranked at once; the place is a product and its rank."""
    best, first = found.ranked, 0
    if place is not None:
        rank, product = int(place[0]), int(place[1])
        first = best.index(product) + 1 if product in best else rank
    ids, last = best[first : first + most], first + most
    return ids, [last, ids[-1]] if last < len(best) else None


def _behind(sort: str, place: Place) -> Q:
    value, product = place[0], int(place[1])
    if sort == "new":
        return _next("published_at", "lt", datetime.fromisoformat(value), product)
    if value is None:
        return Q(amount__isnull=True, product__lt=product)
    behind = _next("amount", "gt" if sort == "price" else "lt", Decimal(value), product)
    return behind | Q(amount__isnull=True)


def _next(column: str, way: str, value: object, product: int) -> Q:
    return Q(**{f"{column}__{way}": value}) | Q(**{column: value, "product__lt": product})


def _plain(value: Any) -> str | None:
    if value is None:
        return None
    return value.isoformat() if isinstance(value, datetime) else str(getattr(value, "amount", value))
