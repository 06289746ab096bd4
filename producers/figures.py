"""What the platform counts of its work. Each app names its own figures when it is ready.

Whoever shows figures reads this list, so that who has something to count need not know who shows it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeAlias

from django.db.models import QuerySet

Text: TypeAlias = Any
"""A text that is translated when it is shown: what ``gettext_lazy`` returns."""


class By(StrEnum):
    """What the rows of a figure are told apart by. The last three are asked for in training alone."""

    REGION = "region"
    CRAFT = "craft"
    SEX = "sex"
    TOPIC = "topic"
    FUNDER = "funder"


class Kind(StrEnum):
    """How one number is made of many rows."""

    PEOPLE = "people"
    """Each one once, however many rows she has."""
    SUM = "sum"
    """The amounts of the rows are added up."""


Rows: TypeAlias = Callable[[By], "QuerySet[Any, Any] | None"]


@dataclass(frozen=True)
class Corrected:
    """One correction of what a figure is made of, after the fact: ``what`` of ``where``, and ``why``.

    It names nobody. ``year`` is the one whose figures it changed.
    """

    at: datetime
    year: int
    what: Text
    where: Text
    why: str


@dataclass(frozen=True)
class Figure:
    """One figure, and where its rows come from.

    ``rows`` returns a queryset of tuples, None where it has nothing to say of crafts. A tuple holds, in this
    order: the year; the ISO code of the region, or the code of the craft, sex, topic or funder, empty where
    it is not known; the unit (a code such as ``hours``, or a currency); the key of whom the row is about; the
    amount. A row says one year and place of one person: that is how it is found out which numbers are about
    too few people.
    ``rests`` returns the people of each known group that this figure's people are a part of, without them:
    what could be had by subtraction is held to the same rule.
    """

    code: str
    label: Text
    definition: Text
    method: Text
    rows: Rows
    kind: Kind = Kind.SUM
    unit: Text = ""
    is_state: bool = False
    """Whether it says how things stand on the day of counting, not what happened in a year."""
    is_about_people: bool = True
    rests: Callable[[By], Sequence["QuerySet[Any, Any]"]] | None = None
    told_by: tuple[By, ...] = (By.REGION, By.CRAFT)
    """What ``rows`` is asked for."""
    corrected: Callable[[int], Sequence[Corrected]] | None = None
    """Returns the corrections of a year, the newest first."""
    position: int = 100


_figures: dict[str, Figure] = {}


def add_figure(figure: Figure) -> None:
    """Add a figure; for ``AppConfig.ready``. Raises ``ValueError`` for a second one under its code."""
    if _figures.setdefault(figure.code, figure) != figure:
        raise ValueError(f"there are two figures called {figure.code}")


def figures() -> tuple[Figure, ...]:
    """Return all figures in the order in which they are shown."""
    return tuple(sorted(_figures.values(), key=lambda one: (one.position, one.code)))


Named: TypeAlias = Callable[[str], Mapping[str, str]]
_named: dict[By, Named] = {}


def add_names(by: By, named: Named) -> None:
    """Say how codes are called in a language. Raises ``ValueError`` for a second one for the same codes."""
    if _named.setdefault(by, named) != named:
        raise ValueError(f"codes of {by.value} are called by two")


def names_of(by: By, lang: str) -> Mapping[str, str]:
    """Return the names of codes in a language; none where a code is a name that everybody reads."""
    return _named[by](lang) if by in _named else {}
