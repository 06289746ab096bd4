"""Who shows at an event beyond those whom editors have named: apps above, such as stands, say so."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Exhibit:
    """A maker at an event: her key, her stand, and the number of her group, if she is in one."""

    producer_id: int
    stand: str = ""
    group: int | None = None


Exhibits = Callable[[int], Iterable[Exhibit]]
_more: list[Exhibits] = []


def add_exhibits(exhibits: Exhibits) -> None:
    """Have an app name makers of an event, by its key; for ``AppConfig.ready``. Safe to repeat."""
    if exhibits not in _more:
        _more.append(exhibits)


def more_exhibits(event: int) -> list[Exhibit]:
    """Return whom the apps above name for an event."""
    return [one for exhibits in _more for one in exhibits(event)]
