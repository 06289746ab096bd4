"""Papers read back from their bytes, by programs that did not make them."""

import re
import subprocess
import unicodedata
from io import BytesIO

from pypdf import PdfReader

# What extraction adds around runs, and what we add around numbers.
DIRECTIONS = dict.fromkeys([0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], None)
MAPPED = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")


def pages(pdf: bytes) -> int:
    """Count the pages."""
    return len(PdfReader(BytesIO(pdf)).pages)


def words(pdf: bytes, *options: str) -> str:
    """Return the text as one copies it, spaces and marks of direction evened out."""
    command = ["pdftotext", *options, "-enc", "UTF-8", "-", "-"]
    text = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    return " ".join(unicodedata.normalize("NFC", text.translate(DIRECTIONS)).split())


def squeezed(text: str) -> str:
    """Return the letters and figures alone: where spaces and brackets end up is up to who extracts."""
    return re.sub(r"[\s()]", "", text)


def fonts(pdf: bytes) -> dict[str, bool]:
    """Return the fonts by name, and whether each is embedded."""
    found = {}
    for font in _fonts(pdf):
        inner = font["/DescendantFonts"][0].get_object()
        described = inner["/FontDescriptor"].get_object()
        found[inner["/BaseFont"].split("+")[-1]] = "/FontFile2" in described or "/FontFile3" in described
    return found


def shapes(pdf: bytes, letter: str) -> int:
    """Count the different glyphs in which a letter is drawn."""
    code = letter.encode("utf-16-be").hex().upper().encode()
    tables = [font["/ToUnicode"].get_object().get_data() for font in _fonts(pdf)]
    return sum(text.startswith(code) for table in tables for _, text in MAPPED.findall(table))


def places(pdf: bytes, text: str) -> list[float]:
    """Return how far from the left edge, in points, each run that holds ``text`` begins."""
    found: list[float] = []

    def visit(run, matrix, *_more):
        if text in run:
            found.append(matrix[4])

    PdfReader(BytesIO(pdf)).pages[0].extract_text(visitor_text=visit)
    return found


def _fonts(pdf: bytes):
    for page in PdfReader(BytesIO(pdf)).pages:
        yield from (font.get_object() for font in page["/Resources"].get("/Font", {}).values())
