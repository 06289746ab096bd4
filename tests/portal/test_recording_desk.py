"""The recording desk: one prompt after the other, said into a phone; open to editors alone."""

import io
import wave

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from producers.models import PromptRecording
from producers.prompts.known import prompts
from producers.testing.builders import a_producer, a_user, an_agent_for, an_editor, an_owner_of

pytestmark = pytest.mark.django_db(transaction=True)
FIRST = "home"


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


def say(client: Client, code: str, **form):
    return client.post(reverse("prompts_desk:prompt", args=["shi", code]), form)


def test_a_helper_says_one_prompt_after_the_other():
    client = signed_in(an_editor())
    codes = [prompt.code for prompt in prompts() if prompt.is_needed_in("shi")]
    answer = say(client, codes[0], sound=a_voice())
    assert answer.url == reverse("prompts_desk:prompt", args=["shi", codes[1]])
    row = PromptRecording.objects.get()
    assert (row.code, row.voice, row.is_synthetic) == (codes[0], "shi", False)
    page = client.get(reverse("prompts_desk:voices")).content.decode()
    assert f"1 enregistrées sur {len(codes)}" in page


def test_the_page_may_use_the_microphone_and_says_the_words_in_two_languages():
    answer = signed_in(an_editor()).get(reverse("prompts_desk:prompt", args=["shi", FIRST]))
    assert answer.headers["Permissions-Policy"] == "microphone=(self)"
    page = answer.content.decode()
    assert 'lang="ar" dir="rtl"' in page
    assert 'lang="fr" dir="ltr"' in page


@pytest.mark.parametrize("content", [b"", b"<html>", b"\x89PNG\r\n"])
def test_what_is_no_recording_is_explained_beside_the_field(content):
    file = SimpleUploadedFile("voice.ogg", content, "audio/ogg")
    answer = say(signed_in(an_editor()), FIRST, sound=file)
    assert answer.status_code == 422
    assert 'data-role="error"' in answer.content.decode()
    assert not PromptRecording.objects.exists()


def test_a_recording_is_taken_away_again():
    client = signed_in(an_editor())
    say(client, FIRST, sound=a_voice())
    say(client, FIRST, drop="1")
    assert not PromptRecording.objects.exists()


@pytest.mark.parametrize("address", [["shi", "no-such-prompt"], ["xx", FIRST]])
def test_what_there_is_not_is_not_found(address):
    client = signed_in(an_editor())
    assert client.get(reverse("prompts_desk:prompt", args=address)).status_code == 404


def test_nobody_else_finds_it():
    maker = a_producer()
    door = {"is_staff": True}
    users = [an_owner_of(maker), an_agent_for(maker), a_user(), a_user("staff", **door)]
    for user in users:
        client = signed_in(user)
        assert client.get(reverse("prompts_desk:voices")).status_code in {302, 404}
        assert say(client, FIRST, sound=a_voice()).status_code in {302, 404}
    assert not PromptRecording.objects.exists()
