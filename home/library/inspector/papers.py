"""PDF, opened and drawn by PDFium."""

import io
from collections.abc import Iterator

import pypdfium2
from limits import MOST_LETTERS, MOST_PAGES, RefusedError

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
    picture.convert("RGB").save(content, "PNG")
    return content.getvalue()


def opened(path: str) -> pypdfium2.PdfDocument:
    """Open a file. Raises ``RefusedError`` for one that needs a password or is none."""
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        needs = getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise RefusedError("encrypted" if needs else "broken") from error
