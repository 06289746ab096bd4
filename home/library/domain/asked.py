"""What the address of the fund's list asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from home.library.domain.kinds import KINDS
from producers.domain.text import clean_line

FACETS = ("kind", "subject", "language", "year")
LONGEST = 100


@dataclass(frozen=True)
class Asked:
    """One choice of each facet, the words that are looked for, and the page; empty where nothing is asked."""

    q: str = ""
    kind: str = ""
    subject: str = ""
    language: str = ""
    year: str = ""
    page: int = 1

    def query(self, **changes: str) -> str:
        """Return the query string with some of it changed; a change leads to the first page."""
        values: dict[str, Any] = {"page": 1, **changes}
        asked = replace(self, **values) if changes else self
        pairs = [(name, value) for name in ("q", *FACETS) if (value := getattr(asked, name))]
        pairs += [("page", str(asked.page))] if asked.page > 1 else []
        return "?" + urlencode(pairs) if pairs else ""

    def at_page(self, number: int) -> str:
        """Return the query string of another page."""
        return replace(self, page=number).query()

    @property
    def chosen(self) -> tuple[tuple[str, str], ...]:
        """Facets with what is chosen of each."""
        return tuple((name, value) for name in FACETS if (value := getattr(self, name)))

    @property
    def is_narrowed(self) -> bool:
        """Whether it is not the whole fund."""
        return bool(self.q or self.chosen)


def read_asked(
    values: Mapping[str, str], subjects: Mapping[str, object], languages: Mapping[str, object]
) -> Asked:
    """Read an address; what does not exist is left out. Raises ``ValueError`` for a page that cannot be."""
    year, number = values.get("year", ""), values.get("page", "1")
    if not (number.isascii() and number.isdigit()) or len(number) > 5 or int(number) < 1:
        raise ValueError("page")
    return Asked(
        q=clean_line(values.get("q", "")[:400], LONGEST),
        kind=values.get("kind", "") if values.get("kind", "") in KINDS else "",
        subject=values.get("subject", "") if values.get("subject", "") in subjects else "",
        language=values.get("language", "") if values.get("language", "") in languages else "",
        year=year if year.isascii() and year.isdigit() and len(year) == 4 else "",
        page=int(number),
    )
