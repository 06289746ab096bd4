"""Which documents hold a word: one set of documents for each word and each part of a document.

A set holds the keys of documents; twenty thousand of them are at most eight kilobytes. Looking a question
up is reading some rows and cutting their sets, however many documents hold its words.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pyroaring import BitMap

LONGEST_WORD = 60
NO_WORDS: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Held:
    """The folded words of one document: of its title, of its whole record, of its record and its file."""

    title: frozenset[str] = NO_WORDS
    record: frozenset[str] = NO_WORDS
    text: frozenset[str] = NO_WORDS


@dataclass
class Holders:
    """Who holds one word, part by part."""

    title: BitMap = field(default_factory=BitMap)
    record: BitMap = field(default_factory=BitMap)
    text: BitMap = field(default_factory=BitMap)

    def __bool__(self) -> bool:
        return bool(self.title or self.record or self.text)

    def joined(self, others: Iterable["Holders"]) -> "Holders":
        """Return who holds this word or one of the others."""
        every = (self, *others)
        parts = ([getattr(one, part) for one in every] for part in PARTS)
        return Holders(*(BitMap().union(*sets) for sets in parts))


PARTS = ("title", "record", "text")
NOBODY = Holders()


def held(title: str = "", record: str = "", text: str = "") -> Held:
    """Read folded texts; a word that is longer than any that is looked for is left out."""
    in_title, in_record, in_text = (_words(one) for one in (title, record, text))
    return Held(in_title, in_title | in_record, in_text)


def gathered(documents: Iterable[tuple[int, Held]]) -> dict[str, Holders]:
    """Return who holds each word: the whole index, made anew."""
    found: dict[str, dict[str, list[int]]] = {}
    for key, one in documents:
        for part in PARTS:
            for word in getattr(one, part):
                found.setdefault(word, {}).setdefault(part, []).append(key)
    return {word: Holders(**{part: BitMap(keys) for part, keys in of.items()}) for word, of in found.items()}


def ladder(sets: Sequence[BitMap]) -> list[BitMap]:
    """Return what is in all of the sets, then what is in all but one, down to what is in any of them."""
    rungs: list[BitMap] = []
    for one in sets:
        higher = [BitMap(one), *(rung & one for rung in rungs)]
        rungs = [*(rung | more for rung, more in zip(rungs, higher, strict=False)), higher[-1]]
    return rungs[::-1]


def tiers(among: BitMap, *ladders: Iterable[BitMap]) -> Iterator[BitMap]:
    """Divide a set by the ladders, best first; what is on none of them comes last."""
    left = among.copy()
    for rungs in ladders:
        for rung in rungs:
            if here := left & rung:
                yield here
                left -= here
    if left:
        yield left


def best_first(words: Sequence[Holders]) -> tuple[BitMap, ...]:
    """Return tiers of documents that hold every word, or else any of them.

    More words in the title come first, then more in the record; without a document that holds all of them,
    those with more of the words come before those.
    """
    if not words:
        return ()
    anywhere = [one.record | one.text for one in words]
    in_titles, in_records = (ladder([getattr(one, part) for one in words]) for part in ("title", "record"))
    if every := anywhere[0].intersection(*anywhere[1:]):
        return tuple(tiers(every, in_titles, in_records))
    return tuple(
        tier
        for rung in tiers(BitMap().union(*anywhere), ladder(anywhere))
        for tier in tiers(rung, in_titles, in_records)
    )


def moved(
    before: Mapping[int, Held], after: Mapping[int, Held]
) -> tuple[dict[str, Holders], dict[str, Holders]]:
    """Return who comes to each word and who leaves it, where documents have other words than before."""
    keys = before.keys() | after.keys()
    nothing = Held()
    pairs = [(key, before.get(key, nothing), after.get(key, nothing)) for key in keys]
    come = gathered((key, _less(new, old)) for key, old, new in pairs)
    gone = gathered((key, _less(old, new)) for key, old, new in pairs)
    return come, gone


def _less(one: Held, other: Held) -> Held:
    return Held(*(getattr(one, part) - getattr(other, part) for part in PARTS))


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in text.split() if len(word) <= LONGEST_WORD)
