"""She says it instead of writing it: kept, heard by an editor first, then by buyers."""

import io
import wave

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from producers.models import Act, Organisation, Recording
from producers.testing.builders import a_producer, an_agent_for, an_owner_of
from shop.testing.builders import a_market, a_product, a_variant

pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def a_voice(seconds: float = 2.0) -> SimpleUploadedFile:
    content = io.BytesIO()
    with wave.open(content, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"\0\1" * int(8000 * seconds))
    return SimpleUploadedFile("voice.wav", content.getvalue(), "audio/wav")


@pytest.fixture
def rug():
    a_market()
    return a_variant(a_product(producer=a_producer(name="Fatima"), name="Tapis")).product


def say(client: Client, product, sound):
    return client.post(reverse("shop_portal:product_voice", args=[product.pk]), {"sound": sound})


def test_what_she_says_of_a_product_waits_to_be_heard(rug):
    user = an_owner_of(rug.producer)
    answer = say(signed_in(user), rug, a_voice())
    assert answer.url == reverse("shop_portal:product", args=[rug.pk])
    row = Recording.objects.get()
    assert (row.organisation, row.kind, row.object_id) == (rug.producer, "product", rug.pk)
    assert (row.state, row.public_name, row.recorded_by) == ("waiting", "", user)


def test_the_screen_may_use_the_microphone_and_works_without_script(rug):
    answer = signed_in(an_owner_of(rug.producer)).get(reverse("shop_portal:product_voice", args=[rug.pk]))
    assert answer.headers["Permissions-Policy"] == "microphone=(self)"
    assert 'type="file"' in answer.content.decode()


def test_said_again_it_takes_the_place_of_what_waits(rug):
    client = signed_in(an_owner_of(rug.producer))
    say(client, rug, a_voice())
    say(client, rug, a_voice(3))
    assert [float(row.seconds) for row in Recording.objects.filter(state="waiting")] == [3.0]


@pytest.mark.parametrize("content", [b"", b"<html>", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_recording_is_explained_beside_the_field(rug, content):
    file = SimpleUploadedFile("voice.webm", content, "audio/webm")
    answer = say(signed_in(an_owner_of(rug.producer)), rug, file)
    assert answer.status_code == 422
    assert 'data-role="error"' in answer.content.decode()
    assert not Recording.objects.exists()


def test_of_what_is_not_hers_she_says_nothing(rug):
    assert say(signed_in(an_owner_of(a_producer())), rug, a_voice()).status_code == 404
    agent = an_agent_for(rug.producer, permission="manage_stock")
    assert say(signed_in(agent), rug, a_voice()).status_code == 404
    assert not Recording.objects.exists()


def test_an_agent_holds_the_phone_for_her(rug):
    agent = an_agent_for(rug.producer, permission="manage_products")
    say(signed_in(agent), rug, a_voice())
    act = Act.objects.get(verb="recording.kept")
    assert (act.actor_id, act.for_organisation_id) == (agent.pk, rug.producer.pk)


def test_a_suspended_maker_is_told(rug):
    client = signed_in(an_owner_of(rug.producer))
    Organisation.objects.update(status=Organisation.Status.SUSPENDED)
    assert say(client, rug, a_voice()).status_code == 422
    assert not Recording.objects.exists()


def test_her_story_starts_with_words_or_a_photo():
    client = signed_in(an_owner_of(a_producer()))
    assert client.get(reverse("portal:story_voice")).url == reverse("portal:story_words")
