"""The page of one figure: map, chart and table by region, craft and year, the census beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from home.impact.figure_words import TOLD, Told
from home.impact.reading.comparisons import COMPARISONS, Comparison
from home.impact.reading.numbers import is_currency, number_written, short
from home.impact.reading.sheets import FigureSheet, Sheet
from producers.domain.region_tiles import RegionShown
from producers.domain.regions import REGIONS, region_name
from producers.reading.bar_table import RowShown, TableShown
from shop.domain.counting import Cell


@dataclass(frozen=True)
class FigurePage:
    """All of one figure. ``regions`` is the map, empty where no region is known."""

    figure: FigureSheet
    unit: str
    whole: str
    regions: tuple[RegionShown, ...]
    by_region: TableShown | None
    told_apart: tuple[TableShown, ...]
    by_year: TableShown | None
    compared: Comparison | None

    @property
    def heading(self) -> str:
        """What heads the column of numbers: never a code that a figure keeps its unit by."""
        return (
            self.figure.unit or (self.unit if is_currency(self.unit) else "") or pgettext("figure", "Number")
        )


def figure_page(sheet: Sheet, figure: FigureSheet, unit: str) -> FigurePage:
    """Return what is shown of a figure in one of its units."""
    by_region = figure.by("region", unit)
    compared = COMPARISONS.get(figure.code)
    return FigurePage(
        figure,
        unit,
        number_written(figure.whole(unit), unit),
        _map(by_region),
        _regions(by_region, unit, compared),
        tuple(filter(None, (_told(one, figure, unit, sheet) for one in TOLD))),
        _years(sheet, figure, unit),
        compared,
    )


def _map(cells: Sequence[Cell]) -> tuple[RegionShown, ...]:
    lang, known = get_language() or "fr", {cell.code: cell.value for cell in cells}
    if not cells:
        return ()
    return tuple(
        RegionShown(
            one.iso,
            one.name(lang),
            f"#row-{one.iso}",
            0 if one.iso not in known else 1,
            text=short(known.get(one.iso, Decimal(0))),
        )
        for one in REGIONS
    )


def _regions(cells: Sequence[Cell], unit: str, compared: Comparison | None) -> TableShown | None:
    lang = get_language() or "fr"
    if not cells:
        return None
    rows = tuple(
        RowShown(
            cell.code or "unknown",
            region_name(cell.code, lang) or _("Region not known"),
            number_written(cell.value, unit),
            cell.value,
            compared.cells(cell) if compared else (),
        )
        for cell in _by_size(cells)
    )
    return TableShown("region", _("By region"), _("Region"), rows, compared.heads if compared else ())


def _told(told: Told, figure: FigureSheet, unit: str, sheet: Sheet) -> TableShown | None:
    cells = figure.by(told.by.value, unit)
    if not cells:
        return None
    names = sheet.names(told.by.value)
    rows = tuple(
        RowShown(
            f"{told.by.value}-{cell.code or 'unknown'}",
            names.get(cell.code) or cell.code or str(told.unknown),
            number_written(cell.value, unit),
            cell.value,
        )
        for cell in _by_size(cells)
    )
    return TableShown(told.by.value, str(told.caption), str(told.heading), rows, note=str(told.note))


def _years(sheet: Sheet, figure: FigureSheet, unit: str) -> TableShown | None:
    cells = [cell for cell in (sheet.series or {}).get(figure.code, ()) if cell.unit == unit]
    if not cells:
        return None
    rows = tuple(
        RowShown(f"y{cell.year}", str(cell.year), number_written(cell.value, unit), cell.value)
        for cell in sorted(cells, key=lambda one: one.year)
    )
    return TableShown("year", _("By year"), _("Year"), rows)


def _by_size(cells: Sequence[Cell]) -> list[Cell]:
    """The largest first, hidden ones in the order of their codes: their place must not tell their size."""
    return sorted(cells, key=lambda one: (one.value is None, not one.code, -(one.value or 0), one.code))
