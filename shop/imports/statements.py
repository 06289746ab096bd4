"""A bank's file as statements: camt.053, or csv and xlsx by a saved layout."""

from datetime import date
from typing import IO

from shop.domain.columns import CellError, Fault, Layout, ListError
from shop.domain.statements import (
    MOST_LINES,
    NEEDED,
    StatementRead,
    balance_of,
    check_days,
    check_running,
    check_whole,
    read_booked,
)
from shop.imports.camt import looks_like_xml, read_camt
from shop.imports.lists import read_list


def read_statements(
    file: IO[bytes], layout: Layout | None, currency: str, today: date
) -> list[StatementRead]:
    """Return what a file holds, proven whole. Raises ``ListError``; a csv file without a layout is none."""
    head = file.read(64)
    file.seek(0)
    if not head:
        raise ListError(Fault.EMPTY)
    if looks_like_xml(head):
        read = read_camt(file)
    elif layout is not None:
        read = [_read_rows(file, layout, currency, today)]
    else:
        raise ListError(Fault.NOT_A_STATEMENT)
    for each in read:
        check_whole(each)
        check_days(each, today)
    return read


def _read_rows(file: IO[bytes], layout: Layout, currency: str, today: date) -> StatementRead:
    lines, balances = [], []
    for number, cells in read_list(file, layout, NEEDED):
        if len(lines) >= MOST_LINES:
            raise ListError(Fault.TOO_MANY_ROWS, str(MOST_LINES))
        try:
            lines.append(read_booked(cells, layout, today))
            balances.append(balance_of(cells, layout))
        except CellError as error:
            raise ListError(error.fault, f"{number}: {error.where}") from error
    if not lines:
        raise ListError(Fault.EMPTY)
    opening, closing = check_running(lines, balances)
    return StatementRead("", "", currency, opening, closing, tuple(lines))
