"""What stands on the portal's home: the tasks, and what needs doing today. Each app puts its own there."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from producers.domain.grants import Permission
from producers.portal.acting import Acting


@dataclass(frozen=True)
class Task:
    """One tile: ``label`` under ``icon``, leading to the address named ``url_name``.

    Who acts sees it when she is allowed ``permission``. ``count`` says how much waits behind it.
    """

    name: str
    label: "str | Promise"
    icon: str
    url_name: str
    permission: Permission
    position: int
    count: Callable[[Acting], int] | None = None
    is_first: bool = False
    """The one large tile above the others."""
    is_her_own: bool = False
    """Hers alone: nobody who acts for her sees it."""


@dataclass(frozen=True)
class Tile:
    """A task as the home shows it."""

    task: Task
    url: str
    count: int


@dataclass(frozen=True)
class Today:
    """One thing to do today, the most urgent (the lowest ``urgency``) first."""

    text: str
    icon: str
    url: str
    urgency: int = 5


_tasks: dict[str, Task] = {}
_for_agents: dict[str, Task] = {}
_today: list[Callable[[Acting], Iterable[Today]]] = []
_at_hand: dict[str, tuple[Permission, bool]] = {}
SHOWN_TODAY = 6


def add_task(task: Task) -> None:
    """Put a tile on the home; one of the same name takes its place."""
    _tasks[task.name] = task


def add_task_of_agents(task: Task) -> None:
    """Put a task under an agent's list of makers: something that she does for several of them at once."""
    _for_agents[task.name] = task


def tiles_of_agents() -> list[Tile]:
    """Return what an agent does for several makers at once, in order; nothing is counted."""
    tasks = sorted(_for_agents.values(), key=lambda task: task.position)
    return [Tile(task, reverse(task.url_name), 0) for task in tasks]


def add_today(read: Callable[[Acting], Iterable[Today]]) -> None:
    """Have a function say what needs doing today for whom somebody acts."""
    if read not in _today:
        _today.append(read)


def keep_at_hand(url_name: str, permission: Permission, *, for_agents: bool = False) -> None:
    """Have phones fetch a screen while there is a line, for whoever is allowed ``permission``.

    ``for_agents`` leaves out makers themselves.
    """
    _at_hand[url_name] = (permission, for_agents)


def at_hand_for(acting: Acting) -> list[str]:
    """Return the addresses of the screens that the phone of the one who acts should have without a line."""
    return [
        reverse(name)
        for name, (permission, for_agents) in _at_hand.items()
        if acting.allows(permission) and (acting.is_agent or not for_agents)
    ]


def tiles_for(acting: Acting) -> list[Tile]:
    """Return the tiles that the one who acts may open, in their order."""
    mine = [task for task in _tasks.values() if not (task.is_her_own and acting.is_agent)]
    allowed = [task for task in mine if acting.allows(task.permission)]
    return [_tile(task, acting) for task in sorted(allowed, key=lambda task: task.position)]


def today_for(acting: Acting) -> list[Today]:
    """Return what needs doing, the most urgent first, and no more than fits on a screen."""
    found = [each for read in _today for each in read(acting)]
    return sorted(found, key=lambda each: each.urgency)[:SHOWN_TODAY]


def _tile(task: Task, acting: Acting) -> Tile:
    return Tile(task, reverse(task.url_name), task.count(acting) if task.count else 0)
