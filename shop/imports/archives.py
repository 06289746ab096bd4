"""Pictures out of a zip file: one at a time, found by name, never unpacked to a folder."""

import io
import zipfile
from pathlib import PurePosixPath
from typing import IO

from django.core.files.base import ContentFile

from producers.uploads import LARGEST_BYTES, UploadError, checked_picture
from shop.domain.importing import Complaint, Fault, FileError

MOST_ENTRIES = 20_000
LARGEST_UNPACKED = 4 * 1024 * 1024 * 1024
MOST_TIMES_PACKED = 200  # pictures hardly shrink; what unpacks to 200 times its size is a bomb
SMALL = 1024 * 1024


class Pictures:
    """The pictures of one archive. Raises ``FileError`` for one that is broken, or made to do harm."""

    def __init__(self, file: IO[bytes] | None) -> None:
        self._archive = _opened(file) if file is not None else None
        self._names = _names(self._archive) if self._archive else {}

    @property
    def are_there(self) -> bool:
        """Whether an archive was sent."""
        return self._archive is not None

    def complaint_about(self, name: str) -> Complaint | None:
        """Say why a picture cannot be taken, None when it can."""
        if name.casefold() not in self._names:
            return Complaint(Fault.NO_PICTURE, name)
        try:
            self.read(name)
        except UploadError:
            return Complaint(Fault.BAD_PICTURE, name)
        return None

    def read(self, name: str) -> "ContentFile[bytes]":
        """Return a picture drawn anew. Raises ``KeyError`` and ``UploadError``."""
        return checked_picture(io.BytesIO(self.raw(name)), name)

    def raw(self, name: str) -> bytes:
        """Return the bytes of an entry, as many as a picture may have and one more."""
        assert self._archive is not None  # it has names
        try:
            with self._archive.open(self._names[name.casefold()]) as entry:
                return entry.read(LARGEST_BYTES + 1)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError):
            return b""  # encrypted, damaged, or packed in a way that nobody can read: no picture


def _opened(file: IO[bytes]) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(file)
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise FileError(Fault.BAD_ARCHIVE) from error
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise FileError(Fault.UNSAFE_ARCHIVE)
    for entry in entries:
        if _is_unsafe(entry):
            raise FileError(Fault.UNSAFE_ARCHIVE, entry.filename[:100])
    return archive


def _is_unsafe(entry: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    leaves = (
        path.is_absolute() or ".." in path.parts or ":" in entry.filename or "\x00" in entry.orig_filename
    )
    is_link = (entry.external_attr >> 28) == 0xA
    swells = entry.file_size > SMALL and entry.file_size > MOST_TIMES_PACKED * max(1, entry.compress_size)
    return leaves or is_link or swells


def _names(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Pictures by the last part of their name; folders in the archive mean nothing."""
    files = (entry for entry in archive.infolist() if not entry.is_dir())
    return {PurePosixPath(entry.filename.replace("\\", "/")).name.casefold(): entry for entry in files}
