"""The search index. Wagtail is told here and nowhere else, as for the goods of the shop."""

from collections.abc import Iterable

from wagtail.search.backends import get_search_backends

from home.library.models import LibraryRow, LibraryWords


def index_documents(ids: Iterable[int]) -> None:
    """Bring the search index up to date with the words of these documents. May be repeated.

    The index may be a server of its own, so this is never called inside a transaction.
    """
    wanted = list(ids)
    for model in (LibraryRow, LibraryWords):
        rows = list(model.objects.filter(document__in=wanted))
        for backend in get_search_backends():
            backend.add_bulk(model, rows)
