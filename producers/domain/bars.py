"""Where the bars of a chart stand. Plain numbers: units of a picture 400 wide, so that phones can read it.

The words of a bar stand above it. The picture is drawn for its reader: in Arabic a bar starts at the right
and grows to the left.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH, END, STEP, THICK = 400, 84, 42, 14
WORDS, GAP = 14, 8


@dataclass(frozen=True)
class Bar:
    """One bar: ``y`` is the line of its words; ``width`` is None where the number is hidden."""

    label: str
    text: str
    y: int
    top: int
    x: int
    width: int | None
    label_x: int
    text_x: int
    text_y: int


@dataclass(frozen=True)
class Chart:
    """All bars, and how high the picture is."""

    bars: tuple[Bar, ...]
    height: int
    width: int = WIDTH
    thick: int = THICK


def chart(rows: Sequence[tuple[str, str, Decimal | None]], *, rtl: bool) -> Chart:
    """Lay out a chart of (label, written number, number) rows, one under the other."""
    most = max((value for _label, _text, value in rows if value), default=Decimal(1))
    bars = tuple(_bar(STEP * n, *row, most, rtl=rtl) for n, row in enumerate(rows))
    return Chart(bars, STEP * len(rows))


def _bar(start: int, label: str, text: str, value: Decimal | None, most: Decimal, *, rtl: bool) -> Bar:
    width = None if value is None else max(int((WIDTH - END) * value / most), 2 if value else 0)
    end, top = width or 0, start + WORDS + 6
    gap = GAP if width else 0
    return Bar(
        label,
        text,
        y=start + WORDS,
        top=top,
        x=WIDTH - end if rtl else 0,
        width=width,
        label_x=WIDTH if rtl else 0,
        text_x=WIDTH - end - gap if rtl else end + gap,
        text_y=top + THICK - 2,
    )
