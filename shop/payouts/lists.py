"""Lists as CSV: UTF-8 with its mark, semicolons, a heading, amounts such as ``1250.50``."""

import csv
import io
from collections.abc import Iterable, Sequence

from moneyed import Money

from shop.domain.cells import harmless
from shop.payouts.base import Paper


def csv_paper(name: str, heading: Sequence[str], rows: Iterable[Sequence[str]]) -> Paper:
    """Return a list; no cell of it can be taken for a formula."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return Paper(f"{name}.csv", "text/csv; charset=utf-8", b"\xef\xbb\xbf" + text.getvalue().encode())


def plain_amount(amount: Money) -> str:
    """Write an amount for programs: a point, no grouping, the currency's own decimals kept."""
    return f"{amount.amount:f}"
