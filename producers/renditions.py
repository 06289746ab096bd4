"""From an uploaded photo to the files that pages show: turned, cropped, made small, without what it betrays.

An upload is not trusted: its size is read before its pixels, only the usual formats are opened, and what is
written is drawn anew, so that neither the place where a photo was taken nor anything hidden goes along.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from PIL import Image

from producers.domain.crops import FALLBACK_WIDTH, WIDTHS, crop_box, height_for, widths_for
from producers.uploads import opened, upright

FALLBACK = "jpeg"
# For programs of others, which want a large picture and read neither AVIF nor, some of them, WebP.
LARGE = "large"
QUALITY: dict[str, dict[str, Any]] = {
    "avif": {"quality": 45, "speed": 6},
    "webp": {"quality": 72, "method": 4},
    "jpeg": {"quality": 74, "progressive": True, "optimize": True},
    LARGE: {"quality": 82, "progressive": True, "optimize": True},
}
SUFFIXES = {"avif": "avif", "webp": "webp", "jpeg": "jpg", LARGE: "jpg"}
FORMATS = {LARGE: "JPEG"}
# What comes in the first round trip: ten TCP segments (RFC 6928), less the headers of the answer.
FIRST_FLIGHT_BYTES = 13_500
# The largest picture of a phone's first screen; its quality gives way until the file fits, to this floor.
FIRST_WIDTH, LOWEST_QUALITY, STEP = 480, 28, 4


@dataclass(frozen=True)
class Rendition:
    """One file to be shown."""

    kind: str
    width: int
    height: int
    content: bytes


def check(file: IO[bytes]) -> tuple[int, int]:
    """Return width and height without reading the pixels. Raises ``UploadError``."""
    with opened(file) as image:
        return image.size


def renditions(file: IO[bytes], *, focal_x: float = 0.5, focal_y: float = 0.5) -> Iterator[Rendition]:
    """Yield all files of a photo, one at a time. Raises ``UploadError``."""
    crop = _crop(file, focal_x, focal_y)
    for width in widths_for(crop.width):
        small = crop.resize((width, height_for(width)), Image.Resampling.LANCZOS)
        for kind in ("avif", "webp"):
            yield written(small, kind)
    width = min(FALLBACK_WIDTH, crop.width)
    yield written(crop.resize((width, height_for(width)), Image.Resampling.LANCZOS), FALLBACK)
    if crop.width > FALLBACK_WIDTH:
        yield _large(crop)


def large_rendition(file: IO[bytes], *, focal_x: float = 0.5, focal_y: float = 0.5) -> Rendition:
    """Return the large JPEG of a photo alone, or of a rendition of it. Raises ``UploadError``."""
    return _large(_crop(file, focal_x, focal_y))


def _large(crop: Image.Image) -> Rendition:
    width = min(WIDTHS[-1], crop.width)
    return written(crop.resize((width, height_for(width)), Image.Resampling.LANCZOS), LARGE)


def _crop(file: IO[bytes], focal_x: float, focal_y: float) -> Image.Image:
    with opened(file) as image:
        # A JPEG can be read at half or a quarter of its size, which spares most of its pixels.
        image.draft("RGB", (2400, 3000))
        turned = upright(image)
    box = crop_box(turned.width, turned.height, focal_x, focal_y)
    clean = Image.new("RGB", (box.width, box.height), "white")
    part = turned.crop((box.left, box.top, box.right, box.bottom))
    clean.paste(part, mask=part if part.mode == "RGBA" else None)
    return clean


def written(image: Image.Image, kind: str, **more: int) -> Rendition:
    """Return the image as a file of this format; ``more`` is what the format's writer is told besides."""
    how = QUALITY[kind] | more
    content = _bytes(image, kind, how)
    while _may_shrink(image, kind) and len(content) > FIRST_FLIGHT_BYTES and how["quality"] > LOWEST_QUALITY:
        how = how | {"quality": max(LOWEST_QUALITY, how["quality"] - STEP)}
        content = _bytes(image, kind, how)
    return Rendition(kind, image.width, image.height, content)


def _may_shrink(image: Image.Image, kind: str) -> bool:
    return kind == "avif" and image.width == FIRST_WIDTH


def _bytes(image: Image.Image, kind: str, how: dict[str, Any]) -> bytes:
    content = io.BytesIO()
    image.save(content, FORMATS.get(kind, kind.upper()), **how)
    return content.getvalue()
