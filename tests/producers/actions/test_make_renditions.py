import io
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from wagtail.images import get_image_model

from producers.actions import make_renditions as module
from producers.actions.make_renditions import (
    make_forgotten_renditions,
    make_large_renditions,
    make_renditions,
    make_renditions_task,
    order_renditions,
)
from producers.models import Picture
from producers.reading.pictures import picture_shown

pytestmark = pytest.mark.django_db


def an_upload(width: int = 600, height: int = 750) -> object:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(file, "JPEG")
    return get_image_model().objects.create(title="t", file=ContentFile(file.getvalue(), name="photo.jpg"))


def an_unmade_picture(**fields: object) -> Picture:
    return Picture.objects.create(image=an_upload(), **fields)


def test_an_upload_gets_its_files_by_a_task_and_is_shown_only_then(django_capture_on_commit_callbacks):
    picture = an_unmade_picture()
    assert picture_shown(picture, "fr") is None
    with django_capture_on_commit_callbacks(execute=True):
        order_renditions(picture)
        assert Picture.objects.get().files == {}
    picture.refresh_from_db()
    shown = picture_shown(picture, "fr")
    assert (shown.width, shown.height) == (480, 600)
    assert [source.type for source in shown.sources] == ["image/avif", "image/webp"]
    for paths in picture.files["formats"].values():
        for path in paths.values():
            assert path.startswith("pictures/")
            assert default_storage.exists(path)


def test_a_second_run_changes_nothing_and_writes_no_second_file():
    picture = an_unmade_picture()
    assert make_renditions(picture)
    picture.refresh_from_db()
    first, listed = picture.files, default_storage.listdir("pictures")[1]
    assert make_renditions(picture)
    picture.refresh_from_db()
    assert picture.files == first
    assert default_storage.listdir("pictures")[1] == listed


def test_a_file_cut_short_is_written_again():
    picture = an_unmade_picture()
    make_renditions(picture)
    picture.refresh_from_db()
    name = picture.files["fallback"]
    size = default_storage.size(name)
    default_storage.delete(name)
    default_storage.save(name, ContentFile(b"half"))
    make_renditions(picture)
    assert default_storage.size(name) == size


def test_a_picture_changed_meanwhile_is_left_to_the_task_of_its_change():
    picture = an_unmade_picture()
    Picture.objects.update(focal_x="0.2")
    assert not make_renditions(picture)
    assert Picture.objects.get().files == {}


def test_a_picture_that_is_gone_needs_nothing():
    make_renditions_task.call(987)
    picture = Picture.objects.create()
    make_renditions_task.call(picture.pk)
    assert Picture.objects.get().files == {}


def test_what_no_task_has_made_is_made_later_and_a_broken_one_stops_no_other(monkeypatch):
    broken = an_unmade_picture()
    default_storage.delete(broken.image.file.name)
    default_storage.save(broken.image.file.name, ContentFile(b"nothing"))
    picture = an_unmade_picture()
    assert make_forgotten_renditions() == 0
    assert make_forgotten_renditions(now=timezone.now() + timedelta(hours=1)) == 1
    picture.refresh_from_db()
    broken.refresh_from_db()
    assert picture.files
    assert not broken.files


def test_saving_a_picture_in_the_back_office_orders_its_files(admin_client, monkeypatch):
    ordered: list[int] = []
    monkeypatch.setattr(
        "producers.wagtail_hooks.order_renditions", lambda picture: ordered.append(picture.pk)
    )
    picture = an_unmade_picture()
    address = reverse("wagtailsnippets_tiwizi_producers_picture:edit", args=[picture.pk])
    assert admin_client.get(address).status_code == 200
    typed = {
        "image": picture.image_id,
        "original_language": "fr",
        "focal_x": "0.3",
        "focal_y": "0.5",
        "credit": "",
    }
    typed |= {f"alt_{place}": "" for place in range(4)}
    response = admin_client.post(address, typed)
    assert response.status_code == 302, response.context["form"].errors
    assert ordered == [picture.pk]


def test_no_page_makes_a_file(client, monkeypatch):
    monkeypatch.setattr(module, "renditions", lambda *args, **kwargs: pytest.fail("made in a request"))
    assert picture_shown(an_unmade_picture(), "fr") is None


def large_of(picture: Picture) -> dict[str, object]:
    picture.refresh_from_db()
    return picture.files["large"]


def without_large(picture: Picture) -> None:
    picture.refresh_from_db()
    default_storage.delete(picture.files.pop("large")["path"])
    picture.save(update_fields=["files"])


@pytest.fixture
def drawn() -> Picture:
    picture = an_unmade_picture()
    make_renditions(picture)
    picture.refresh_from_db()
    return picture


def test_programs_of_others_get_a_jpeg_as_large_as_the_photo(drawn):
    large = large_of(drawn)
    with default_storage.open(large["path"]) as file:
        image = Image.open(file)
        assert (image.format, image.size) == ("JPEG", (600, 750))
    assert (large["width"], large["height"]) == (600, 750)
    assert large["path"].endswith(".jpg")


def test_a_photo_that_is_small_has_its_small_jpeg_and_no_second():
    picture = Picture.objects.create(image=an_upload(400, 500))
    make_renditions(picture)
    assert large_of(picture) == {"path": picture.files["fallback"], "width": 400, "height": 500}


def test_pictures_from_before_get_theirs_from_the_photo_or_from_what_was_drawn(drawn):
    without_large(drawn)
    assert make_large_renditions() == 1
    assert large_of(drawn)["width"] == 600
    without_large(drawn)
    Picture.objects.update(image=None)
    assert make_large_renditions() == 1
    # No rendition is wider than the small JPEG here: nothing is gained by drawing it again.
    assert large_of(drawn)["path"] == drawn.files["fallback"]
    assert make_large_renditions() == 0


def test_a_picture_that_cannot_be_read_keeps_its_small_one_and_is_not_tried_again(drawn):
    without_large(drawn)
    default_storage.delete(drawn.image.file.name)
    assert make_large_renditions() == 0
    assert large_of(drawn)["path"] == drawn.files["fallback"]


def test_one_that_was_taken_off_meanwhile_gets_nothing(drawn, monkeypatch):
    without_large(drawn)

    def taken_off(picture):
        Picture.objects.update(removal_due_at=timezone.now())
        return {"path": "x.jpg", "width": 600, "height": 750}

    monkeypatch.setattr(module, "_large_of", taken_off)
    assert make_large_renditions() == 0
    drawn.refresh_from_db()
    assert "large" not in drawn.files
