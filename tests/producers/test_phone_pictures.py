"""What a phone sends, measured where it is done: seconds and memory of a process of its own."""

import json
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image

from producers.uploads import PHONE_SIDE

SIZE = (4032, 3024)  # 12 megapixels
MOST_SECONDS, MOST_MEGABYTES = 2.0, 300
ORIENTATION, GPS = 0x0112, 0x8825
CHILD = """
import json, sys, time
from django.conf import settings
settings.configure()
from PIL import Image
import io
from producers.uploads import UploadError, phone_picture
with open(sys.argv[1], "rb") as file:
    started = time.process_time()
    try:
        made, fault = phone_picture(file, "photo").read(), ""
    except UploadError as error:
        made, fault = b"", error.fault.value
    spent = time.process_time() - started
with open("/proc/self/status") as status:  # what getrusage says includes the process that started this one
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
image = Image.open(io.BytesIO(made)) if made else None
corner = image.convert("RGB").getpixel((image.width // 2, 20)) if image else None
told = [len(image.getexif()), sorted(image.info)] if image else None
print(json.dumps([fault, spent, peak, image and image.size, corner, told, len(made)]))
"""


def a_photo() -> Image.Image:
    """A photo with grain, so that it is as big as one of a phone; its left edge is red."""
    grain = Image.effect_noise((SIZE[0] // 2, SIZE[1] // 2), 40).resize(SIZE).convert("RGB")
    grain.paste("red", (0, 0, 300, SIZE[1]))
    return grain


def exif(turned: int) -> bytes:
    told = Image.Exif()
    told[ORIENTATION] = turned
    told[GPS] = {1: "N", 2: (31.0, 37.0, 0.0), 3: "W", 4: (7.0, 59.0, 0.0)}
    return told.tobytes()


def a_bomb(side: int) -> bytes:
    """A whole PNG in black and white, of so few bytes because every row is the same."""
    packed, row = zlib.compressobj(9), bytes(1 + side // 8)
    rows = b"".join([*(packed.compress(row) for _ in range(side)), packed.flush()])
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def measured(path: Path) -> list:
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(path)], capture_output=True, text=True, check=True, timeout=120
    )
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def photo():
    pillow_heif.register_heif_opener()
    return a_photo()


@pytest.mark.parametrize(
    ("kind", "suffix", "turned", "saved"),
    [
        ("HEIF", "heic", 6, {"quality": 60}),
        ("JPEG", "jpg", 6, {"quality": 92}),
        ("JPEG", "jpg", 6, {"quality": 85, "progressive": True}),
        ("PNG", "png", 1, {"compress_level": 1}),
        ("WEBP", "webp", 6, {"quality": 80, "method": 0}),
    ],
    ids=["heic", "jpeg", "progressive jpeg", "png", "webp"],
)
def test_a_photo_of_twelve_megapixels_is_upright_small_and_without_its_place(
    photo, tmp_path, kind, suffix, turned, saved
):
    path = tmp_path / f"photo.{suffix}"
    photo.save(path, kind, exif=exif(turned), **saved)
    fault, seconds, megabytes, size, corner, told, length = measured(path)
    print(f"{kind}: {path.stat().st_size / 1e6:.1f} MB in, {seconds:.2f} s, {megabytes:.0f} MB")  # noqa: T201  with -s
    assert fault == ""
    assert max(size) == PHONE_SIDE
    assert seconds < MOST_SECONDS
    assert megabytes < MOST_MEGABYTES
    assert told[0] == 0
    assert not {"exif", "xmp", "comment", "gps"} & set(told[1])
    assert length < 3_000_000
    if turned == 6:  # the left edge is on top once it is upright
        assert size[1] > size[0]
        assert corner[0] > 150 > corner[2]


def test_a_photo_of_thirty_megabytes_is_not_refused_for_its_size(photo, tmp_path):
    path = tmp_path / "photo.png"
    photo.save(path, "PNG", compress_level=0)
    assert path.stat().st_size > 30_000_000
    assert measured(path)[0] == ""


def test_a_bomb_of_nine_hundred_megapixels_is_refused_at_once(tmp_path):
    path = tmp_path / "bomb.png"
    path.write_bytes(a_bomb(30_000))
    assert path.stat().st_size < 200_000
    fault, seconds, megabytes, *_ = measured(path)
    assert fault == "too_many_pixels"
    assert seconds < 1
    assert megabytes < MOST_MEGABYTES
