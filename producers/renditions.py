"""From an uploaded photo to the files that pages show: turned, cropped, made small, without what it betrays.

An upload is not trusted: its size is read before its pixels, only the usual formats are opened, and what is
written is drawn anew, so that neither the place where a photo was taken nor anything hidden goes along.
"""

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from producers.domain.crops import FALLBACK_WIDTH, crop_box, height_for, widths_for

LARGEST_BYTES = 25 * 1024 * 1024
MOST_PIXELS = 60_000_000
OPENED = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
FALLBACK = "jpeg"
QUALITY: dict[str, dict[str, Any]] = {
    "avif": {"quality": 58, "speed": 6},
    "webp": {"quality": 72, "method": 4},
    "jpeg": {"quality": 74, "progressive": True, "optimize": True},
}
SUFFIXES = {"avif": "avif", "webp": "webp", "jpeg": "jpg"}


class PictureError(ValueError):
    """The file cannot be shown; the message says why: ``too_big``, ``too_many_pixels``, ``not_a_picture``."""


@dataclass(frozen=True)
class Rendition:
    """One file to be shown."""

    kind: str
    width: int
    height: int
    content: bytes


def check(file: IO[bytes]) -> tuple[int, int]:
    """Return width and height without reading the pixels. Raises ``PictureError``."""
    with _opened(file) as image:
        return image.size


def renditions(file: IO[bytes], *, focal_x: float = 0.5, focal_y: float = 0.5) -> Iterator[Rendition]:
    """Yield all files of a photo, one at a time. Raises ``PictureError``."""
    crop = _crop(file, focal_x, focal_y)
    for width in widths_for(crop.width):
        small = crop.resize((width, height_for(width)), Image.Resampling.LANCZOS)
        for kind in ("avif", "webp"):
            yield _written(small, kind)
    width = min(FALLBACK_WIDTH, crop.width)
    yield _written(crop.resize((width, height_for(width)), Image.Resampling.LANCZOS), FALLBACK)


def _opened(file: IO[bytes]) -> Image.Image:
    file.seek(0, io.SEEK_END)
    if file.tell() > LARGEST_BYTES:
        raise PictureError("too_big")
    file.seek(0)
    try:
        with warnings.catch_warnings():
            # Our own limit, below, is what counts; Pillow's second one still raises.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(file, formats=OPENED)
    except Image.DecompressionBombError as error:
        raise PictureError("too_many_pixels") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise PictureError("not_a_picture") from error
    if image.width * image.height > MOST_PIXELS:
        raise PictureError("too_many_pixels")
    return image


def _crop(file: IO[bytes], focal_x: float, focal_y: float) -> Image.Image:
    with _opened(file) as image:
        # A JPEG can be read at half or a quarter of its size, which spares most of its pixels.
        image.draft("RGB", (2400, 3000))
        try:
            turned = ImageOps.exif_transpose(_in_srgb(image))
        except (OSError, SyntaxError, ValueError) as error:
            raise PictureError("not_a_picture") from error
    box = crop_box(turned.width, turned.height, focal_x, focal_y)
    clean = Image.new("RGB", (box.width, box.height), "white")
    part = turned.crop((box.left, box.top, box.right, box.bottom))
    if part.has_transparency_data:
        part = part.convert("RGBA")
        clean.paste(part, mask=part)
    else:
        clean.paste(part.convert("RGB"))
    return clean


def _in_srgb(image: Image.Image) -> Image.Image:
    """Bring the colours of a phone's wide profile into the space that pages assume."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA"):
        return image
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        brought = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError):
        return image
    return brought or image


def _written(image: Image.Image, kind: str) -> Rendition:
    content = io.BytesIO()
    image.save(content, kind.upper(), **QUALITY[kind])
    return Rendition(kind, image.width, image.height, content.getvalue())
