"""The figures of one year, from what is counted now or from a frozen edition, in one shape for all pages."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import get_language

from home.impact.models import Edition, EditionFigure
from producers.domain.shown import shown
from producers.editions.current import lasts_until
from producers.figures import By, Corrected, figures, names_of
from producers.models import Craft
from shop.domain.counting import WHOLE, Cell
from shop.reading.counted import FRESH, counted_lately

Names = Mapping[str, str]


@dataclass(frozen=True)
class FigureSheet:
    """One figure of a year with the words and the query that belong to it."""

    code: str
    label: str
    definition: str
    method: str
    unit: str
    query: str
    is_state: bool
    cells: tuple[Cell, ...]

    @property
    def units(self) -> tuple[str, ...]:
        """The units of its numbers, that of the largest whole first."""
        wholes = [cell for cell in self.cells if cell.by == WHOLE]
        return tuple(cell.unit for cell in sorted(wholes, key=lambda one: (-(one.value or 0), one.unit)))

    def whole(self, unit: str) -> Decimal | None:
        """The number for the whole year; None where it is hidden."""
        return next((cell.value for cell in self.cells if (cell.by, cell.unit) == (WHOLE, unit)), Decimal(0))

    def by(self, what: str, unit: str) -> list[Cell]:
        """The numbers of regions or crafts."""
        return [cell for cell in self.cells if (cell.by, cell.unit) == (what, unit)]


@dataclass(frozen=True)
class Sheet:
    """All figures of a year. ``names`` returns how codes are called of what figures are told apart by."""

    year: int
    at: datetime
    figures: tuple[FigureSheet, ...]
    names: Callable[[str], Names]
    corrected: Callable[[str], Sequence[Corrected]]
    years: tuple[int, ...] = ()
    series: Mapping[str, tuple[Cell, ...]] | None = None

    def figure(self, code: str) -> FigureSheet | None:
        """Return one figure by its code."""
        return next((one for one in self.figures if one.code == code), None)


def live_sheet(year: int | None = None) -> Sheet | None:
    """Return what is counted of a year, of this one unless told; None when nothing is known of it."""
    count, this_year = counted_lately(), timezone.localdate().year
    lasts_until(count.at + timedelta(seconds=FRESH))
    cells = {one.code: one.cells for one in count.figures}
    years = {cell.year for some in cells.values() for cell in some if cell.year <= this_year} | {this_year}
    wanted = year or this_year
    if wanted not in years:
        return None
    queries = {one.code: one.query for one in count.figures}
    sheets = tuple(
        FigureSheet(
            one.code,
            str(one.label),
            str(one.definition),
            str(one.method),
            str(one.unit),
            queries.get(one.code, ""),
            one.is_state,
            tuple(cell for cell in cells.get(one.code, ()) if cell.year == wanted),
        )
        for one in figures()
        if not one.is_state or wanted == this_year
    )
    lang = get_language() or "fr"
    return Sheet(
        wanted,
        count.at,
        sheets,
        lambda by: names_of(By(by), lang),
        lambda code: corrections(code, wanted),
        tuple(sorted(years, reverse=True)),
        _series(cells),
    )


def frozen_sheet(edition: Edition) -> Sheet:
    """Return a year as it was frozen: two queries."""
    lang, names = get_language() or "fr", defaultdict[str, dict[str, str]](dict)
    found = []
    for row in edition.figures.prefetch_related("cells"):
        words = row.words.get(lang) or row.words.get("fr") or {}
        for cell in row.cells.all():
            if cell.name:
                names[cell.by][cell.code] = shown(cell.name, lang).text
        found.append(_frozen(row, words, edition.year))
    return Sheet(
        edition.year,
        edition.at,
        tuple(found),
        lambda by: names[by],
        lambda code: [one for one in corrections(code, edition.year) if one.at > edition.at],
    )


def corrections(code: str, year: int) -> Sequence[Corrected]:
    """Return what was corrected of a figure in a year, the newest first; most figures ask nothing."""
    found = next((one.corrected for one in figures() if one.code == code), None)
    return found(year) if found else ()


def craft_names(lang: str) -> Names:
    """Return the name of each craft in a language."""
    return {craft.code: shown(craft.name, lang).text for craft in Craft.objects.all()}


def _frozen(row: EditionFigure, words: Names, year: int) -> FigureSheet:
    cells = tuple(Cell(year, cell.by, cell.code, cell.unit, cell.value) for cell in row.cells.all())
    return FigureSheet(
        row.code,
        words.get("label", row.code),
        words.get("definition", ""),
        words.get("method", ""),
        words.get("unit", ""),
        row.query,
        row.is_state,
        cells,
    )


def _series(cells: Mapping[str, tuple[Cell, ...]]) -> Mapping[str, tuple[Cell, ...]]:
    """The wholes of all years, for the figures that tell what happened in them."""
    flows = {one.code for one in figures() if not one.is_state}
    return {
        code: tuple(cell for cell in some if cell.by == WHOLE)
        for code, some in cells.items()
        if code in flows
    }


def latest_editions(editions: Iterable[Edition]) -> Iterator[Edition]:
    """Return of each frozen year the edition that holds; they come with the newest first."""
    seen: set[int] = set()
    for edition in editions:
        if edition.year not in seen:
            seen.add(edition.year)
            yield edition
