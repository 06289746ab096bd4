"""Texts agree with the seller: one message for each voice, the neutral one by default."""

import pytest
from django.utils import translation

from producers.agreement import TEXTS, agreed_text
from producers.models import Organisation

VOICES = {"woman", "man", "group", "neutral"}


def test_every_text_has_a_form_for_every_voice_that_a_seller_can_have():
    assert set(Organisation.Voice.values) == VOICES
    assert all(set(forms) == VOICES for forms in TEXTS.values())


@pytest.mark.parametrize(
    ("voice", "text"),
    [
        ("woman", "for her"),
        ("man", "for him"),
        ("group", "for them, together"),
        ("neutral", "for the maker"),
        ("", "for the maker"),
        ("unheard of", "for the maker"),
    ],
)
def test_the_voice_chooses_the_form_and_an_unknown_one_gets_the_neutral(voice: str, text: str):
    with translation.override("en"):
        assert agreed_text("for_the_maker", voice) == text


def test_the_neutral_form_names_nobody_as_a_woman_or_a_man():
    with translation.override("en"):
        words = {word for key in TEXTS for word in agreed_text(key).lower().split()}
    assert not words & {"her", "his", "him", "she", "he"}


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_the_four_forms_differ(key: str):
    with translation.override("en"):
        assert len({agreed_text(key, voice) for voice in VOICES}) == 4


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_voice_is_the_context_that_translations_are_looked_up_by(lang: str, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "django.utils.translation._trans.pgettext", lambda context, text: asked.append(context) or text
    )
    with translation.override(lang):
        for voice in sorted(VOICES):
            agreed_text("made_by", voice)
    assert asked == sorted(VOICES)


def test_a_text_that_does_not_exist_is_an_error():
    with pytest.raises(KeyError):
        agreed_text("no such text")
