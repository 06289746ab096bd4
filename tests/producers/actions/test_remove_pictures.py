"""Hidden pictures are shown nowhere at once, and their files are gone soon after."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from producers.actions import remove_pictures
from producers.actions.make_renditions import make_forgotten_renditions, make_renditions
from producers.actions.remove_pictures import files_of, hide_pictures, remove_hidden_pictures
from producers.domain.actors import SYSTEM
from producers.models import Act, Picture
from producers.reading.pictures import picture_shown
from tests.producers.actions.test_make_renditions import an_unmade_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    made = an_unmade_picture()
    assert make_renditions(made)
    made.refresh_from_db()
    return made


def hide(picture: Picture) -> None:
    assert hide_pictures([picture], actor=SYSTEM, reason="asked") == 1
    picture.refresh_from_db()


def test_it_is_shown_nowhere_from_that_moment(picture):
    assert picture_shown(picture, "fr")
    hide(picture)
    assert picture_shown(picture, "fr") is None
    assert Act.objects.filter(verb="picture.hide", object_id=picture.pk).count() == 1
    assert hide_pictures([picture], actor=SYSTEM, reason="again") == 0


def test_its_files_and_its_photo_are_removed(picture):
    names, photo = files_of(picture), picture.image
    storage, original = photo.file.storage, photo.file.name
    assert len(names) > 2
    hide(picture)
    assert remove_hidden_pictures() == 1
    assert not [name for name in names if default_storage.exists(name)]
    assert not storage.exists(original) or type(photo).objects.filter(pk=photo.pk).exists() is False
    picture.refresh_from_db()
    assert (picture.image, picture.files, picture.removal_due_at) == (None, {}, None)
    assert remove_hidden_pictures() == 0


def test_a_photo_that_another_picture_shows_stays(picture):
    other = Picture.objects.create(image=picture.image)
    hide(picture)
    remove_hidden_pictures()
    other.refresh_from_db()
    assert other.image is not None


def test_nothing_makes_its_files_again(picture):
    hide(picture)
    assert not make_renditions(picture)
    Picture.objects.update(files={}, created_at=timezone.now() - timedelta(days=1))
    assert make_forgotten_renditions() == 0


def test_a_storage_that_is_down_leaves_it_due(picture, monkeypatch):
    hide(picture)

    def fail(names):
        raise OSError("down")

    with monkeypatch.context() as patch:
        patch.setattr(remove_pictures, "remove_files", fail)
        assert remove_hidden_pictures() == 0
    assert remove_hidden_pictures() == 1


def test_the_files_go_with_a_picture_that_is_deleted_in_the_back_office(picture, admin_client):
    names = files_of(picture)
    address = f"/admin/snippets/tiwizi_producers/picture/delete/{picture.pk}/"
    assert admin_client.post(address).status_code == 302
    assert not Picture.objects.exists()
    assert not [name for name in names if default_storage.exists(name)]
