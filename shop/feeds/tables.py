"""Tables as text: written row by row, never whole."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import BinaryIO


def write_table(
    names: Sequence[str], rows: Iterable[Sequence[object]], out: BinaryIO, *, delimiter: str = ","
) -> None:
    """Write a heading and rows in UTF-8, with the line ends of RFC 4180. Leaves ``out`` open."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=False)
    try:
        writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
        writer.writerow(names)
        writer.writerows(rows)
        text.flush()
    finally:
        text.detach()
