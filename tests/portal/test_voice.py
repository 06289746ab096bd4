"""The screens speak: in the voice she chose, with words that stand once."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from producers.models import PromptRecording
from producers.prompts.known import find_prompt, prompts
from producers.testing.builders import a_producer, an_owner_of

ROOT = Path(__file__).resolve().parents[2]
SAID = re.compile(r'{% say "([^"]+)"|say\.html" with code="([^"]+)"')


def templates() -> list[Path]:
    apps = ("producers", "shop", "home/*")
    return [path for app in apps for path in ROOT.glob(f"{app}/templates/**/portal/**/*.html")]


@pytest.fixture
def client(db) -> Client:
    client = Client()
    client.force_login(an_owner_of(a_producer()))
    return client


def said_in_templates() -> set[str]:
    found = [match for path in templates() for match in SAID.findall(path.read_text())]
    return {one or other for one, other in found}


def test_every_prompt_that_a_screen_says_can_be_recorded():
    assert {code for code in said_in_templates() if find_prompt(code) is None} == set()


def test_every_prompt_is_said_by_a_screen_or_is_part_of_an_amount():
    amounts = ("digit.", "currency.", "money.paid")
    known = {prompt.code for prompt in prompts() if not prompt.code.startswith(amounts)}
    assert known <= said_in_templates()


def test_the_home_plays_what_is_recorded_in_the_voice_that_she_chose(client):
    for voice in ("ar", "shi"):
        PromptRecording.objects.create(
            code="home", voice=voice, file=f"voices/{voice}.ogg", seconds=Decimal(2)
        )
    page = client.get(reverse("portal:home")).content.decode()
    assert "data-sound" not in page
    client.post(reverse("portal:voice"), {"voice": "shi"})
    page = client.get(reverse("portal:home")).content.decode()
    assert 'data-sound="/media/voices/shi.ogg"' in page
    assert "<noscript><audio" in page


def test_a_voice_that_is_none_is_refused_and_nothing_changes(client):
    assert client.post(reverse("portal:voice"), {"voice": "x" * 5000}).status_code == 422
    assert "portal_voice" not in client.session
