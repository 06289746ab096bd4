"""Prompts are recorded, recorded anew, and taken away."""

from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from producers.actions.prompts import drop_prompt, keep_prompt
from producers.domain.actors import SYSTEM
from producers.models import Act, PromptRecording
from producers.reading.prompts import sound_of

pytestmark = pytest.mark.django_db(transaction=True)


def kept(content: bytes = b"OggS1", code: str = "home", voice: str = "fr"):
    file = ContentFile(content, f"{code}-{voice}.ogg")
    return keep_prompt(code, voice, file, seconds=Decimal("2.5"), actor=SYSTEM)


def test_a_prompt_is_heard_in_its_voice():
    row = kept()
    assert sound_of("home", "fr") == row.file.url
    assert sound_of("home", "ar") == ""
    assert Act.objects.get(verb="prompt.recorded").after == {"code": "home", "voice": "fr"}


def test_a_second_recording_takes_the_place_and_the_file_of_the_first():
    first = kept().file.name
    second = kept(b"OggS2")
    assert PromptRecording.objects.count() == 1
    assert not default_storage.exists(first)
    assert default_storage.exists(second.file.name)


@pytest.mark.parametrize(("code", "voice"), [("no such prompt", "fr"), ("home", "xx")])
def test_nothing_is_kept_for_what_nobody_asks(code, voice):
    with pytest.raises(ValueError, match="no such prompt or voice"):
        kept(code=code, voice=voice)
    assert not PromptRecording.objects.exists()


def test_a_recording_that_is_taken_away_is_gone_with_its_file():
    row = kept()
    drop_prompt(row, actor=SYSTEM)
    assert sound_of("home", "fr") == ""
    assert not default_storage.exists(row.file.name)
