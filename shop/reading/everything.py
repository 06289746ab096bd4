"""One search over everything that an app has named: how many of each kind, and what may have been meant."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from rapidfuzz.distance import OSA

from producers.domain.text import clean_line, fold, is_searchable
from producers.editions.memory import remembered, remembered_by_key
from producers.search_kinds import Hit, Question, SearchKind, search_kinds
from shop.domain.search_words import telling
from shop.models import Market
from shop.reading.search import MOST_WORDS, find
from shop.reading.spelling import LONG, SHORTEST_GUESSED, understand
from shop.reading.suggestions import suggestions

LONGEST = 200
A_FEW = 4
SHORTEST_PROPOSED, MOST_PROPOSED, MOST_OFFERS = 2, 12, 5
MOST_KNOWN = 20_000  # words that a misspelled one is compared with, besides those of the offers


@dataclass(frozen=True)
class KindFound:
    """What was found of one kind: all keys, best first."""

    kind: SearchKind
    keys: Sequence[Any]

    @property
    def count(self) -> int:
        """How many."""
        return len(self.keys)


@dataclass(frozen=True)
class Everything:
    """All that was found, kinds of which nothing was left out. ``instead`` is what may have been meant."""

    question: Question
    kinds: tuple[KindFound, ...]
    instead: str = ""

    @property
    def total(self) -> int:
        """How many things of all kinds."""
        return sum(one.count for one in self.kinds)

    def of(self, code: str) -> KindFound | None:
        """Return what was found of one kind."""
        return next((one for one in self.kinds if one.kind.code == code), None)


def read_question(typed: str, lang: str, market: int) -> Question:
    """Read what was typed; a question without letters has no words, and finds nothing."""
    text = clean_line(typed[:LONGEST], LONGEST)
    words = tuple(fold(text).split()[:MOST_WORDS])
    return Question(text, words if is_searchable("".join(words)) else (), lang, market)


def search_everything(question: Question) -> Everything:
    """Look through every kind.

    Products are found under a near spelling too. That counts only where nothing is spelled as it was typed.
    """
    if not question.words:
        return Everything(question, ())
    found = {kind.code: KindFound(kind, find_kind(kind, question)) for kind in search_kinds()}
    corrected = find(question.text, question.lang).instead
    if corrected and any(one.count for code, one in found.items() if code != "products"):
        found.pop("products", None)
        corrected = ""
    kinds = tuple(one for one in found.values() if one.count)
    return Everything(question, kinds, corrected or ("" if kinds else meant(question)))


def find_kind(kind: SearchKind, question: Question) -> Sequence[Any]:
    """Return what one kind finds, kept while what it reads stands still."""
    if not kind.areas:
        return kind.find(question)
    key = (question.words, *_reader(question))
    return remembered(f"found {kind.code}", kind.areas, key, lambda: kind.find(question), size=5)


def hits(found: KindFound, question: Question, first: int = 0, last: int = A_FEW) -> Sequence[Hit]:
    """Return some of what was found, as it is shown; a hit is kept whatever question it came up for."""
    kind, reader, keys = found.kind, _reader(question), found.keys[first:last]

    def show(asked: list[Any]) -> dict[Any, Hit]:
        shown = kind.show([key for key, *_reader in asked], question)
        return {(key, *reader): hit for key, hit in shown.items()}

    each = [(key, *reader) for key in keys]
    shown = remembered_by_key(f"hit of {kind.code}", kind.areas, each, show) if kind.areas else show(each)
    return [shown[key] for key in each if key in shown]


def meant(question: Question) -> str:
    """Return the words with the misspelled ones set right, empty when none of them has a near one.

    Compared with the names of every kind, so that an answer is kept while all of them stand still.
    """
    areas = tuple(sorted({area for kind in search_kinds() for area in kind.areas} | {"search"}))
    key = (question.words, *_reader(question))
    if not all(kind.areas for kind in search_kinds()):
        return _meant(question)
    return remembered("meant", areas, key, lambda: _meant(question))


def _meant(question: Question) -> str:
    others = _known(question)
    words = [
        _near(word.typed, others) or word.best if word.typed not in others else word.typed
        for word in understand(telling(list(question.words)), question.lang)
    ]
    return " ".join(words) if words != telling(list(question.words)) else ""


def proposals(typed: str, lang: str, market: int) -> list[str]:
    """Return names of any kind that begin as what was typed, or hold a word that does."""
    question = read_question(typed, lang, market)
    begun = " ".join(question.words)
    if len(begun) < SHORTEST_PROPOSED:
        return []
    offers = suggestions(typed, lang, Market.objects.get(pk=market))[:MOST_OFFERS]
    others = [kind for kind in search_kinds() if kind.code != "products"]
    names = [*offers, *(name for kind in others for name in _begun(kind, begun, question))]
    return list(dict.fromkeys(names))[:MOST_PROPOSED]


def _begun(kind: SearchKind, begun: str, question: Question) -> list[str]:
    """Return at most three of a kind, so that no kind fills the list alone."""
    found = (name for name, folded in kind.names(question) if f" {begun}" in f" {folded}")
    return [name for name, _place in zip(found, range(3), strict=False)]


def _reader(question: Question) -> tuple[str, int, str | None]:
    return question.lang, question.market, get_language()


def _known(question: Question) -> Mapping[str, int]:
    """The words of all names, and how often each stands in one."""
    counts: dict[str, int] = {}
    for word in _words(question):
        counts[word] = counts.get(word, 0) + 1
        if len(counts) >= MOST_KNOWN:
            break
    return counts


def _words(question: Question) -> Iterator[str]:
    for kind in search_kinds():
        for _name, folded in kind.names(question):
            yield from folded.split()


def _near(word: str, known: Mapping[str, int]) -> str:
    if len(word) < SHORTEST_GUESSED:
        return ""
    most = 2 if len(word) >= LONG else 1
    near = [
        (distance, -count, other)
        for other, count in known.items()
        if abs(len(other) - len(word)) <= most
        and (distance := OSA.distance(word, other, score_cutoff=most)) <= most
    ]
    return min(near)[2] if near else ""
