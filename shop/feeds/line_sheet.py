"""The line sheet: what a buyer for a shop loads into a spreadsheet or into the shop itself.

As CSV, as XLSX with a second sheet that explains the columns, and as a Data Package: both in one archive
with the CSV described. Of a delta, the rows are those that changed; their columns are the same.
"""

import json
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from shop.domain.cells import harmless
from shop.domain.channels import Channel, Entry
from shop.domain.exports import LeftOut
from shop.feeds.data_package import package
from shop.feeds.line_sheet_columns import COLUMNS, Cell
from shop.feeds.tables import write_table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAMES = [column.name for column in COLUMNS]
LONGEST_CELL = 32_767  # that a spreadsheet program opens


class LineSheet:
    """What its three forms share."""

    suffix = ""
    content_type = ""

    def lacks(self, entry: Entry, channel: Channel) -> LeftOut | None:
        """Return why a buyer could not order by this row."""
        item, offer = entry.item, entry.offer
        reasons = {
            LeftOut.NOT_A_GOOD: item.kind != "good",
            LeftOut.NO_PRICE: offer.minor is None or offer.currency != channel.currency,
            LeftOut.NEEDS_PAPERS: bool(offer.lacks),
            LeftOut.NO_PICTURE: not item.pictures,
            LeftOut.NO_CATEGORY: not item.category,
            LeftOut.NO_TEXT: not any(item.name.values()),
        }
        return next((reason for reason, is_so in reasons.items() if is_so), None)


class LineSheetCsv(LineSheet):
    """One row an offer, a heading of machine names."""

    suffix = "csv"
    content_type = "text/csv; charset=utf-8"

    def write(self, entries: Iterator[Entry], channel: Channel, out: BinaryIO) -> None:
        """Write the whole file."""
        write_table(NAMES, (_texts(cells_of(entry, channel)) for entry in entries), out)


class LineSheetXlsx(LineSheet):
    """The same with numbers as numbers, and a sheet that says what each column is."""

    suffix = "xlsx"
    content_type = XLSX

    def write(self, entries: Iterator[Entry], channel: Channel, out: BinaryIO) -> None:
        """Write the whole file, a row at a time."""
        from openpyxl import Workbook  # optional: the extra "spreadsheets"

        book: Any = Workbook(write_only=True)
        sheet = book.create_sheet("products")
        sheet.freeze_panes = "B2"
        sheet.append(NAMES)
        for entry in entries:
            sheet.append(
                [_typed(cell, kind) for cell, kind in zip(cells_of(entry, channel), KINDS, strict=True)]
            )
        _explain(book.create_sheet("columns"))
        book.save(out)


class LineSheetPackage(LineSheet):
    """A Data Package in one archive: ``datapackage.json`` and ``products.csv``."""

    suffix = "zip"
    content_type = "application/zip"

    def write(self, entries: Iterator[Entry], channel: Channel, out: BinaryIO) -> None:
        """Write the whole archive, its table streamed."""
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            described = json.dumps(package(channel, COLUMNS), ensure_ascii=False, indent=1)
            archive.writestr(_packed("datapackage.json"), described.encode())
            with archive.open(_packed("products.csv"), "w", force_zip64=True) as table:
                LineSheetCsv().write(entries, channel, cast(BinaryIO, table))


KINDS = [column.kind for column in COLUMNS]


def cells_of(entry: Entry, channel: Channel) -> list[Cell]:
    """Return the cells of a row; no text of them can be taken for a formula."""
    found = (column.read(entry, channel) for column in COLUMNS)
    return [harmless(cell) if isinstance(cell, str) else cell for cell in found]


def _texts(cells: list[Cell]) -> list[str]:
    return [_text(cell) for cell in cells]


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


def _typed(cell: Cell, kind: str) -> object:
    if kind == "number" and cell is not None:
        return float(cell)  # the format knows no decimals; two places survive it
    return cell[:LONGEST_CELL] or None if isinstance(cell, str) else cell


def _explain(sheet: Any) -> None:
    sheet.append(["name", "français", "العربية", "English", "type"])
    for column in COLUMNS:
        sheet.append([column.name, *column.titles, column.kind])


def _packed(name: str) -> zipfile.ZipInfo:
    """The same rows make the same bytes: no time of the day stands in the archive."""
    found = zipfile.ZipInfo(name)
    found.compress_type = zipfile.ZIP_DEFLATED
    return found
