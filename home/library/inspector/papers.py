"""PDF: opened and drawn by PDFium; what could act by itself is looked for object by object by pypdf."""

import io
from collections.abc import Iterator
from typing import Any

import pypdfium2
from limits import MOST_LETTERS, MOST_PAGES, RefusedError
from pypdf import PdfReader
from pypdf.errors import PdfReadError
from pypdf.generic import IndirectObject

ACTS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/RichMedia", "/GoToE"})
CARRIES = frozenset({"/JS", "/XFA", "/EmbeddedFiles", "/EF"})
PREVIEW_WIDTH = 720  # pixels
LONGEST_SIDE = 1440


def check(path: str) -> int:
    """Return the number of pages. Raises ``RefusedError``."""
    with opened(path) as document:
        pages = len(document)
        if not pages:
            raise RefusedError("broken")
        if pages > MOST_PAGES:
            raise RefusedError("too_many_pages")
    if _acts(path):
        raise RefusedError("active")
    return pages


def texts(path: str) -> Iterator[tuple[int, str]]:
    """Return the text of each page, the first being 1."""
    left = MOST_LETTERS
    with opened(path) as document:
        for number in range(len(document)):
            page = document[number]
            found = page.get_textpage()
            text = found.get_text_bounded()[:left]
            found.close()
            page.close()
            left -= len(text)
            yield number + 1, text
            if left <= 0:
                return


def preview(path: str) -> bytes:
    """Draw the first page as a PNG."""
    with opened(path) as document:
        page = document[0]
        width, height = page.get_size()
        scale = min(PREVIEW_WIDTH / max(width, 1), LONGEST_SIDE / max(height, 1))
        picture = page.render(scale=scale).to_pil()
    content = io.BytesIO()
    picture.convert("RGB").save(content, "PNG", optimize=True)
    return content.getvalue()


def opened(path: str) -> pypdfium2.PdfDocument:
    """Open a file. Raises ``RefusedError`` for one that needs a password or is none."""
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        needs = getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise RefusedError("encrypted" if needs else "broken") from error


def _acts(path: str) -> bool:
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
