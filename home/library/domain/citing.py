"""A record as a citation, in the two formats that reference managers read.

BibTeX: https://www.bibtex.org/Format/ (fields in braces, whose braces have to match; UTF-8 as biber reads
it). RIS: https://refman.com/support/risformat (a tag of two signs, two blanks, a dash, a blank, the value to
the end of the line).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from home.library.domain.kinds import KINDS
from home.library.domain.names import Name

RIS_ENDS = "\r\n"
TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
UNESCAPED = frozenset({"url"})


@dataclass(frozen=True)
class Cited:
    """What a citation says of a document. ``key`` is the permanent id; ``issued`` a year, month or day."""

    key: str
    kind: str
    title: str
    url: str
    creators: tuple[Name, ...] = ()
    contributors: tuple[Name, ...] = ()
    publisher: str = ""
    place: str = ""
    issued: str = ""
    edition: str = ""
    language: str = ""
    isbn: str = ""
    issn: str = ""
    call_number: str = ""
    abstract: str = ""
    subjects: tuple[str, ...] = ()


def bibtex(cited: Cited) -> str:
    """Return one BibTeX entry, its key made of the first creator, the year and the permanent id."""
    rows = [f"  {name} = {{{_tex(name, value)}}}" for name, value in _fields(cited) if value]
    return f"@{KINDS[cited.kind].bibtex}{{{_key(cited)},\n" + ",\n".join(rows) + "\n}\n"


def ris(cited: Cited) -> str:
    """Return one RIS record. A value is one line: what breaks lines in it becomes a blank."""
    year, _dash, rest = cited.issued.partition("-")
    month, _dash, day = rest.partition("-")
    rows = [
        ("TY", KINDS[cited.kind].ris),
        ("TI", cited.title),
        *(("AU", str(one)) for one in cited.creators),
        *(("A2", str(one)) for one in cited.contributors),
        ("PB", cited.publisher),
        ("CY", cited.place),
        ("PY", year),
        ("DA", f"{year}/{month}/{day}/" if year else ""),
        ("ET", cited.edition),
        ("LA", cited.language),
        ("SN", cited.isbn or cited.issn),
        ("CN", cited.call_number),
        ("AB", cited.abstract),
        *(("KW", one) for one in cited.subjects),
        ("UR", cited.url),
        ("ID", cited.key),
    ]
    lines = [f"{tag}  - {_line(value)}" for tag, value in rows if value]
    return RIS_ENDS.join([*lines, "ER  - ", ""])


def _fields(cited: Cited) -> Iterator[tuple[str, str]]:
    yield "title", cited.title
    yield "author", _people(cited.creators)
    yield "editor", _people(cited.contributors)
    yield "institution" if KINDS[cited.kind].bibtex == "techreport" else "publisher", cited.publisher
    yield "address", cited.place
    yield "year", cited.issued[:4]
    yield "date", cited.issued
    yield "edition", cited.edition
    yield "language", cited.language
    yield "isbn", cited.isbn
    yield "issn", cited.issn
    yield "keywords", ", ".join(cited.subjects)
    yield "abstract", cited.abstract
    yield "url", cited.url


def _people(names: tuple[Name, ...]) -> str:
    """A body stands in braces of its own, so that no program looks for its family name."""
    return " and ".join(
        "{" + _escaped(one.family) + "}" if one.is_body else _escaped(str(one)) for one in names
    )


def _tex(name: str, value: str) -> str:
    if name in ("author", "editor"):
        return value
    return _address(value) if name in UNESCAPED else _escaped(value)


def _escaped(value: str) -> str:
    return "".join(TEX.get(sign, sign) for sign in _line(value))


def _address(value: str) -> str:
    """An address has no braces by itself: one that somebody typed is written as its code."""
    return value.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _line(value: str) -> str:
    return " ".join(value.split())


def _key(cited: Cited) -> str:
    first = cited.creators[0].family if cited.creators else cited.kind
    letters = "".join(sign for sign in first.lower() if sign.isascii() and sign.isalnum())[:20]
    return f"{letters or cited.kind}{cited.issued[:4]}{cited.key[:6].replace('_', '').replace('-', '')}"
