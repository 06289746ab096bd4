import time

import pytest
from django.utils.translation import override

from producers.domain.typed import TypedError, TypedFault, checked_words
from producers.typed_words import typed_message

CODE = [
    "<script>alert(1)</script>",
    "Tapis <SCRIPT src=//evil.test/x>",
    "< script >",
    '<img src=x onerror="alert(1)">',
    "<a href='#' onclick=alert(1)>tapis</a>",
    "javascript:alert(1)",
    "JaVaScRiPt : alert(1)",
    "vbscript:x",
    "java\u200bscript:alert(1)",
    "<iframe src=x>",
    "<svg/onload=alert(1)>",
    "data:text/html;base64,PHNjcmlwdD4=",
]
PLAIN = [
    "Tapis de laine, 2 < 3 mètres",
    "زربية من الصوف",
    "Voir https://example.org/tapis",
    "Script d’une cérémonie, en noir et blanc : javascript n’est pas ici",
    "prix > 100 & taille <= 2",
    "https://example.org/notes.json et //example.org/catalogue.jsx.html",
]


@pytest.mark.parametrize("text", CODE)
def test_program_code_is_refused(text):
    with pytest.raises(TypedError) as raised:
        checked_words(text)
    assert raised.value.fault == TypedFault.CODE


@pytest.mark.parametrize("text", ["https://evil.test/a.js", "//evil.test/x.js?y", "http://evil.test/app.apk"])
def test_a_link_to_a_program_is_refused(text):
    with pytest.raises(TypedError) as raised:
        checked_words(f"Regardez {text} maintenant")
    assert raised.value.fault == TypedFault.CODE_LINK


@pytest.mark.parametrize("text", PLAIN)
def test_plain_words_stay_as_they_are(text):
    assert checked_words(text) == text


@pytest.mark.parametrize("sign", ["\u202e", "\u202d"])
def test_signs_that_turn_letters_around_are_refused(sign):
    with pytest.raises(TypedError) as raised:
        checked_words(f"tapis{sign}gpj.exe")
    assert raised.value.fault == TypedFault.TURNED


def test_what_a_keyboard_puts_between_letters_is_taken_out_in_silence():
    assert checked_words("\u200fزربية\u2068 حمراء\u2069\0\ufeff") == "زربية حمراء"


def test_nothing_is_cut_and_the_limit_itself_is_allowed():
    assert checked_words("a" * 5000) == "a" * 5000
    with pytest.raises(TypedError) as raised:
        checked_words("a" * 5001)
    assert raised.value.fault == TypedFault.TOO_LONG
    with pytest.raises(TypedError):
        checked_words("ab", 1, is_line=True)


@pytest.mark.parametrize("text", ["a" * 100_000, "<" * 100_000, "//a" * 40_000, "<a on" * 20_000])
def test_a_hundred_kilobytes_are_refused_at_once(text):
    started = time.monotonic()
    with pytest.raises(TypedError) as raised:
        checked_words(text)
    assert raised.value.fault == TypedFault.TOO_LONG
    assert time.monotonic() - started < 0.1


@pytest.mark.parametrize("text", ["<" * 5000, "<a on" * 1000, "//a" * 1600, "<a " + "on" * 2000])
def test_no_text_takes_long(text):
    started = time.monotonic()
    checked_words(text)
    assert time.monotonic() - started < 1


@pytest.mark.parametrize("lang", ["en", "fr", "ar"])
def test_every_fault_is_said(lang):
    with override(lang):
        said = {typed_message(TypedError(fault, 300)) for fault in TypedFault}
    assert len(said) == len(TypedFault)
