"""Where in a document what was searched for stands: the words around it, those that were found marked."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from producers.domain.text import fold_each

AROUND = 12  # words on each side


@dataclass(frozen=True)
class Piece:
    """Some words of an excerpt; those that were looked for are found ones."""

    text: str
    is_found: bool = False


@dataclass(frozen=True)
class Excerpt:
    """Pieces in their order, and whether the text goes on before and after them."""

    pieces: tuple[Piece, ...]
    has_more_before: bool = False
    has_more_after: bool = False


def excerpt(text: str, sought: Collection[str], around: int = AROUND) -> Excerpt | None:
    """Return the words around the first place where most of the sought words stand close together.

    ``sought`` are folded words; the text is folded word by word. None when none of them is in it.
    """
    words = text.split()
    folded = fold_each(words)
    hits = [number for number, word in enumerate(folded) if _is_sought(word, sought)]
    if not hits:
        return None
    best = max(hits, key=lambda start: (_different(folded, hits, start, around), -start))
    first, last = max(0, best - around // 2), min(len(words), best + around + around // 2)
    found = {number for number in hits if first <= number < last}
    pieces = tuple(_pieces((words[number], number in found) for number in range(first, last)))
    return Excerpt(pieces, first > 0, last < len(words))


def _different(folded: Sequence[str], hits: Sequence[int], start: int, around: int) -> int:
    """Count how many different words are found from one place on."""
    first = bisect_left(hits, start)
    return len({folded[hit] for hit in hits[first : bisect_left(hits, start + around)]})


def _is_sought(folded: str, sought: Collection[str]) -> bool:
    return folded in sought or (" " in folded and any(part in sought for part in folded.split()))


def _pieces(words: Iterable[tuple[str, bool]]) -> Iterator[Piece]:
    """Join neighbours of one sort."""
    for is_found, same in groupby(words, key=itemgetter(1)):
        yield Piece(" ".join(word for word, _is_found in same), is_found)
