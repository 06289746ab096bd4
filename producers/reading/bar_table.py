"""A table of numbers with the picture that says the same, drawn here: no script, and right in Arabic."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language

from producers.domain.bars import Chart, chart
from producers.domain.shown import direction


@dataclass(frozen=True)
class RowShown:
    """One row of a table; ``more`` are the cells of further columns."""

    code: str
    label: str
    text: str
    value: Decimal | None
    more: tuple[str, ...] = ()

    @property
    def is_hidden(self) -> bool:
        """Whether its number is not published."""
        return self.value is None


@dataclass(frozen=True)
class TableShown:
    """A table with its picture: the bars show what the rows say."""

    id: str
    caption: str
    heading: str
    rows: tuple[RowShown, ...]
    more: tuple[str, ...] = ()
    note: str = ""

    @property
    def chart(self) -> Chart:
        """The bars, laid out for the reader's direction."""
        rtl = direction(get_language() or "fr") == "rtl"
        return chart([(row.label, _in_chart(row), row.value) for row in self.rows], rtl=rtl)


def _in_chart(row: RowShown) -> str:
    return "–" if row.is_hidden else row.text
