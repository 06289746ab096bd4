"""Her voice: nobody hears it before it was approved, nobody after she has taken it back."""

import io

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.test import Client

from producers.actions.recordings import (
    approve_recording,
    erase_recordings,
    keep_recording,
    refuse_recording,
    transcribe,
    withdraw_recording,
)
from producers.domain.actors import Actor
from producers.domain.moderation import DecidedError, SuspendedError
from producers.domain.typed import TypedError
from producers.models import Act, Recording
from producers.sounds import checked_sound
from producers.testing.builders import a_user
from shop.testing.builders import a_product, a_variant, on_show
from tests.producers.recordings import sample

EDITOR, HER = Actor(None, "editor"), Actor(None, "Fatima")


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "private", "base_url": None},
        },
    }


@pytest.fixture
def rug(transactional_db):
    variant = a_variant(a_product(slug="rug"))
    on_show(variant)
    return variant.product


def a_recording(thing, **fields) -> Recording:
    sound = checked_sound(io.BytesIO(sample("chromium.webm")))
    return keep_recording(thing, sound, **({"language": "ar", "actor": HER} | fields))


def page() -> str:
    return Client().get("/fr/shop/p/rug/").content.decode()


def test_nobody_hears_it_before_somebody_has_listened(rug):
    row = a_recording(rug)
    assert (row.state, str(row.seconds), row.media_type) == ("waiting", "0.9", "audio/webm")
    assert "<audio" not in page()
    assert Client().get(f"/media/{row.file.name}").status_code == 404
    assert not default_storage.exists(row.file.name)


def test_an_approved_one_is_on_the_page_with_its_words_and_loads_nothing_by_itself(rug):
    row = a_recording(rug)
    transcribe(row, text="أنا كنسج <هنا>", language="ar", actor=Actor(a_user("sara").pk, "sara"))
    row = approve_recording(Recording.objects.get(), actor=EDITOR)
    html = page()
    assert f'<audio controls preload="none" src="/media/{row.public_name}">' in html
    assert 'lang="ar" dir="rtl">أنا كنسج &lt;هنا&gt;' in html
    assert Recording.objects.get().transcribed_by.username == "sara"


def test_it_is_served_in_parts_as_what_it_is(rug):
    row = approve_recording(a_recording(rug), actor=EDITOR)
    url, whole = f"/media/{row.public_name}", sample("chromium.webm")
    answer = Client().get(url)
    assert b"".join(answer.streaming_content) == whole
    assert answer.headers["Content-Type"] == "audio/webm"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Accept-Ranges"] == "bytes"
    for asked, part in [("bytes=0-9", whole[:10]), ("bytes=7000-", whole[7000:]), ("bytes=-5", whole[-5:])]:
        answer = Client().get(url, headers={"Range": asked})
        assert (answer.status_code, answer.content) == (206, part)
        assert answer.headers["Content-Range"].endswith(f"/{len(whole)}")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    for asked in ("bytes=99999-", "bytes=9-3", "bytes=-0"):
        answer = Client().get(url, headers={"Range": asked})
        assert (answer.status_code, answer.headers["Content-Range"]) == (416, f"bytes */{len(whole)}")
    for asked in ("bytes=0-1,5-6", "lines=1-2", "bytes=-", "bytes=a-b"):
        assert Client().get(url, headers={"Range": asked}).status_code == 200


def test_taken_back_it_is_gone_at_once_from_page_and_disk(rug):
    row = approve_recording(a_recording(rug), actor=EDITOR)
    name = row.public_name
    assert "<audio" in page()
    withdraw_recording(row, actor=HER)
    withdraw_recording(row, actor=HER)
    assert "<audio" not in page()
    assert not default_storage.exists(name)
    assert Client().get(f"/media/{name}").status_code == 404
    assert Act.objects.filter(verb="recording.withdrawn").count() == 1


def test_a_new_one_replaces_the_one_that_is_heard_only_once_it_is_approved(rug):
    first = approve_recording(a_recording(rug), actor=EDITOR)
    second = a_recording(rug)
    assert Recording.objects.get(state="approved").pk == first.pk
    approve_recording(second, actor=EDITOR)
    assert Recording.objects.get(state="approved").pk == second.pk
    first.refresh_from_db()
    assert (first.state, first.public_name) == ("withdrawn", "")


def test_of_those_that_wait_the_newest_stays(rug):
    first, second = a_recording(rug), a_recording(rug)
    assert list(Recording.objects.filter(state="waiting")) == [second]
    first.refresh_from_db()
    assert first.state == "withdrawn"


@pytest.mark.parametrize("end", [withdraw_recording, refuse_recording])
def test_what_is_decided_is_not_approved(rug, end):
    row = a_recording(rug)
    end(row, actor=EDITOR)
    with pytest.raises(DecidedError):
        approve_recording(row, actor=EDITOR)
    assert "<audio" not in page()


def test_a_suspended_producer_is_not_heard_anew(rug):
    row = a_recording(rug)
    type(rug.producer).objects.update(status="suspended")
    with pytest.raises(SuspendedError):
        approve_recording(row, actor=EDITOR)
    rug.producer.refresh_from_db()
    with pytest.raises(SuspendedError):
        a_recording(rug)


def test_words_that_are_code_are_not_written_down(rug):
    row = a_recording(rug)
    with pytest.raises(TypedError):
        transcribe(row, text="<script>x</script>", language="ar", actor=EDITOR)
    assert Recording.objects.get().transcript == ""


def test_the_database_keeps_what_is_private_private(rug):
    a_recording(rug)
    with pytest.raises(IntegrityError), transaction.atomic():
        Recording.objects.update(public_name="sounds/x.webm")


def test_her_voice_goes_with_her(rug):
    row = approve_recording(a_recording(rug), actor=EDITOR)
    a_recording(rug)
    with transaction.atomic():
        erase_recordings(rug.producer)
    assert not Recording.objects.exists()
    assert not default_storage.exists(row.public_name)
    assert not row.file.storage.exists(row.file.name)
