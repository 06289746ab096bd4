"""Lists with money, read row by row by a saved layout: csv or xlsx, never whole."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import IO

from shop.domain.columns import Fault, Layout, ListError, places_of
from shop.domain.importing import Fault as SheetFault
from shop.domain.importing import FileError
from shop.imports.sheets import open_rows

MOST_ROWS = 50_000
ENCODINGS = ("utf-8", "cp1252", "cp1256", "iso-8859-1")
SAID = {
    SheetFault.EMPTY: Fault.EMPTY,
    SheetFault.TOO_BIG: Fault.TOO_BIG,
    SheetFault.ENCODING: Fault.ENCODING,
    SheetFault.TOO_MANY_ROWS: Fault.TOO_MANY_ROWS,
}
Row = tuple[int, dict[str, object]]


def read_list(file: IO[bytes], layout: Layout, needed: Sequence[str]) -> Iterator[Row]:
    """Yield the number of each row that says something, with its cells by the layout's fields.

    Raises ``ListError``: for what is no list, another encoding than the layout's, a needed column that is
    not there, and more than 50,000 rows.
    """
    try:
        yield from _rows(file, layout, needed)
    except FileError as error:
        raise ListError(SAID.get(error.complaint.fault, Fault.NOT_A_LIST), error.complaint.where) from error


def count_rows(file: IO[bytes], layout: Layout, needed: Sequence[str]) -> int:
    """Read a whole list without keeping any of it, so that one that is refused changes nothing."""
    return sum(1 for _ in read_list(file, layout, needed))


def _rows(file: IO[bytes], layout: Layout, needed: Sequence[str]) -> Iterator[Row]:
    encoding = layout.encoding if layout.encoding in ENCODINGS and layout.encoding != "utf-8" else ""
    with closing(open_rows(file, encoding)) as rows:
        yield from _named(rows, layout, needed)


def _named(rows: Iterator[tuple[object, ...]], layout: Layout, needed: Sequence[str]) -> Iterator[Row]:
    headings = ["" if cell is None else str(cell) for cell in next(rows, ())]
    places = places_of(headings, layout, needed)
    for number, cells in enumerate(rows, 2):
        if number > MOST_ROWS + 1:
            raise ListError(Fault.TOO_MANY_ROWS, str(MOST_ROWS))
        found = {name: cells[place] for name, place in places.items() if place < len(cells)}
        if any(cell not in (None, "") for cell in found.values()):
            yield number, found
