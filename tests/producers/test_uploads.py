import io
import struct
import sys
import zlib

import pillow_heif
import pytest
from django.utils.translation import override
from PIL import Image, ImageFile

from producers.uploads import LARGEST_BYTES, LONGEST_SIDE, Fault, UploadError, checked_picture

ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def a_photo(width=400, height=300, kind="JPEG", mode="RGB", **saved):
    """A picture, red on its left half and blue on its right."""
    image = Image.new(mode, (width, height), "blue")
    image.paste("red", (0, 0, width // 2, height))
    file = io.BytesIO()
    image.save(file, kind, **saved)
    return file


def a_bomb(width, height):
    """A PNG of a few bytes that says it has ever so many pixels."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def a_giant_photo():
    """A JPEG whose header says 100 megapixels."""
    content = bytearray(a_photo().getvalue())
    place = content.index(b"\xff\xc0")
    content[place + 5 : place + 9] = struct.pack(">HH", 10_000, 10_000)
    return bytes(content)


def a_film(kind, frames=3):
    first, *rest = [Image.new("RGB", (20, 20), (each * 40, 0, 0)) for each in range(frames)]
    file = io.BytesIO()
    first.save(file, kind, save_all=True, append_images=rest, duration=50)
    return file.getvalue()


def many_scans():
    content = a_photo().getvalue()
    return content[:-2] + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" * 500 + content[-2:]


def told_where():
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = 6, "A phone"
    exif[GPS] = {1: "N", 2: (31.0, 37.0, 0.0), 3: "W", 4: (7.0, 59.0, 0.0)}
    return exif


def seen(file):
    return Image.open(io.BytesIO(file.read()))


BAD = [
    (b"", Fault.EMPTY),
    (b"not a picture", Fault.NOT_A_PICTURE),
    (b"MZ\x90\x00 a program", Fault.NOT_A_PICTURE),
    (b"%PDF-1.7\n%%EOF", Fault.NOT_A_PICTURE),
    (b"<html><script>alert(1)</script></html>", Fault.NOT_A_PICTURE),
    (SVG, Fault.DRAWING),
    (SVG.replace(b"<script>alert(1)</script>", b""), Fault.DRAWING),
    (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!DOCTYPE svg>" + SVG, Fault.DRAWING),
    (b"\n <!-- a comment -->" + SVG, Fault.DRAWING),
    (SVG.decode().encode("utf-16"), Fault.DRAWING),
    (a_bomb(30_000, 30_000), Fault.TOO_MANY_PIXELS),
    (a_bomb(10_000, 10_000), Fault.TOO_MANY_PIXELS),
    (a_bomb(60_000_001, 1), Fault.TOO_MANY_PIXELS),
    (a_giant_photo(), Fault.TOO_MANY_PIXELS),
    (many_scans(), Fault.TOO_MANY_PIXELS),
    (a_film("GIF"), Fault.MOVING),
    (a_film("WEBP"), Fault.MOVING),
    (a_film("PNG"), Fault.MOVING),
    (a_film("AVIF"), Fault.MOVING),
    (a_photo(kind="TIFF").getvalue(), Fault.NOT_A_PICTURE),
    (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", Fault.NOT_A_PICTURE),
]


@pytest.mark.parametrize(("content", "fault"), BAD)
def test_what_is_no_good_is_refused_before_a_pixel_is_read(content, fault, monkeypatch):
    def never(self):
        raise AssertionError("the pixels were read")

    monkeypatch.setattr(ImageFile.ImageFile, "load", never)
    with pytest.raises(UploadError) as raised:
        checked_picture(io.BytesIO(content), "photo.jpg")
    assert raised.value.fault == fault


def test_a_file_that_is_too_big_is_not_opened(monkeypatch):
    monkeypatch.setattr(Image, "open", None)
    with pytest.raises(UploadError) as raised:
        checked_picture(io.BytesIO(bytes(LARGEST_BYTES + 1)))
    assert raised.value.fault == Fault.TOO_BIG
    assert "20 M" in raised.value.message()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"])
def test_what_breaks_off_is_refused(kind):
    pillow_heif.register_heif_opener()
    noise = Image.effect_noise((300, 200), 90).convert("RGB")
    file = io.BytesIO()
    noise.save(file, kind)
    with pytest.raises(UploadError, match="not_a_picture"):
        checked_picture(io.BytesIO(file.getvalue()[: len(file.getvalue()) // 2]))


def test_a_photo_is_turned_and_tells_nothing():
    file = a_photo(exif=told_where(), comment=b"at home", icc_profile=b"")
    made = checked_picture(file, "IMG 1234.JPG")
    image = seen(made)
    assert made.name == "IMG_1234.jpg"
    assert (image.format, image.size) == ("JPEG", (300, 400))
    assert not image.getexif()
    assert not {"exif", "icc_profile", "xmp", "comment"} & set(image.info)


def test_a_photo_of_a_phone_becomes_a_jpeg():
    pillow_heif.register_heif_opener()
    made = checked_picture(a_photo(kind="HEIF", exif=told_where().tobytes()), "IMG_0001.HEIC")
    image = seen(made)
    assert (made.name, image.format) == ("IMG_0001.jpg", "JPEG")
    assert not image.getexif()
    red, _, blue = image.getpixel((image.width // 2, 5))
    assert (image.size, red > blue) == ((300, 400), True)


def test_a_photo_of_a_phone_is_refused_in_clear_words_where_nothing_reads_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    with pytest.raises(UploadError) as raised:
        checked_picture(io.BytesIO(b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic"))
    assert raised.value.fault == Fault.PHONE_FORMAT
    with override("en"):
        assert "JPEG" in raised.value.message()


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_is_transparent_stays_so(kind):
    file = io.BytesIO()
    Image.new("RGBA", (30, 20), (255, 0, 0, 100)).save(file, kind)
    image = seen(checked_picture(file))
    assert (image.format, image.mode) == ("PNG", "RGBA")


def test_a_screenshot_that_only_could_be_transparent_becomes_a_jpeg():
    assert seen(checked_picture(a_photo(kind="PNG", mode="RGBA"))).format == "JPEG"


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("PNG", "L"), ("PNG", "1"), ("PNG", "P"), ("PNG", "I;16"), ("JPEG", "CMYK"), ("GIF", "P")],
)
def test_every_kind_of_colour_is_taken(kind, mode):
    file = io.BytesIO()
    Image.new(mode, (30, 20)).save(file, kind)
    assert seen(checked_picture(file)).size == (30, 20)


def test_a_large_photo_is_made_smaller():
    image = seen(checked_picture(a_photo(5000, 2500)))
    assert image.size == (LONGEST_SIDE, LONGEST_SIDE // 2)


def test_what_hides_behind_a_picture_is_left_behind():
    file = io.BytesIO(a_photo().getvalue() + b"<script>alert(1)</script>")
    assert b"<script>" not in checked_picture(file).read()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.jpg"),
        ("..\\photo.png", "photo.jpg"),
        ("", "picture.jpg"),
        ("..", "picture.jpg"),
        ("a" * 300 + ".jpg", "a" * 80 + ".jpg"),
        ("photo\0.jpg", "photo.jpg"),
        ("زربية.heic", "زربية.jpg"),
        ("\u202egpj.exe", "gpj.jpg"),
    ],
)
def test_a_name_is_a_name_and_no_path(name, kept):
    assert checked_picture(a_photo(), name).name == kept


def test_every_fault_has_its_sentence():
    sentences = {UploadError(fault).message() for fault in Fault}
    assert len(sentences) == len(Fault)
    assert not any("%" in sentence for sentence in sentences)
