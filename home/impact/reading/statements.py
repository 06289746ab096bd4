"""What others stated, as pages show it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from home.impact.models import Statement
from home.impact.reading.numbers import number_written
from producers.domain.shown import Shown, shown


@dataclass(frozen=True)
class StatementShown:
    """One total of another's, with where one can read it."""

    figure: str
    what: Shown
    text: str
    years: str
    stated_by: str
    source: str
    source_url: str
    stated_on: date | None


def statements(figure: str = "") -> list[StatementShown]:
    """Return what is published, of one figure or of all: one query."""
    rows = Statement.objects.filter(live=True)
    return [_shown(row) for row in (rows.filter(figure=figure) if figure else rows)]


def _shown(row: Statement) -> StatementShown:
    return StatementShown(
        row.figure,
        shown(row.what, get_language() or "fr"),
        number_written(row.value, ""),
        _years(row.from_year, row.until_year),
        row.stated_by,
        row.source,
        row.source_url,
        row.stated_on,
    )


def _years(first: int | None, last: int | None) -> str:
    if first and last and first != last:
        return f"{first}–{last}"
    return str(first or last or "")
