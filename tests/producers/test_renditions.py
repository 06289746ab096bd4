import io
import random
import struct
import zlib

import pytest
from PIL import Image, ImageCms

from producers.renditions import FIRST_FLIGHT_BYTES, QUALITY, check, renditions
from producers.uploads import LARGEST_BYTES, UploadError

GPS = 0x8825
ORIENTATION = 0x0112


def a_photo(width: int = 1600, height: int = 1000, kind: str = "JPEG", **saved: object) -> io.BytesIO:
    """A photo, red on its left half and blue on its right."""
    image = Image.new("RGB", (width, height), "blue")
    image.paste("red", (0, 0, width // 2, height))
    file = io.BytesIO()
    image.save(file, kind, **saved)
    return file


def opened(file: io.BytesIO, **focal: float) -> dict[tuple[str, int], Image.Image]:
    made = renditions(file, **focal)
    return {(each.kind, each.width): Image.open(io.BytesIO(each.content)) for each in made}


def is_red(image: Image.Image, x: float) -> bool:
    red, _, blue = image.convert("RGB").getpixel((int(image.width * x), image.height // 2))
    return red > blue


def test_a_photo_becomes_small_files_in_three_formats_four_by_five():
    made = opened(a_photo())
    assert set(made) == {
        ("avif", 240), ("avif", 480), ("avif", 720),
        ("webp", 240), ("webp", 480), ("webp", 720),
        ("jpeg", 480), ("large", 800),
    }  # fmt: skip
    assert {image.size for image in made.values()} == {(240, 300), (480, 600), (720, 900), (800, 1000)}
    assert made["large", 800].format == "JPEG"


def a_carpet(strength: int) -> io.BytesIO:
    """A photo with a pattern in every pixel, which is heavy to keep."""
    rows = random.Random(7)
    pixels = bytes(128 + rows.randint(-strength, strength) for _ in range(480 * 600))
    file = io.BytesIO()
    Image.frombytes("L", (480, 600), pixels).save(file, "PNG")
    return file


def sizes_of(file: io.BytesIO) -> dict[tuple[str, int], int]:
    return {(each.kind, each.width): len(each.content) for each in renditions(file)}


def test_the_first_picture_of_a_phone_fits_into_one_round_trip(monkeypatch):
    assert sizes_of(a_carpet(18))["avif", 480] <= FIRST_FLIGHT_BYTES
    monkeypatch.setattr("producers.renditions.LOWEST_QUALITY", QUALITY["avif"]["quality"])
    assert sizes_of(a_carpet(18))["avif", 480] > FIRST_FLIGHT_BYTES  # left as it is, it does not


def test_no_picture_is_spoilt_to_fit():
    """Noise alone cannot be made small: the quality stops at its floor, and the file is what it is."""
    assert sizes_of(a_carpet(120))["avif", 480] > FIRST_FLIGHT_BYTES


def test_a_small_photo_is_not_enlarged():
    assert set(opened(a_photo(200, 250))) == {("avif", 200), ("webp", 200), ("jpeg", 200)}


@pytest.mark.parametrize(("focal", "red"), [(0.1, True), (0.9, False)])
def test_the_part_around_the_point_is_shown(focal, red):
    image = opened(a_photo(3000, 1000), focal_x=focal)["jpeg", 480]
    assert is_red(image, 0.5) is red


def test_a_photo_taken_sideways_is_turned_and_tells_nothing_of_where_it_was_taken():
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[GPS] = {1: "N", 2: (31.0, 37.0, 0.0), 3: "W", 4: (7.0, 59.0, 0.0)}
    made = opened(a_photo(1000, 800, exif=exif))
    for image in made.values():
        assert not image.getexif()
        assert not {"exif", "icc_profile", "xmp", "comment"} & set(image.info)
    # Turned by a quarter, what was on the left is above.
    top = made["jpeg", 480].convert("RGB").getpixel((240, 20))
    assert top[0] > top[2]


def test_transparent_parts_become_white():
    image = Image.new("RGBA", (400, 500), (0, 0, 0, 0))
    file = io.BytesIO()
    image.save(file, "PNG")
    assert opened(file)["jpeg", 400].getpixel((200, 250)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["L", "P", "CMYK", "I;16", "1", "LA"])
def test_odd_modes_are_read(mode):
    file = io.BytesIO()
    Image.new(mode, (400, 500)).save(file, "JPEG" if mode == "CMYK" else "PNG")
    assert opened(file)["webp", 240].size == (240, 300)


def test_a_wide_colour_profile_is_brought_into_srgb():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = opened(a_photo(icc_profile=profile))["jpeg", 480]
    assert "icc_profile" not in image.info
    assert is_red(image, 0.2)


def test_a_broken_profile_is_ignored():
    assert opened(a_photo(icc_profile=b"nothing"))


def a_bomb(width: int, height: int) -> io.BytesIO:
    """A PNG of a few bytes that says it has ever so many pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return io.BytesIO(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(("width", "height"), [(30_000, 30_000), (60_000_001, 1), (65_000, 65_000)])
def test_a_bomb_is_refused_by_its_header_alone(width, height):
    with pytest.raises(UploadError, match="too_many_pixels"):
        check(a_bomb(width, height))


@pytest.mark.parametrize(
    "content",
    [b"not a picture", b"%PDF-1.7", b"\xff\xd8\xff"],
)
def test_what_is_no_picture_is_refused(content):
    with pytest.raises(UploadError, match="not_a_picture"):
        check(io.BytesIO(content))


def test_what_breaks_off_is_refused():
    half = io.BytesIO(a_photo().getvalue()[:2000])
    with pytest.raises(UploadError, match="not_a_picture"):
        list(renditions(half))


def test_a_file_that_is_too_big_is_not_opened():
    with pytest.raises(UploadError, match="too_big"):
        check(io.BytesIO(bytes(LARGEST_BYTES + 1)))
