"""Pictures of an order in the making: small, without their place, once, looked at, taken down."""

from io import BytesIO

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from producers.domain.actors import Actor
from producers.models import Act
from producers.testing.builders import a_producer
from shop.actions.fulfil import accept, ship
from shop.actions.part_photos import add_photo, check_photo, take_photo_down
from shop.domain.errors import RefusedError, Why
from shop.domain.part_photos import MOST_PHOTOS, PhotoKind
from shop.domain.states import IllegalMoveError
from shop.models import PartPhoto
from shop.testing.builders import a_product, a_variant
from shop.testing.orders import a_placed_order

pytestmark = pytest.mark.django_db
HER, OFFICE = Actor(1, "her"), Actor(2, "office")


def a_jpeg(shade: int = 0, size: tuple[int, int] = (3000, 2000)) -> SimpleUploadedFile:
    drawn, exif = BytesIO(), Image.Exif()
    exif[0x0112] = 6  # on its side
    exif.get_ifd(0x8825)[1] = "N"  # where it was taken
    Image.new("RGB", size, (shade, 80, 120)).save(drawn, "JPEG", exif=exif)
    return SimpleUploadedFile("IMG_1.jpg", drawn.getvalue(), "image/jpeg")


@pytest.fixture
def part():
    variant = a_variant(a_product(producer=a_producer()), stock=5)
    return accept(a_placed_order(variant).parts.get(), actor=HER)


@pytest.fixture
def kept(monkeypatch, tmp_path):
    """Return what lies in a store of this test's own."""
    store = FileSystemStorage(location=tmp_path / "private")
    monkeypatch.setattr("shop.actions.part_photos.private_storage", lambda: store)
    return lambda: store.listdir("parts")[1] if store.exists("parts") else []


def why(caught) -> tuple[Why, object]:
    return caught.value.code, caught.value.facts.get("reason")


def test_a_picture_becomes_upright_and_small_and_tells_no_place(part):
    photo = add_photo(part, PhotoKind.PROGRESS, a_jpeg(), actor=HER)
    with Image.open(photo.file) as picture:
        assert (picture.size, picture.format) == ((1067, 1600), "JPEG")
        assert not picture.getexif()
    assert photo.status == "new"
    assert Act.objects.get(verb="partphoto.added").actor_id == HER.user_id


def test_the_same_picture_twice_is_one(part, kept):
    first = add_photo(part, PhotoKind.PROGRESS, a_jpeg(), actor=HER)
    assert add_photo(part, PhotoKind.PROGRESS, a_jpeg(), actor=HER) == first
    assert PartPhoto.objects.count() == 1
    assert len(kept()) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"PK\x03\x04" * 99,
    ],
    ids=["empty", "html", "svg", "zip"],
)
def test_what_is_no_picture_is_refused_and_nothing_is_kept(part, content):
    with pytest.raises(RefusedError) as caught:
        add_photo(part, PhotoKind.PROGRESS, SimpleUploadedFile("x.jpg", content), actor=HER)
    assert caught.value.code is Why.BAD_FILE
    assert not PartPhoto.objects.exists()


def test_there_is_an_end_to_pictures(part, monkeypatch):
    monkeypatch.setattr("shop.actions.part_photos.MOST_PHOTOS", 2)
    for shade in (1, 2):
        add_photo(part, PhotoKind.PROGRESS, a_jpeg(shade, (60, 40)), actor=HER)
    with pytest.raises(RefusedError) as caught:
        add_photo(part, PhotoKind.PROGRESS, a_jpeg(3, (60, 40)), actor=HER)
    assert why(caught) == (Why.BAD_FILE, "too_many")
    assert MOST_PHOTOS == 12
    add_photo(part, PhotoKind.PARCEL, a_jpeg(3, (60, 40)), actor=HER)


def test_the_work_is_shown_while_it_is_in_her_hands(part, kept):
    ship(part, carrier="Amana", actor=HER)
    part.refresh_from_db()
    with pytest.raises(RefusedError) as caught:
        add_photo(part, PhotoKind.PROGRESS, a_jpeg(4, (60, 40)), actor=HER)
    assert why(caught)[0] is Why.NOT_UNDER_WAY
    add_photo(part, PhotoKind.PARCEL, a_jpeg(4, (60, 40)), actor=HER)
    assert len(kept()) == 1


def test_a_part_that_left_meanwhile_keeps_no_picture_and_no_file(part, kept):
    stale = type(part).objects.get(pk=part.pk)
    ship(part, carrier="Amana", actor=HER)
    with pytest.raises(RefusedError):
        add_photo(stale, PhotoKind.PROGRESS, a_jpeg(5, (60, 40)), actor=HER)
    assert not PartPhoto.objects.exists()
    assert kept() == []


def test_somebody_looks_at_it_and_takes_it_down(part):
    photo = add_photo(part, PhotoKind.PROGRESS, a_jpeg(6, (60, 40)), actor=HER)
    assert check_photo(photo, actor=OFFICE).status == "checked"
    with pytest.raises(IllegalMoveError):
        check_photo(photo, actor=OFFICE)
    assert take_photo_down(photo, actor=OFFICE, reason="a face").status == "taken_down"
    assert list(Act.objects.filter(kind="partphoto").order_by("pk").values_list("verb", flat=True)) == [
        "partphoto.added", "partphoto.checked", "partphoto.taken_down",
    ]  # fmt: skip
