"""Two states of a thing side by side: what was said, what is said now, and where they differ."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from producers.domain.moderation import Contents, Fact, Word, WordKey
from producers.domain.shown import PictureShown, direction

SAME, GONE, NEW = "same", "gone", "new"
MOST_PARTS = 3_000
_PARTS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Piece:
    """Some words that stayed (``same``), went (``gone``) or came (``new``)."""

    kind: str
    text: str


@dataclass(frozen=True)
class WordRow:
    """One text in one language, before and after."""

    word: Word
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    is_changed: bool

    @property
    def direction(self) -> str:
        """How the text runs."""
        return direction(self.word.language)


@dataclass(frozen=True)
class PictureRow:
    """One picture: stays, goes or comes."""

    kind: str
    key: int
    picture: PictureShown | None


@dataclass(frozen=True)
class FactRow:
    """One fact before and after."""

    label: str
    before: str
    after: str

    @property
    def is_changed(self) -> bool:
        """Whether it is another one."""
        return self.before != self.after


@dataclass(frozen=True)
class Comparison:
    """All of a thing before and after."""

    words: tuple[WordRow, ...]
    pictures: tuple[PictureRow, ...]
    facts: tuple[FactRow, ...]
    is_reordered: bool = False

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that there are words in, in order."""
        return tuple(dict.fromkeys(row.word.language for row in self.words))

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        changed = [*(row.is_changed for row in self.words), *(row.is_changed for row in self.facts)]
        return not any(changed) and not self.is_reordered and all(row.kind == SAME for row in self.pictures)


def compare(before: Contents, after: Contents) -> Comparison:
    """Put two states of one thing side by side."""
    old = [key for key, _picture in before.pictures]
    new = [key for key, _picture in after.pictures]
    both = set(old) & set(new)
    return Comparison(
        tuple(_words(before.words, after.words)),
        tuple(_pictures(before, after)),
        tuple(_facts(before.facts, after.facts)),
        [key for key in old if key in both] != [key for key in new if key in both],
    )


def pieces(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return both texts in pieces, word by word. A very long one is taken as a whole."""
    old, new = _PARTS.findall(before), _PARTS.findall(after)
    if before == after:
        return _one(SAME, before), _one(SAME, after)
    if len(old) > MOST_PARTS or len(new) > MOST_PARTS:
        return _one(GONE, before), _one(NEW, after)
    left: list[Piece] = []
    right: list[Piece] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        same = kind == "equal"
        left += _one(SAME if same else GONE, "".join(old[i:j]))
        right += _one(SAME if same else NEW, "".join(new[k:m]))
    return tuple(left), tuple(right)


def _one(kind: str, text: str) -> tuple[Piece, ...]:
    return (Piece(kind, text),) if text else ()


def _words(before: Iterable[Word], after: Iterable[Word]) -> Iterator[WordRow]:
    old: dict[WordKey, Word] = {word.key: word for word in before}
    new: dict[WordKey, Word] = {word.key: word for word in after}
    for key in [*new, *(key for key in old if key not in new)]:
        texts = (old[key].text if key in old else "", new[key].text if key in new else "")
        left, right = pieces(*texts)
        yield WordRow(new.get(key) or old[key], left, right, texts[0] != texts[1])


def _pictures(before: Contents, after: Contents) -> Iterator[PictureRow]:
    old, new = dict(before.pictures), dict(after.pictures)
    for key, picture in after.pictures:
        yield PictureRow(SAME if key in old else NEW, key, picture)
    for key, picture in before.pictures:
        if key not in new:
            yield PictureRow(GONE, key, picture)


def _facts(before: Iterable[Fact], after: Iterable[Fact]) -> Iterator[FactRow]:
    old, new = ({fact.label: fact.value for fact in facts} for facts in (before, after))
    for label in dict.fromkeys([*new, *old]):
        row = FactRow(label, old.get(label, ""), new.get(label, ""))
        if row.before or row.after:
            yield row
