"""Which documents a question finds, and where in them it stands: the fold and the meanings are the shop's."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from pyroaring import BitMap
from wagtail.search.query import And, SearchQuery

from home.library.models import DocumentPage, LibraryRow
from home.library.reading.engine import in_files, in_records, numbers_of, one_of
from home.library.reading.fund_index import Hits, fund_index
from producers.domain.text import fold, is_searchable
from producers.editions.memory import remembered
from shop.domain.search_words import meanings, telling

MOST_WORDS = 12
FEW = 1000  # hits whose titles are looked at one by one
MOST_PLACES = 4000  # pages looked at for one page of results


@dataclass(frozen=True)
class Question:
    """Folded words as they were typed, each with all that it may mean."""

    words: tuple[tuple[str, ...], ...]

    @property
    def every(self) -> frozenset[str]:
        """All words that may be found."""
        return frozenset(one for word in self.words for one in word)

    def __bool__(self) -> bool:
        return bool(self.words)


def read_question(typed: str) -> Question:
    """Return what was asked; nothing for a text without letters or digits."""
    words = fold(typed).split()[:MOST_WORDS]
    if not is_searchable("".join(words)):
        return Question(())
    return Question(tuple(meanings(word)[:MOST_WORDS] for word in telling(words)))


def find_documents(question: Question) -> Hits:
    """Return the public documents that a question finds, best first; none for a question without words.

    All words have to be met in a document, on whatever pages; then any of them; then parts of words in
    titles. What is found is kept for the next page and the next filter.
    """
    index = fund_index()
    tiers = remembered(
        "fund found", ("library",), (question,), lambda: _tiers(question, index.public), size=10
    )
    return Hits(index, tiers).among(index.public)


def pages_with(question: Question, files: Iterable[int]) -> dict[int, tuple[int, str]]:
    """Return the page of each file that holds most of the words: its number and its text. Two queries."""
    holds = Q()
    for word in question.every:
        holds |= Q(folded__contains=word)
    rows = DocumentPage.objects.filter(holds, file__in=list(files)).order_by("file", "number")
    best: dict[int, tuple[int, int]] = {}
    for pk, file, folded in rows.values_list("pk", "file", "folded")[:MOST_PLACES].iterator(chunk_size=100):
        there = set(folded.split())
        met = sum(1 for word in question.words if not there.isdisjoint(word))
        if met > best.get(file, (0, 0))[0]:
            best[file] = (met, pk)
    chosen = DocumentPage.objects.filter(pk__in=[pk for _met, pk in best.values()])
    return {page.file_id: (page.number, page.text) for page in chosen}


def _tiers(question: Question, public: BitMap) -> tuple[BitMap, ...]:
    if not question:
        return ()
    all_of_them = And([one_of(word) for word in question.words])
    found = _search(all_of_them, question.words, public)
    if not found and len(question.words) > 1:
        every = sorted(question.every)
        found = _search(one_of(every), [every], public)
    return found or _with_these_letters(question)


def _search(query: SearchQuery, words: Iterable[Sequence[str]], public: BitMap) -> tuple[BitMap, ...]:
    """What titles say comes first, then what records say, then what only files say."""
    records = in_records(query)
    titles = _with_in_title(words, records) if records else records
    files = in_files(query) - records if public - records else BitMap()
    return tuple(tier for tier in (titles, records - titles, files) if tier)


def _with_in_title(words: Iterable[Sequence[str]], among: BitMap) -> BitMap:
    """Return those whose title holds one of each words.

    Not asked of the search layer: PostgreSQL would take every title apart, at four times the cost or more.
    """
    rows = LibraryRow.objects.filter(pk__in=list(among)) if len(among) < FEW else LibraryRow.objects.all()
    for word in words:
        rows = rows.filter(title__regex=f"(^| )({'|'.join(map(re.escape, word))})( |$)")
    return numbers_of(rows) & among


def _with_these_letters(question: Question) -> tuple[BitMap, ...]:
    rows = LibraryRow.objects.all()
    for word in question.words:
        rows = rows.filter(title__contains=word[0])
    found = numbers_of(rows)
    return (found,) if found else ()
