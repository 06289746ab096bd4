"""What in a PDF could act by itself, looked for object by object. Slow to load: for checks only."""

from collections.abc import Iterator
from typing import Any

from limits import RefusedError
from pypdf import PdfReader
from pypdf.errors import PdfReadError
from pypdf.generic import IndirectObject

ACTS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/RichMedia", "/GoToE"})
CARRIES = frozenset({"/JS", "/XFA", "/EmbeddedFiles", "/EF"})


def acts(path: str) -> bool:
    """Say whether a file carries a program or other files. Raises ``RefusedError``."""
    try:
        reader = PdfReader(path)
        if reader.is_encrypted:  # with an empty password: everybody may read it
            reader.decrypt("")
        return any(_is_active(one) for one in _objects(reader)) or _is_active(reader.trailer)
    except (PdfReadError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise RefusedError("broken") from error


def _objects(reader: PdfReader) -> Iterator[Any]:
    places = [(number, generation) for generation, row in reader.xref.items() for number in row]
    for number, generation in [*places, *((number, 0) for number in reader.xref_objStm)]:
        yield reader.get_object(IndirectObject(number, generation, reader))


def _is_active(thing: Any) -> bool:
    """Look into one object; what it points to is looked at by itself."""
    if isinstance(thing, dict):
        if CARRIES & thing.keys() or any(thing.get(key) in ACTS for key in ("/S", "/Subtype")):
            return True
        return any(_is_active(value) for value in thing.values() if isinstance(value, dict | list))
    return isinstance(thing, list) and any(_is_active(one) for one in thing if isinstance(one, dict | list))
