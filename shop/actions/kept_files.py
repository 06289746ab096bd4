"""Papers that people send in: a picture is drawn anew, a PDF kept as it is, where no address serves them."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

from django.core.files.base import File

from producers.uploads import UploadError, checked_picture
from shop.domain.errors import RefusedError, Why
from shop.domain.files import is_pdf

LARGEST_BYTES = 5 * 1024 * 1024
PICTURES = {".jpg": "image/jpeg", ".png": "image/png"}


@dataclass(frozen=True)
class Kept:
    """What is kept of a file that was sent."""

    content: bytes
    suffix: str
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
