"""Papers that people send in: a picture is drawn anew, a PDF kept as it is, where no address serves them."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from typing import TypeVar

from django.core.files.base import ContentFile, File
from django.db.models import QuerySet

from producers.uploads import UploadError, checked_picture
from shop.conf import private_storage
from shop.domain.errors import RefusedError, Why
from shop.domain.files import is_pdf
from shop.models import CaseFile, PayoutProof

Row = TypeVar("Row", CaseFile, PayoutProof)
LARGEST_BYTES = 5 * 1024 * 1024
PICTURES = {".jpg": "image/jpeg", ".png": "image/png"}


@dataclass(frozen=True)
class Kept:
    """What is kept of a file that was sent."""

    content: bytes
    suffix: str
    content_type: str


@dataclass(frozen=True)
class Laid:
    """A file that lies in the private storage, and waits for its row."""

    name: str
    sha256: str
    content_type: str


def content_of(file: "File[bytes] | None") -> bytes:
    """Return what was sent. Raises ``BAD_FILE`` with ``reason`` ``empty`` or ``too_big``."""
    if file is None or not file.size:
        raise RefusedError(Why.BAD_FILE, reason="empty")
    if file.size > LARGEST_BYTES:
        raise RefusedError(Why.BAD_FILE, reason="too_big")
    content: bytes = file.read()
    return content


def kept(content: bytes) -> Kept:
    """Return what is kept of it: a picture does not tell where it was taken. Raises ``BAD_FILE``."""
    if is_pdf(content):
        return Kept(content, ".pdf", "application/pdf")
    try:
        picture = checked_picture(BytesIO(content), largest=LARGEST_BYTES)
    except UploadError as error:
        raise RefusedError(Why.BAD_FILE, reason="kind") from error
    suffix = PurePath(str(picture.name)).suffix
    return Kept(picture.read(), suffix, PICTURES[suffix])


def keep_once(
    file: "File[bytes] | None",
    *,
    among: "QuerySet[Row]",
    folder: str,
    most: int,
    write: Callable[[Laid], Row],
) -> Row:
    """Keep what was sent among rows that have its ``sha256``; the same file again is the row that is there.

    ``write`` makes the row of a file that lies there already. Raises ``BAD_FILE`` with ``reason`` ``empty``,
    ``too_big``, ``kind``, or ``too_many`` beyond ``most`` rows.
    """
    content = content_of(file)
    sha256 = hashlib.sha256(content).hexdigest()
    known = among.filter(sha256=sha256).first()
    if known is not None:
        return known
    if among.count() >= most:
        raise RefusedError(Why.BAD_FILE, reason="too_many")
    what = kept(content)
    # The file may lie on another machine, so it is written before the transaction; its name tells nothing.
    name = private_storage().save(f"{folder}/{sha256}{what.suffix}", ContentFile(what.content))
    row = write(Laid(name, sha256, what.content_type))
    if row.file.name != name:  # somebody else was faster
        private_storage().delete(name)
    return row
