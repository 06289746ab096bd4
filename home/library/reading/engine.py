"""What the search layer finds of the fund, as whole sets: whichever server it asks, by settings alone."""

from array import array
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from pyroaring import BitMap
from wagtail.search.backends import get_search_backend
from wagtail.search.query import Or, PlainText, SearchQuery

from home.library.models import LibraryRow, LibraryWords
from shop.reading.facet_sets import Numbers

MOST_ELSEWHERE = 20_000
"""Hits read from a server that is not the database. Of more, lists and counts know these alone."""


def one_of(words: Iterable[str]) -> SearchQuery:
    """Ask for any of some words, so that it may be a part of a question.

    ``PlainText`` with "or" may not: SQLite is given no brackets around it, and takes "and" before "or".
    """
    return Or([PlainText(word) for word in words])


def in_records(query: SearchQuery) -> BitMap:
    """Return the documents whose record fits, title and all."""
    return _found(query, LibraryRow.objects.only("pk"))


def in_files(query: SearchQuery) -> BitMap:
    """Return the documents that have a file and fit by its words and those of their record together."""
    return _found(query, LibraryWords.objects.only("pk"))


def numbers_of(rows: QuerySet) -> BitMap:
    """Return the keys of rows, however many there are, out of one row."""
    numbers = rows.order_by().aggregate(numbers=Numbers("pk"))["numbers"]
    return BitMap(array("I", map(int, numbers.split(",")))) if numbers else BitMap()


def _found(query: SearchQuery, rows: QuerySet) -> BitMap:
    """Ask without weights: a list puts the newest first, and weighing would read the words of every hit."""
    hits: Any = get_search_backend().search(query, rows, order_by_relevance=False)
    if hasattr(hits, "get_queryset"):  # the database itself
        return numbers_of(hits.get_queryset())
    return BitMap(hit.pk for hit in hits[:MOST_ELSEWHERE])
