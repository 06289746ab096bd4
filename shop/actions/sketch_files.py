"""The files of photos that wait in a sketch: where no address serves them, under names that tell nothing."""

import hashlib
import io
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

from django.core.files.base import ContentFile
from PIL import Image

from producers.uploads import UploadError, phone_picture
from shop.conf import private_storage
from shop.domain.sketch_errors import SketchError, SketchFault

FOLDER = "sketches"
SMALL = (320, 320)
CHUNK = 1024 * 1024


@dataclass(frozen=True)
class LaidPhoto:
    """A photo that lies in the private storage, upright and without its position, and a small one of it."""

    name: str
    small: str
    sha256: str


def digest_of(file: IO[bytes]) -> str:
    """Return the SHA-256 of what was sent."""
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def lay_photo(file: IO[bytes], sha256: str) -> LaidPhoto:
    """Check a photo and store it, outside of any transaction. Raises ``SketchError`` ``BAD_PICTURE``."""
    try:
        picture = phone_picture(file)
    except UploadError as error:
        raise SketchError(SketchFault.BAD_PICTURE, message=error.message()) from error
    content, stem = picture.read(), secrets.token_hex(16)
    suffix = str(picture.name).rpartition(".")[2]
    storage = private_storage()
    name = storage.save(f"{FOLDER}/{stem}.{suffix}", ContentFile(content))
    small = storage.save(f"{FOLDER}/{stem}-small.jpg", ContentFile(_small(content)))
    return LaidPhoto(name, small, sha256)


def forget_files(names: Iterable[str]) -> None:
    """Remove files that no row names any more; one that is gone already is no error."""
    for name in names:
        private_storage().delete(name)


def _small(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content)) as image:
        image.draft("RGB", SMALL)
        small = image.convert("RGB")
    small.thumbnail(SMALL, Image.Resampling.LANCZOS)
    written = io.BytesIO()
    small.save(written, "JPEG", quality=60, optimize=True)
    return written.getvalue()
