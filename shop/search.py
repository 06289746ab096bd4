"""The search index. Wagtail is told here and nowhere else, so that what writes rows need not know it."""

from collections.abc import Iterable

from wagtail.search.backends import get_search_backends

from shop.models import SearchRow


def index_rows(product_ids: Iterable[int]) -> None:
    """Bring the search index up to date with the rows of these products. May be repeated.

    The index may be a server of its own, so this is never called inside a transaction.
    """
    rows = list(SearchRow.objects.filter(product__in=list(product_ids)))
    for backend in get_search_backends():
        backend.add_bulk(SearchRow, rows)
