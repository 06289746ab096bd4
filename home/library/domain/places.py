"""Where in a document what was searched for stands: the words around it, those that were found marked."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from producers.domain.text import fold

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
    hits = [number for number, word in enumerate(words) if _is_sought(word, sought)]
    if not hits:
        return None
    best = max(hits, key=lambda start: (_different(words, hits, start, around, sought), -start))
    first, last = max(0, best - around // 2), min(len(words), best + around + around // 2)
    pieces = tuple(_pieces(words[first:last], sought))
    return Excerpt(pieces, first > 0, last < len(words))


def _different(
    words: Sequence[str], hits: Sequence[int], start: int, around: int, sought: Collection[str]
) -> int:
    """Count how many different words are found from one place on."""
    return len({fold(words[hit]) for hit in hits if start <= hit < start + around})


def _is_sought(word: str, sought: Collection[str]) -> bool:
    return any(part in sought for part in fold(word).split())


def _pieces(words: Sequence[str], sought: Collection[str]) -> Iterator[Piece]:
    """Join neighbours of one sort."""
    held: list[str] = []
    was_found = False
    for word in words:
        is_found = _is_sought(word, sought)
        if held and is_found != was_found:
            yield Piece(" ".join(held), was_found)
            held = []
        held.append(word)
        was_found = is_found
    if held:
        yield Piece(" ".join(held), was_found)
