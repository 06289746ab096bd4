"""Files for the fund: what each is, by what is in it, and no in clear words."""

import hashlib
import io
from dataclasses import dataclass
from typing import IO

import filetype
from django.utils.translation import gettext as _

from home.library.domain.files import (
    FILE_KINDS,
    HEAD,
    MEGABYTE,
    MOST_PAGES,
    FileError,
    FileFault,
    FileKind,
    check_label,
    check_size,
    kind_of,
)
from home.library.inspecting import count_pages


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be kept: what it is, its size in bytes, its check sum, its pages if it has any."""

    kind: FileKind
    size: int
    sha256: str
    pages: int | None


def checked_file(file: IO[bytes], name: str) -> CheckedFile:
    """Return what a file is. Neither its name nor the type that its sender states is believed.

    Raises ``FileError`` for one that is not taken; ``file_message`` says it to the person.
    """
    file.seek(0, io.SEEK_END)
    size = file.tell()
    file.seek(0)
    head = file.read(HEAD)
    kind = _kind_of(file, head)
    check_label(name, kind)
    check_size(size, kind)
    pages = count_pages(kind.code, file) if kind.has_words else None
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # any binary file
    file.seek(0)
    return CheckedFile(kind, size, digest, pages)


def file_message(error: FileError) -> str:
    """Return what to tell the sender, in the language that is active."""
    sentence = {
        FileFault.EMPTY: _("This file is empty. Please send it again."),
        FileFault.TOO_BIG: _("This file is too big: of this kind, at most %(megabytes)d MB."),
        FileFault.UNKNOWN: _(
            "Files of this kind are not taken. Send a PDF, a Word document (.docx), plain text, a sound "
            "(MP3, M4A, Ogg, WAV) or a film (MP4, WebM)."
        ),
        FileFault.MISLABELLED: _(
            "The name of this file says something else than what is in it, which is: %(kind)s. Give it the "
            "right ending, if it is the file you meant."
        ),
        FileFault.ENCRYPTED: _("This file is locked by a password. Send one that opens without."),
        FileFault.BROKEN: _("This file is broken: it cannot be opened. Make it anew and send it again."),
        FileFault.TOO_MANY_PAGES: _("This file has more than %(pages)d pages. Send it in parts."),
        FileFault.ACTIVE: _(
            "This file carries a program (macros, scripts) or other files. Save it without them, for example "
            "by printing it into a PDF, and send that."
        ),
        FileFault.TOO_HEAVY: _("This file takes too much time or memory to open. Send a simpler one."),
        FileFault.NOT_UTF8: _("This text is not written in UTF-8. Save it as UTF-8 and send it again."),
        FileFault.OLD_OFFICE: _(
            "This is an old office format, or one locked by a password. Save it as .docx or PDF, without "
            "password, and send that."
        ),
        FileFault.NO_READER: _("This server cannot read such files yet: its reader is not installed."),
    }[error.fault]
    kind = FILE_KINDS.get(error.kind)
    return sentence % {
        "megabytes": kind.largest // MEGABYTE if kind else 0,
        "kind": kind.suffixes[0].upper() if kind else "",
        "pages": MOST_PAGES,
    }


def _kind_of(file: IO[bytes], head: bytes) -> FileKind:
    guessed = filetype.guess(head)
    return kind_of(head, guessed.mime if guessed else None)
