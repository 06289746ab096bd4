"""What a file is, by its first bytes and by nothing else; and why one is not taken."""

from dataclasses import dataclass
from enum import StrEnum

MEGABYTE = 1024 * 1024
MOST_PAGES = 2000
HEAD = 4096
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""How the old office formats begin, and a Word document with a password."""
ZIP = b"PK\x03\x04"
RECORDINGS = {
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "audio/mp4": "m4a",
    "audio/x-m4a": "m4a",
    "audio/x-wav": "wav",
    "audio/wav": "wav",
    "video/mp4": "mp4",
    "video/x-m4v": "mp4",
    "video/webm": "webm",
}


@dataclass(frozen=True)
class FileKind:
    """One kind that is taken: media type, suffixes that may stand in its name, most bytes, has it words."""

    code: str
    media_type: str
    suffixes: tuple[str, ...]
    largest: int
    has_words: bool = False


FILE_KINDS = {
    one.code: one
    for one in (
        FileKind("pdf", "application/pdf", ("pdf",), 50 * MEGABYTE, has_words=True),
        FileKind(
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ("docx",),
            20 * MEGABYTE,
            has_words=True,
        ),
        FileKind("txt", "text/plain", ("txt", "text"), 5 * MEGABYTE, has_words=True),
        FileKind("mp3", "audio/mpeg", ("mp3",), 200 * MEGABYTE),
        FileKind("ogg", "audio/ogg", ("ogg", "oga", "opus"), 200 * MEGABYTE),
        FileKind("m4a", "audio/mp4", ("m4a", "mp4"), 200 * MEGABYTE),
        FileKind("wav", "audio/wav", ("wav",), 200 * MEGABYTE),
        FileKind("mp4", "video/mp4", ("mp4", "m4v"), 500 * MEGABYTE),
        FileKind("webm", "video/webm", ("webm",), 500 * MEGABYTE),
    )
}
LARGEST = max(one.largest for one in FILE_KINDS.values())


class FileFault(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    UNKNOWN = "unknown"
    MISLABELLED = "mislabelled"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    TOO_MANY_PAGES = "too_many_pages"
    ACTIVE = "active"
    TOO_HEAVY = "too_heavy"
    NOT_UTF8 = "not_utf8"
    OLD_OFFICE = "old_office"
    NO_READER = "no_reader"


class FileError(ValueError):
    """A file that is not taken; ``kind`` is what it really is, where that is known."""

    def __init__(self, fault: FileFault, kind: str = "") -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.kind = kind


def kind_of(head: bytes, guessed: str | None) -> FileKind:
    """Return what begins with these bytes; ``guessed`` is the media type that a list of signatures gives.

    Raises ``FileError`` for what is not taken.
    """
    if not head:
        raise FileError(FileFault.EMPTY)
    if head.startswith(OLE):
        raise FileError(FileFault.OLD_OFFICE)
    if b"%PDF-" in head[:1024]:
        return FILE_KINDS["pdf"]
    if head.startswith(ZIP):
        if b"word/" in head or b"[Content_Types].xml" in head:
            return FILE_KINDS["docx"]
        raise FileError(FileFault.UNKNOWN)
    if guessed in RECORDINGS:
        return FILE_KINDS[RECORDINGS[guessed]]
    if guessed is None and _is_text(head):
        return FILE_KINDS["txt"]
    raise FileError(FileFault.UNKNOWN)


def check_label(name: str, kind: FileKind) -> None:
    """Raise ``FileError`` when the name promises another kind. A name without a suffix promises nothing."""
    _stem, dot, suffix = name.rpartition(".")
    if dot and suffix.lower() not in kind.suffixes:
        raise FileError(FileFault.MISLABELLED, kind.code)


def check_size(size: int, kind: FileKind) -> None:
    """Raise ``FileError`` for a file that is too big for its kind."""
    if size > kind.largest:
        raise FileError(FileFault.TOO_BIG, kind.code)


def _is_text(head: bytes) -> bool:
    if b"\0" in head or head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return False  # a page or a drawing of the web carries code
    return sum(byte < 32 and byte not in (9, 10, 12, 13) for byte in head) == 0
