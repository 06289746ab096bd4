"""An empty spreadsheet to fill in."""

import io
from collections.abc import Iterable

from shop.domain.importing import COLUMNS
from shop.imports.reports import harmless

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def template_file(codes: Iterable[tuple[str, str]] = ()) -> bytes:
    """Return a spreadsheet with every heading; ``codes`` and their names stand on a second sheet."""
    from openpyxl import Workbook  # optional: the extra "spreadsheets"

    book, content = Workbook(), io.BytesIO()
    book.active.append(list(COLUMNS))
    book.active.freeze_panes = "B2"
    rows = [(harmless(code), harmless(name)) for code, name in codes]
    if rows:
        sheet = book.create_sheet("codes")
        for row in rows:
            sheet.append(row)
    book.save(content)
    return content.getvalue()
