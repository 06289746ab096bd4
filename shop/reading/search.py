"""Which offers a question finds, best first. The question is folded as the indexed words are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from wagtail.search.backends import get_search_backend
from wagtail.search.query import And, Or, PlainText, SearchQuery

from producers.conf import languages
from producers.domain.text import fold, is_searchable
from producers.editions.memory import remembered
from shop.domain.search_words import telling
from shop.models import SearchRow
from shop.reading.spelling import understand

MOST = 1000
MOST_WORDS = 12


@dataclass(frozen=True)
class Found:
    """Ids of offers, best first, and the words that were looked for instead, empty when as typed."""

    ids: list[int]
    instead: str = ""


def find(question: str, lang: str) -> Found:
    """Return the offers found, at most ``MOST``; none for a question without letters.

    Every product has a row in every language of the site, so that one language is asked. All words have
    to be met, each in one of its meanings; then any of them; then parts of words in the names.
    """
    typed = tuple(fold(question).split()[:MOST_WORDS])
    if not is_searchable("".join(typed)):
        return Found([])
    language = lang if lang in languages() else languages()[0]
    return remembered(
        "search", ("search", "words"), (typed, language), lambda: _find(typed, language), size=9
    )


def _find(typed: tuple[str, ...], language: str) -> Found:
    words = understand(telling(typed), language)
    ids = _search(And([_one_of(word.meanings) for word in words]), language)
    ids = ids or _with_these_letters(typed, language)
    if not ids and len(words) > 1:
        ids = _search(_one_of([one for word in words for one in word.meanings]), language)
    return Found(ids, " ".join(word.best for word in words) if any(w.is_corrected for w in words) else "")


def _one_of(words: Sequence[str]) -> SearchQuery:
    """Ask for any of some words.

    PostgreSQL weighs them at once. SQLite is given no brackets around them so, and takes "and" before "or".
    """
    if connection.vendor == "sqlite":
        return Or([PlainText(word) for word in words])
    return PlainText(" ".join(words), operator="or")


def _search(query: SearchQuery, language: str) -> list[int]:
    rows = SearchRow.objects.filter(language=language).only("product")
    hits: Any = get_search_backend().search(query, rows)[:MOST]
    if hasattr(hits, "get_queryset"):  # the database itself: no row need be made an object
        return list(dict.fromkeys(hits.get_queryset().values_list("product", flat=True)))
    return list(dict.fromkeys(hit.product_id for hit in hits))


def _with_these_letters(words: Sequence[str], language: str) -> list[int]:
    rows = SearchRow.objects.filter(language=language)
    for word in words:
        rows = rows.filter(title__contains=word)
    return list(rows.order_by("-product").values_list("product", flat=True)[:MOST])
