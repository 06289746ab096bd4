"""What may be done with one row of the office: by name, when, what is typed, and what it does."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import HttpRequest
from django.utils.formats import date_format

from producers.domain.actors import Actor
from producers.models import Act
from shop.office.tables import Cell


@dataclass(frozen=True)
class Doing:
    """One operation: its words, what is typed, when it is open, what it does, where a refusal is said."""

    title: Callable[[], str]
    form: type[Form]
    is_open: Callable[[Any], bool]
    act: Callable[[Any, Form, Actor], object]
    field: str = "reason"


@dataclass(frozen=True)
class Table:
    """A short table within a page."""

    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def offered(
    doings: Mapping[str, Doing], row: Any, address: Callable[[str], str], typed: str = "", form: Any = None
) -> list[dict[str, object]]:
    """Return the operations that are open for a row, the one that was typed with what was typed."""
    return [
        {
            "title": doing.title(),
            "url": address(name),
            "form": form if name == typed else doing.form(prefix=name),
        }
        for name, doing in doings.items()
        if doing.is_open(row) or name == typed
    ]


def acts_on(kinds: Iterable[str], pk: int) -> list[Act]:
    """Return what was done with one row, oldest first."""
    return list(Act.objects.filter(kind__in=list(kinds), object_id=pk).order_by("pk")[:200])


def when(moment: Any) -> str:
    """Write a moment as the office does."""
    return date_format(moment, "SHORT_DATETIME_FORMAT") if moment else ""


def form_of(doing: Doing, request: HttpRequest, name: str) -> Form:
    """Return the form with what was typed."""
    return doing.form(request.POST, prefix=name)
