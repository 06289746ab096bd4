"""Pictures from outside: what is too much is refused by its first bytes, the rest is drawn anew.

Nothing of a file is believed: not its name, nor the type that its sender states. Its bytes, pixels and frames
are counted before one pixel is read, because a file of 100 kB can unfold to gigabytes. What comes out carries
neither the place where it was taken nor anything hidden behind the picture.
"""

import io
import warnings
from enum import StrEnum
from pathlib import PurePath
from typing import IO, Any

from django.core.files.base import ContentFile
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

LARGEST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 60_000_000
MOST_FRAMES = 20  # of a container with several photos; what moves is refused with its second frame
MOST_SCANS = 100  # of a JPEG: each is one more pass over all its pixels
LONGEST_SIDE = 4096  # pixels that are kept
PHONE_BYTES = 40 * 1024 * 1024  # what a phone may send: it is made small here, never refused for its size
PHONE_SIDE = 2000
OPENED = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
STILL = ("JPEG", "MPO", "HEIF")
PHONE_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx")
PHONE_CONTAINERS = (b"mif1", b"msf1")
HEAD = 2048


class Fault(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    TOO_MANY_PIXELS = "too_many_pixels"
    MOVING = "moving"
    DRAWING = "drawing"
    PHONE_FORMAT = "phone_format"
    NOT_A_PICTURE = "not_a_picture"


class UploadError(ValueError):
    """A file that is not taken: ``fault`` for programs, ``message()`` for the person who sent it."""

    def __init__(self, fault: Fault, largest: int = LARGEST_BYTES) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.largest = largest

    def message(self) -> str:
        """Return what to tell the sender, in the language that is active."""
        return _sentences()[self.fault] % {
            "megabytes": self.largest // (1024 * 1024),
            "megapixels": MOST_PIXELS // 1_000_000,
        }


def phone_picture(file: IO[bytes], name: str = "") -> "ContentFile[bytes]":
    """Return a photo of a producer's phone, as ``checked_picture`` does: up to 40 MB, kept at 2000 pixels."""
    return checked_picture(file, name, largest=PHONE_BYTES, longest=PHONE_SIDE)


def checked_picture(
    file: IO[bytes], name: str = "", *, largest: int = LARGEST_BYTES, longest: int = LONGEST_SIDE
) -> "ContentFile[bytes]":
    """Return a picture turned upright, in sRGB, at most ``longest`` pixels long, without its metadata.

    It is a JPEG, or a PNG where parts are transparent; ``name`` gives the stem of the new name. ``largest``
    is in bytes. Raises ``UploadError``.
    """
    with opened(file, largest=largest) as image:
        image.draft("RGB", (longest, longest))
        picture = upright(image)
    picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    content = io.BytesIO()
    if picture.mode == "RGBA":
        picture.save(content, "PNG")
    else:
        picture.save(content, "JPEG", quality=90, optimize=True)
    suffix = "png" if picture.mode == "RGBA" else "jpg"
    return ContentFile(content.getvalue(), f"{_stem(name)}.{suffix}")


def opened(file: IO[bytes], *, largest: int = LARGEST_BYTES) -> Image.Image:
    """Return a picture whose size is known and whose pixels are not read yet. Raises ``UploadError``."""
    file.seek(0, io.SEEK_END)
    size = file.tell()
    if not size:
        raise UploadError(Fault.EMPTY)
    if size > largest:
        raise UploadError(Fault.TOO_BIG, largest)
    file.seek(0)
    head = file.read(HEAD)
    if _is_drawing(head):
        raise UploadError(Fault.DRAWING)
    file.seek(0)
    image = _header(file, _formats(head))
    if image.width * image.height > MOST_PIXELS:
        raise UploadError(Fault.TOO_MANY_PIXELS)
    _count_frames(image, file)
    return image


def upright(image: Image.Image) -> Image.Image:
    """Return the pixels of an opened picture, turned, in sRGB, as RGB or RGBA. Raises ``UploadError``."""
    try:
        turned = ImageOps.exif_transpose(_in_srgb(_eight_bits(image)))
        plain = turned.convert("RGBA" if turned.has_transparency_data else "RGB")
        if plain.mode == "RGBA" and plain.getextrema()[3][0] == 255:
            plain = plain.convert("RGB")
    except Exception as error:  # a decoder fed by strangers fails in more ways than it documents
        raise UploadError(Fault.NOT_A_PICTURE) from error
    plain.info = {}  # what is left in here would be written again
    return plain


def _header(file: IO[bytes], formats: tuple[str, ...]) -> Image.Image:
    try:
        with warnings.catch_warnings():
            # Our own limit is what counts; Pillow's second one still raises.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return Image.open(file, formats=formats)
    except Image.DecompressionBombError as error:
        raise UploadError(Fault.TOO_MANY_PIXELS) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise UploadError(Fault.NOT_A_PICTURE) from error


def _formats(head: bytes) -> tuple[str, ...]:
    """Phones write HEIC, which needs one more package."""
    brand = head[8:12] if head[4:8] == b"ftyp" else b""
    in_container = brand in PHONE_CONTAINERS and any(one in head[12:64] for one in PHONE_BRANDS)
    if brand not in PHONE_BRANDS and not in_container:
        return OPENED
    try:
        from pillow_heif import HeifImagePlugin  # noqa: F401  optional: the extra "phones"
    except ImportError as error:
        raise UploadError(Fault.PHONE_FORMAT) from error
    return ("HEIF",)


def _count_frames(image: Image.Image, file: IO[bytes]) -> None:
    try:
        if image.format not in STILL:
            frames = 2 if getattr(image, "is_animated", False) else 1
        else:
            frames = getattr(image, "n_frames", 1)
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise UploadError(Fault.NOT_A_PICTURE) from error
    if frames > (MOST_FRAMES if image.format in STILL else 1):
        raise UploadError(Fault.MOVING)
    if image.format in ("JPEG", "MPO") and _scans(file) > MOST_SCANS:
        raise UploadError(Fault.TOO_MANY_PIXELS)


def _scans(file: IO[bytes]) -> int:
    """Count what starts a scan; inside one, the byte FF never stands before DA."""
    place = file.tell()
    file.seek(0)
    scans = file.read().count(b"\xff\xda")
    file.seek(place)
    return scans


def _is_drawing(head: bytes) -> bool:
    text = head.lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"").lstrip().lower()
    return text.startswith(b"<") and b"svg" in text


