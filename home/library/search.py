"""The search index. Wagtail is told here and nowhere else, as for the goods of the shop."""

from collections.abc import Iterable

from wagtail.search.backends import get_search_backends

from home.library.models import LibraryRow


def index_documents(ids: Iterable[int]) -> None:
    """Bring the search index up to date with the words of these documents. May be repeated.

    The index may be a server of its own, so this is never called inside a transaction.
    """
    rows = list(LibraryRow.objects.filter(document__in=list(ids)))
    for backend in get_search_backends():
        backend.add_bulk(LibraryRow, rows)
