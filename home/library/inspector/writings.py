"""Word documents and plain text: what a Word file unpacks to is counted before it is read."""

import zipfile
from collections.abc import Iterator

from defusedxml import ElementTree
from limits import MOST_LETTERS, MOST_PARTS, MOST_UNPACKED_BYTES, RefusedError

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = "word/document.xml"
PIECE = 4000  # letters; a text without pages is searched piece by piece
MACRO_NAMES = ("vbaproject.bin", "vbadata.xml")
ACTIVE_FOLDERS = ("word/embeddings/", "word/activex/")


def check_word(path: str) -> None:
    """Refuse what acts, what unpacks to too much, and what is no Word document. Raises ``RefusedError``."""
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS or sum(one.file_size for one in parts) > MOST_UNPACKED_BYTES:
                raise RefusedError("too_heavy")
            if any(one.flag_bits & 1 for one in parts):
                raise RefusedError("encrypted")
            if any(_is_active(one.filename.lower()) for one in parts):
                raise RefusedError("active")
            if b"macroEnabled" in packed.read("[Content_Types].xml"):
                raise RefusedError("active")
            ElementTree.fromstring(packed.read(BODY))
    except (zipfile.BadZipFile, KeyError, ValueError, ElementTree.ParseError, EOFError) as error:
        raise RefusedError("broken") from error


def word_texts(path: str) -> Iterator[str]:
    """Return the text of a Word document, in pieces that end with a paragraph."""
    with zipfile.ZipFile(path) as packed:
        root = ElementTree.fromstring(packed.read(BODY))
    lines = ("".join(run.text or "" for run in one.iter(f"{WORD}t")) for one in root.iter(f"{WORD}p"))
    yield from _pieces(lines)


def check_plain(path: str) -> None:
    """Refuse what is not text in UTF-8. Raises ``RefusedError``."""
    try:
        with open(path, encoding="utf-8") as file:
            if any("\0" in line for line in file):
                raise RefusedError("broken")
    except UnicodeDecodeError as error:
        raise RefusedError("not_utf8") from error


def plain_texts(path: str) -> Iterator[str]:
    """Return a text in pieces that end with a line."""
    with open(path, encoding="utf-8-sig") as file:
        yield from _pieces(line.rstrip("\n") for line in file)


def _pieces(lines: Iterator[str]) -> Iterator[str]:
    held: list[str] = []
    length = total = 0
    for line in lines:
        held.append(line)
        length += len(line)
        if length >= PIECE:
            yield "\n".join(held)
            total += length
            held, length = [], 0
            if total >= MOST_LETTERS:
                return
    if held:
        yield "\n".join(held)


def _is_active(name: str) -> bool:
    return name.endswith(MACRO_NAMES) or name.startswith(ACTIVE_FOLDERS)
