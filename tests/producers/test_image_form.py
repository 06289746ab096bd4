"""Pictures sent in through the back office: what is none is refused, what is one is drawn anew."""

import io
import struct
import zlib

import pillow_heif
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Drawn
from wagtail.images import get_image_model

pytestmark = pytest.mark.django_db
ADD = "/admin/images/add/"


def send(client, name: str, content: bytes):
    return client.post(ADD, {"title": "Tapis", "file": SimpleUploadedFile(name, content), "collection": 1})


def drawn(kind: str = "JPEG", **how) -> bytes:
    content = io.BytesIO()
    Drawn.new("RGB", (320, 200), "red").save(content, kind, **how)
    return content.getvalue()


def huge_png(side: int = 30_000) -> bytes:
    """A few bytes that say of themselves that they unfold to 900 megapixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.jpg", b""),
        ("page.jpg", b"<html><script>alert(1)</script></html>"),
        ("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("drawing.png", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("huge.png", huge_png()),
        ("cut.jpg", drawn()[:200]),
        ("program.png", b"MZ" + b"\0" * 500),
    ],
)
def test_what_is_no_picture_is_refused_beside_the_field(admin_client, name, content):
    response = send(admin_client, name, content)
    assert response.status_code == 200
    assert response.context["form"].errors["file"]
    assert not get_image_model().objects.exists()


def test_a_photo_loses_where_it_was_taken_and_stands_upright(admin_client):
    exif = Drawn.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    assert send(admin_client, "photo.jpg", drawn(exif=exif)).status_code == 302
    image = get_image_model().objects.get()
    assert (image.width, image.height) == (200, 320)
    with image.file.open("rb") as file, Drawn.open(file) as picture:
        assert not dict(picture.getexif())


def test_a_phones_own_format_is_taken_and_kept_as_jpeg(admin_client):
    pillow_heif.register_heif_opener()
    assert send(admin_client, "IMG_1.HEIC", drawn("HEIF")).status_code == 302
    assert get_image_model().objects.get().file.name.endswith(".jpg")
