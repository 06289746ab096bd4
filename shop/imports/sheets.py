"""Rows of an xlsx or csv file, one at a time; or of a catalogue in JSON-LD."""

import csv
import html
import io
import zipfile
from collections.abc import Generator, Iterator
from typing import IO, Any

import nh3

from shop.domain.importing import NEEDED, Fault, FileError, Formula, check_columns
from shop.domain.line_sheets import TOLD_ONLY, is_line_sheet, offer_cells
from shop.imports.dfc import is_document, rows_of

MOST_ROWS = 20_000
MOST_COLUMNS = 200
LARGEST_BYTES = 30 * 1024 * 1024
LARGEST_UNPACKED = 400 * 1024 * 1024
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
Row = tuple[int, dict[str, object]]


def read_sheet(file: IO[bytes]) -> Iterator[Row]:
    """Yield the line number and the filled cells of each row below the headings.

    Raises ``FileError``: for what is no spreadsheet, another encoding than UTF-8 or UTF-16, unknown columns,
    and more than 20,000 rows; the last before any row is given out when the file says how long it is.
    """
    if is_document(file):
        return _counted((number, _clean(cells)) for number, cells in rows_of(file))
    return _counted(_named(open_rows(file)))


def open_rows(file: IO[bytes], encoding: str = "") -> Generator[tuple[object, ...], None, None]:
    """Yield the cells of every row, the headings first. Raises ``FileError`` for what is no spreadsheet.

    ``encoding`` is that of a csv file that is neither UTF-8 nor UTF-16.
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if not size:
        raise FileError(Fault.EMPTY)
    if size > LARGEST_BYTES:
        raise FileError(Fault.TOO_BIG)
    head = file.read(4)
    file.seek(0)
    if head.startswith(OLE):
        raise FileError(Fault.NOT_A_SHEET)
    return _xlsx(file) if head == ZIP else _csv(file, encoding)


def _named(rows: Iterator[tuple[object, ...]]) -> Iterator[Row]:
    headings = [_heading(cell) for cell in next(rows, ())]
    while headings and not headings[-1]:
        headings.pop()
    if not any(headings) or len(headings) > MOST_COLUMNS:
        raise FileError(Fault.NO_COLUMNS)
    is_ours = is_line_sheet(headings)
    check_columns(name for name in headings if name and not (is_ours and name in TOLD_ONLY))
    for number, cells in enumerate(rows, 2):
        pairs = zip(headings, cells, strict=False)
        filled = {name: _without_marks(cell) for name, cell in pairs if name and cell not in (None, "")}
        if filled:
            yield number, offer_cells(filled) if is_ours else filled


def _clean(cells: dict[str, object]) -> dict[str, object]:
    check_columns([*NEEDED, *(name for name in cells if name not in NEEDED)])
    return {name: _without_marks(cell) for name, cell in cells.items()}


def _without_marks(cell: object) -> object:
    """Texts of a sheet are plain: whatever looks like a mark of HTML goes, a script with all it says."""
    is_marked = isinstance(cell, str) and "<" in cell
    return html.unescape(nh3.clean(str(cell), tags=set())).strip() if is_marked else cell


def _heading(cell: object) -> str:
    text = "" if cell is None else str(cell).strip()
    return text if text.startswith(("price_", "trade_")) else text.casefold()


def _counted(rows: Iterator[Row]) -> Iterator[Row]:
    for count, row in enumerate(rows, 1):
        if count > MOST_ROWS:
            raise FileError(Fault.TOO_MANY_ROWS)
        yield row


def _xlsx(file: IO[bytes]) -> Generator[tuple[object, ...], None, None]:
    from openpyxl import load_workbook  # optional: the extra "spreadsheets"

    _check_package(file)
    try:
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        sheet: Any = book.worksheets[0]
        if (sheet.max_row or 0) > MOST_ROWS * 5:
            raise FileError(Fault.TOO_MANY_ROWS)
        for row in sheet.iter_rows(max_col=MOST_COLUMNS):
            yield tuple(_value(cell) for cell in row)
    except FileError:
        raise
    except Exception as error:  # a parser fed by strangers fails in more ways than it documents
        raise FileError(Fault.NOT_A_SHEET) from error


def _value(cell: Any) -> object:
    return Formula(str(cell.value)) if cell.data_type == "f" else cell.value


def _check_package(file: IO[bytes]) -> None:
    """An xlsx file is an archive: look at what it would unpack to before anybody does."""
    try:
        with zipfile.ZipFile(file) as package:
            unpacked = sum(entry.file_size for entry in package.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise FileError(Fault.NOT_A_SHEET) from error
    if unpacked > LARGEST_UNPACKED:
        raise FileError(Fault.TOO_BIG)
    file.seek(0)


def _csv(file: IO[bytes], fallback: str = "") -> Generator[tuple[object, ...], None, None]:
    head = file.read(4096)
    file.seek(0)
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else fallback or "utf-8-sig"
    if encoding != "utf-16" and b"\x00" in head:
        raise FileError(Fault.NOT_A_SHEET)
    text = io.TextIOWrapper(file, encoding=encoding, errors="strict", newline="")
    try:
        first = text.readline()
        text.seek(0)
        delimiter = max(";,\t", key=first.count)
        for row in csv.reader(text, delimiter=delimiter):
            yield tuple(Formula(cell) if cell.startswith("=") else cell for cell in row[:MOST_COLUMNS])
    except UnicodeError as error:
        raise FileError(Fault.ENCODING) from error
    except csv.Error as error:
        raise FileError(Fault.NOT_A_SHEET) from error
    finally:
        text.detach()