def _eight_bits(image: Image.Image) -> Image.Image:
    if not image.mode.startswith("I"):
        return image
    return image.convert("I").point(lambda value: value / 256).convert("L")


def _in_srgb(image: Image.Image) -> Image.Image:
    """Bring the colours of a phone's wide profile into the space that pages assume."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA"):
        return image
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        brought: Any = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError):
        return image
    return brought or image


def _stem(name: str) -> str:
    stem = PurePath(name.replace("\\", "/")).stem[:80].strip(". ")
    return get_valid_filename(stem) if stem else "picture"


def _sentences() -> dict[Fault, str]:
    return {
        Fault.EMPTY: _("The file is empty. Please send it again."),
        Fault.TOO_BIG: _("This file is too big: send one of at most %(megabytes)d MB."),
        Fault.TOO_MANY_PIXELS: _(
            "This picture has too many pixels: send one of at most %(megapixels)d megapixels."
        ),
        Fault.MOVING: _("A moving picture cannot be shown: send a single one."),
        Fault.DRAWING: _("An SVG drawing may carry code and is not taken: send it as PNG."),
        Fault.PHONE_FORMAT: _(
            "This server cannot read HEIC photos. Send it as JPEG: on an iPhone, in the settings of the "
            "camera under “Formats”, choose “Most Compatible”."
        ),
        Fault.NOT_A_PICTURE: _("This is not a picture that can be read. Send a JPEG, PNG, WebP or HEIC."),
    }
