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
