"""Which offers a question finds, best first. The question is folded as the indexed words are."""

from django.db.models import QuerySet
from wagtail.search.backends import get_search_backend

from producers.domain.text import fold, is_searchable
from shop.models import SearchRow

MOST = 500


def found_products(question: str, lang: str) -> list[int]:
    """Return the ids of the offers found, best first, at most ``MOST``; none for a question of marks."""
    folded = fold(question)
    if not is_searchable(folded):
        return []
    rows = SearchRow.objects.filter(language=lang)
    hits = [row.product_id for row in get_search_backend().search(folded, rows, operator="and")[:MOST]]
    return hits or _with_these_letters(folded, rows)


def _with_these_letters(folded: str, rows: "QuerySet[SearchRow]") -> list[int]:
    """Offers whose name holds what was typed, for the first letters of a word."""
    for word in folded.split()[:6]:
        rows = rows.filter(title__contains=word)
    return list(rows.order_by("pk").values_list("product", flat=True)[:MOST])
