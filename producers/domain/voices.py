"""The voices in which screens are read aloud: others than the languages of the interface.

Codes are those of ISO 639-3 where BCP 47 has nothing shorter: Darija ``ary``, Tachelhit ``shi``, Central
Atlas Tamazight ``tzm``, Tarifit ``rif``.
"""

from collections.abc import Iterable, Mapping

VOICES: dict[str, str] = {
    "ary": "الدارجة",
    "shi": "ⵜⴰⵛⵍⵃⵉⵜ · Tachelhit",
    "tzm": "ⵜⴰⵎⴰⵣⵉⵖⵜ · Tamazight",
    "rif": "ⵜⴰⵔⵉⴼⵉⵜ · Tarifit",
    "ar": "العربية",
    "fr": "Français",
    "en": "English",
}
# What a listener most likely understands when her own voice has no recording.
AFTER: Mapping[str, tuple[str, ...]] = {
    "ary": ("ar",),
    "shi": ("ary", "ar"),
    "tzm": ("ary", "ar"),
    "rif": ("ary", "ar"),
}
OF_LANGUAGE: Mapping[str, str] = {"ar": "ary", "zgh": "tzm", "fr": "fr", "en": "en"}


def voices_for(voice: str, lang: str) -> tuple[str, ...]:
    """Return the voices to try, best first: the one that was chosen, else the one of the interface.

    A French screen never falls to Arabic words by itself: whoever reads it chose its language.
    """
    first = voice if voice in VOICES else OF_LANGUAGE.get(lang, lang)
    return (first, *AFTER.get(first, ()))


def best(recorded: Mapping[tuple[str, str], str], code: str, voices: Iterable[str]) -> str:
    """Return what is recorded of a prompt in the first of the voices that has it, empty if none has."""
    return next((found for voice in voices if (found := recorded.get((code, voice)))), "")


def coverage(recorded: Iterable[tuple[str, str]], needed: Mapping[str, frozenset[str]]) -> dict[str, int]:
    """Return how many of the prompts that it needs each voice has; ``needed`` lists them by voice."""
    counts = dict.fromkeys(needed, 0)
    for code, voice in recorded:
        if code in needed.get(voice, ()):
            counts[voice] += 1
    return counts
