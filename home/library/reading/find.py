"""Which documents a question finds, and where in them it stands: the fold and the meanings are the shop's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from pyroaring import BitMap

from home.library.models import DocumentPage, LibraryRow
from home.library.reading.engine import all_of, any_of, numbers_of
from home.library.reading.fund_index import Hits, fund_index
from producers.domain.text import fold, is_searchable
from producers.editions.memory import remembered
from shop.domain.search_words import meanings, telling

MOST_WORDS = 12
FIRST_PAGES = 8  # of each file, read whole
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


def pages_with(question: Question, files: Sequence[int]) -> dict[int, tuple[int, str]]:
    """Return the page of each file that holds most of the words, the first of them: its number and its text.

    Two queries; one more where the first pages of a file do not hold all the words. First pages are read
    whole: the database takes ten times as long to look for words in them.
    """
    pages = DocumentPage.objects.filter(file__in=files).order_by("file", "number")
    best = _best(question, pages.filter(number__lte=FIRST_PAGES).values_list("pk", "file", "folded"), {})
    if more := [file for file in files if best.get(file, (0, 0))[0] < len(question.words)]:
        holds = Q()
        for word in question.every:
            holds |= Q(folded__contains=word)
        later = pages.filter(holds, file__in=more, number__gt=FIRST_PAGES)
        rows = later.values_list("pk", "file", "folded")[:MOST_PLACES]
        best = _best(question, rows.iterator(chunk_size=100), best)
    chosen = DocumentPage.objects.filter(pk__in=[pk for _met, pk in best.values()])
    return {file: (number, text) for file, number, text in chosen.values_list("file", "number", "text")}


def _best(
    question: Question, pages: Iterable[tuple[int, int, str]], best: dict[int, tuple[int, int]]
) -> dict[int, tuple[int, int]]:
    """Return how many of the words the best page of each file holds, and its key."""
    found = dict(best)
    for pk, file, folded in pages:
        there = set(folded.split())
        met = sum(1 for word in question.words if not there.isdisjoint(word))
        if met > found.get(file, (0, 0))[0]:
            found[file] = (met, pk)
    return found


def _tiers(question: Question, public: BitMap) -> tuple[BitMap, ...]:
    if not question:
        return ()
    found = all_of(question.words, public).tiers
    if not found and len(question.words) > 1:
        found = any_of(question.words, public).tiers
    return found or _with_these_letters(question)


def _with_these_letters(question: Question) -> tuple[BitMap, ...]:
    rows = LibraryRow.objects.all()
    for word in question.words:
        rows = rows.filter(title__contains=word[0])
    found = numbers_of(rows)
    return (found,) if found else ()
