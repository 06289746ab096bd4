"""What one search over everything looks through. Each app names its kinds of things when it is ready."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from producers.domain.hashed import hashed_once
from producers.domain.shown import PictureShown, Shown
from producers.figures import Text

MOST = 1000
"""So many of a kind are counted and listed at most."""


@dataclass(frozen=True)
class Question:
    """What is looked for: as it was typed, and its folded words. ``market`` is the key of the reader's."""

    text: str
    words: tuple[str, ...]
    lang: str
    market: int


@hashed_once
@dataclass(frozen=True)
class Hit:
    """One thing found. ``line`` says what and where it is, in the words of the interface."""

    url: str
    title: Shown
    line: str = ""
    summary: Shown | None = None
    picture: PictureShown | None = None


@dataclass(frozen=True)
class SearchKind:
    """One kind of thing.

    ``find`` returns the keys of what fits, best first, at most ``MOST``; ``show`` the hits of some of them,
    by key: the same whatever was asked, for readers of one language and market. ``names`` returns (name,
    folded name) pairs that something may be called, for proposals and for the words of which a misspelled
    one may be: a bounded number. ``more`` is the address of the kind's own list of the same question, where
    it has one that can be narrowed. ``areas`` are those of all tables that ``find`` and ``show`` read
    (``producers.editions``): while they stand still, what was found is kept. A kind that names none is asked
    each time.
    """

    code: str
    label: Text
    icon: str
    find: Callable[[Question], Sequence[Any]]
    show: Callable[[Sequence[Any], Question], Mapping[Any, Hit]]
    names: Callable[[Question], Iterable[tuple[str, str]]]
    more: Callable[[Question], str] | None = None
    position: int = 100
    areas: tuple[str, ...] = ()


_kinds: dict[str, SearchKind] = {}


def add_search_kind(kind: SearchKind) -> None:
    """Add a kind; for ``AppConfig.ready``. Raises ``ValueError`` for a second one under its code."""
    if _kinds.setdefault(kind.code, kind) != kind:
        raise ValueError(f"there are two kinds called {kind.code}")


def search_kinds() -> tuple[SearchKind, ...]:
    """Return all kinds in the order in which they are shown."""
    return tuple(sorted(_kinds.values(), key=lambda kind: (kind.position, kind.code)))


def fitting(rows: Iterable[tuple[Any, str, str]], words: Sequence[str]) -> list[Any]:
    """Return the keys of (key, folded title, folded text) rows that hold each word, titles first.

    For kinds of which there are few enough to be kept in memory. A word fits where one begins with it.
    """
    asked = [f" {word}" for word in words]
    found: list[tuple[int, int, Any]] = []
    for place, (key, title, text) in enumerate(rows):
        in_title = [word in f" {title}" for word in asked]
        if all(there or word in f" {text}" for there, word in zip(in_title, asked, strict=True)):
            found.append((-sum(in_title), place, key))
    return [key for _title, _place, key in sorted(found, key=lambda one: one[:2])][:MOST]
