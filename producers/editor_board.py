"""What the back office tells editors first: each app names what waits, what comes, what is stale."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from producers.figures import Text


class Column(StrEnum):
    """Under which heading something stands."""

    WAITS = "waits"
    COMES = "comes"
    STALE = "stale"


@dataclass(frozen=True)
class Seen:
    """How many there are, the first of them as (title, address) pairs, and where all of them are."""

    count: int
    first: Sequence[tuple[str, str]] = ()
    url: str = ""


@dataclass(frozen=True)
class BoardItem:
    """One line of the board. ``look`` is asked for users that ``may`` says yes to."""

    code: str
    column: Column
    label: Text
    look: Callable[[], Seen]
    may: Callable[[Any], bool]
    position: int = 100


_items: dict[str, BoardItem] = {}


def add_board_item(item: BoardItem) -> None:
    """Add a line; for ``AppConfig.ready``. Raises ``ValueError`` for a second one under its code."""
    if _items.setdefault(item.code, item) != item:
        raise ValueError(f"there are two lines called {item.code}")


def board_items(column: Column) -> tuple[BoardItem, ...]:
    """Return the lines of a column in the order in which they are shown."""
    found = [item for item in _items.values() if item.column == column]
    return tuple(sorted(found, key=lambda item: (item.position, item.code)))
