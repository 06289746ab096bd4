"""The demo's screens speak French and Arabic: by a machine, and it is said that it is one."""

import pytest

from producers.models import PromptRecording
from producers.prompts.known import prompts
from producers.reading.prompts import sound_of
from storefront.demo.voices import load_voices

pytestmark = pytest.mark.django_db(transaction=True)


def test_every_prompt_is_said_in_french_and_arabic():
    load_voices()
    silent = [
        (lang, prompt.code)
        for lang in ("fr", "ar")
        for prompt in prompts()
        if prompt.is_needed_in(lang) and not sound_of(prompt.code, lang)
    ]
    assert silent == [], "run tools/speak_prompts.py"
    assert not PromptRecording.objects.filter(is_synthetic=False).exists()


def test_what_a_person_has_recorded_stays():
    row = PromptRecording.objects.create(code="home", voice="fr", file="voices/her.ogg", seconds=2)
    load_voices()
    row.refresh_from_db()
    assert row.file.name == "voices/her.ogg"
