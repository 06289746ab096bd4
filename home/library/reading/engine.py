"""What the search layer finds of the fund, as whole sets: whichever server it asks, by settings alone."""

import re
from array import array
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import QuerySet
from pyroaring import BitMap
from wagtail.search.backends import get_search_backend
from wagtail.search.query import And, Or, PlainText, SearchQuery

from home.library.models import LibraryRow, LibraryWords
from home.library.reading.entries import entries_of
from home.library.reading.held import Held
from producers.editions.memory import remembered_by_key
from shop.reading.facet_sets import Numbers

Word = tuple[str, ...]
"""One word as it was typed, with all that it may mean."""
MOST_ELSEWHERE = 20_000
"""Hits read from a server that is not the database. Of more, lists and counts know these alone."""
FEW = 1000  # hits whose titles are looked at one by one
SIZE = 12  # kilobytes, about, of three sets of twenty thousand documents


def all_of(words: Sequence[Word], public: BitMap) -> Held:
    """Return the documents that hold each of the words in one of its meanings."""
    each = _each(words)
    return reduce(and_, each) if each else _asked(And([one_of(word) for word in words]), words, public)


def any_of(words: Sequence[Word], public: BitMap) -> Held:
    """Return those that hold one of the words at least."""
    each, every = _each(words), tuple(sorted({one for word in words for one in word}))
    return reduce(or_, each) if each else _asked(one_of(every), [every], public)


def one_of(words: Iterable[str]) -> SearchQuery:
    """Ask for any of some words, so that it may be a part of a question.

    ``PlainText`` with "or" may not: SQLite is given no brackets around it, and takes "and" before "or".
    """
    return Or([PlainText(word) for word in words])


def numbers_of(rows: QuerySet) -> BitMap:
    """Return the keys of rows, however many there are, out of one row."""
    numbers = rows.order_by().aggregate(numbers=Numbers("pk"))["numbers"]
    return BitMap(array("I", map(int, numbers.split(",")))) if numbers else BitMap()


def _each(words: Sequence[Word]) -> list[Held]:
    """Return what is held of each word where the index lies in PostgreSQL; nothing where it lies elsewhere.

    Kept by the word: a question of words that were asked before, in whatever company, asks nothing.
    """
    index = entries_of(get_search_backend(), LibraryRow, LibraryWords)
    if index is None:
        return []
    found = remembered_by_key(
        "fund words",
        ("library",),
        words,
        lambda new: index.held({word: one_of(word) for word in new}),
        size=SIZE,
    )
    return [found[word] for word in words]


def _asked(query: SearchQuery, words: Iterable[Word], public: BitMap) -> Held:
    """Ask for the question as a whole. Files are not asked where the records hold every document."""
    records = _found(query, LibraryRow.objects.only("pk"))
    titles = _with_in_title(words, records) if records else records
    return Held(
        titles, records, _found(query, LibraryWords.objects.only("pk")) if public - records else BitMap()
    )


def _found(query: SearchQuery, rows: QuerySet) -> BitMap:
    """Ask without weights: a list puts the newest first, and weighing would read the words of every hit."""
    hits: Any = get_search_backend().search(query, rows, order_by_relevance=False)
    if hasattr(hits, "get_queryset"):  # the database itself
        return numbers_of(hits.get_queryset())
    return BitMap(hit.pk for hit in hits[:MOST_ELSEWHERE])


def _with_in_title(words: Iterable[Word], among: BitMap) -> BitMap:
    """Return those whose title holds one of each words: plainly looked at, not asked of the search layer."""
    rows = LibraryRow.objects.filter(pk__in=list(among)) if len(among) < FEW else LibraryRow.objects.all()
    for word in words:
        rows = rows.filter(title__regex=f"(^| )({'|'.join(map(re.escape, word))})( |$)")
    return numbers_of(rows) & among
