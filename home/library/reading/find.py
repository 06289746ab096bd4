"""Which documents a question finds, and where in them it stands: the engine and the fold are the shop's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from wagtail.search.backends import get_search_backend
from wagtail.search.query import And, PlainText, SearchQuery

from home.library.models import DocumentPage, LibraryRow, LibraryWords
from producers.domain.text import fold, is_searchable
from shop.domain.search_words import meanings, telling

MOST = 1000
MOST_WORDS = 12
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


def find_documents(question: Question) -> list[int]:
    """Return ids of public documents, best first, at most ``MOST``.

    All words have to be met in a document, on whatever pages; then any of them; then parts of words in
    titles.
    """
    each = [PlainText(" ".join(word), operator="or") for word in question.words]
    found = _search(And(each))
    if not found and len(each) > 1:
        found = _search(PlainText(" ".join(sorted(question.every)), operator="or"))
    return found or _with_these_letters([word[0] for word in question.words])


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


def _search(query: SearchQuery) -> list[int]:
    """What the record says comes first, by its weight; then what only the text says.

    Where records alone fill the list, texts are not looked through: it would cost more than the records.
    """
    backend = get_search_backend()
    found = _ids(backend.search(query, LibraryRow.objects.only("document"))[:MOST])
    if len(found) < MOST:
        texts = LibraryWords.objects.only("document")
        found += _ids(backend.search(query, texts, order_by_relevance=False)[:MOST])
    return list(dict.fromkeys(found))[:MOST]


def _ids(hits: Any) -> list[int]:
    """Return the documents of hits. The database's own index need not send their words along with them."""
    if hasattr(hits, "get_queryset"):
        return list(hits.get_queryset().values_list("pk", flat=True))
    return [hit.pk for hit in hits]


def _with_these_letters(words: Sequence[str]) -> list[int]:
    rows = LibraryRow.objects.all()
    for word in words:
        rows = rows.filter(title__contains=word)
    return list(rows.order_by("-document").values_list("document", flat=True)[:MOST])
