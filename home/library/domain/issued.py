"""When a document came out: a year, a month or a day, as libraries write it (ISO 8601, reduced)."""

import re
from datetime import date

ISSUED = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
OLDEST = 1400


def is_issued(text: str) -> bool:
    """Say whether a text is a year, a month or a day that exists."""
    found = ISSUED.fullmatch(text)
    if found is None or not text.isascii() or int(found[1]) < OLDEST:
        return False
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return False
    return True


def year_of(issued: str) -> int | None:
    """Return the year, None where it is not known."""
    return int(issued[:4]) if is_issued(issued) else None
