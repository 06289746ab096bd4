"""Text as people type it: one fold for search, and what is stripped before anything is stored.

The fold is used for the index and for the query alike; what it loses is lost on both sides. It serves
French, Arabic, Tamazight in Tifinagh or Latin letters, and English, often mixed in one line.
"""

import unicodedata
from collections.abc import Iterable

TATWEEL = "\u0640"
ZERO_WIDTH_NON_JOINER, ZERO_WIDTH_JOINER = "\u200c", "\u200d"
TA_MARBUTA, HA = "ة", "ه"

# Letters that no decomposition brings together. Hamza on a carrier needs no row: it is a combining mark.
# Moroccans write the sound g as گ, ڭ, plain ك or ق (أگادير, أڭادير, أكادير): the first three meet here;
# ق does not, because it would merge too many other words. ڨ and ڧ are forms of ق, ڤ (v) and ڢ of ف.
SAME_LETTER = str.maketrans(
    {
        "ٱ": "ا",
        "ٲ": "ا",
        "ٳ": "ا",
        "ٵ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ے": "ي",
        "گ": "ك",
        "ڭ": "ك",
        "ک": "ك",
        "ڪ": "ك",
        "ڨ": "ق",
        "ڧ": "ق",
        "ڤ": "ف",
        "ڢ": "ف",
        "پ": "ب",
        "چ": "ج",
        "ھ": "ه",
        "ہ": "ه",
        "ۃ": TA_MARBUTA,
        "œ": "oe",
        "æ": "ae",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ı": "i",
        TATWEEL: None,
    }
)
BETWEEN = "\n"  # no character becomes one
REMEMBERED = 0x3000
DROPPED = frozenset({"Cf", "Cs", "Mn", "Mc", "Me"})


def fold(text: str, *, is_ta_marbuta_ha: bool = True) -> str:
    """Fold a text to what search compares: letters and digits without marks, words parted by one space.

    Decomposes, drops all combining marks, tatweel and invisible signs; unifies alef forms, alef maqsura
    and ya, the Moroccan letters, and (unless switched off) ta marbuta and ha; folds case; turns Arabic
    digits into 0 to 9 and punctuation into spaces. Folding twice changes nothing more.
    """
    letters = LETTERS if is_ta_marbuta_ha else LETTERS_WITH_TA_MARBUTA
    return " ".join(text.translate(letters).split())


def fold_each(words: Iterable[str]) -> list[str]:
    """Fold words that hold no blank, each for itself, as ``fold`` would, in one go."""
    return [" ".join(word.split()) for word in BETWEEN.join(words).translate(WORD_LETTERS).split(BETWEEN)]


def is_searchable(folded: str) -> bool:
    """Say whether a folded text holds anything to look for; marks and punctuation alone do not."""
    return any(character.isalnum() for character in folded)


def clean_line(text: str, limit: int) -> str:
    """Make one storable line of what somebody typed, at most ``limit`` characters: names, places, subjects.

    Line breaks become spaces. See ``clean_text`` for what is stripped. A text that must not be cut has to
    be measured before.
    """
    return _cut(" ".join(_stripped(text).split()), limit)


def clean_text(text: str, limit: int) -> str:
    """Make a storable text of what somebody typed, at most ``limit`` characters, keeping its line breaks.

    Strips NUL and other control characters, lone surrogates, and everything that turns the direction of
    what follows it (overrides, embeddings, isolates, marks): pages isolate texts themselves. Keeps the
    joiners, which Arabic and emoji need. Blanks collapse, and empty lines to one. The result is in NFC.
    """
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    lines = [" ".join(line.split()) for line in _stripped(unified).split("\n")]
    kept = [line for index, line in enumerate(lines) if line or (index and lines[index - 1])]
    return _cut("\n".join(kept), limit)


class Letters(dict[int, str]):
    """What each character becomes, found once for those of scripts that are read here.

    A character is folded without a look at its neighbours: what they could change is the order of marks
    alone, and marks are dropped.
    """

    def __init__(self, *, is_ta_marbuta_ha: bool, kept: str = "") -> None:
        super().__init__({ord(character): character for character in kept})
        self.is_ta_marbuta_ha = is_ta_marbuta_ha

    def __missing__(self, code: int) -> str:
        same = _unified(chr(code))
        if self.is_ta_marbuta_ha:
            same = same.replace(TA_MARBUTA, HA)
        folded = "".join(_folded(character) for character in same)
        if code < REMEMBERED:
            self[code] = folded
        return folded


LETTERS, LETTERS_WITH_TA_MARBUTA = Letters(is_ta_marbuta_ha=True), Letters(is_ta_marbuta_ha=False)
WORD_LETTERS = Letters(is_ta_marbuta_ha=True, kept=BETWEEN)


def _unified(character: str) -> str:
    """Decompose, fold case, bring letters together."""
    lowered = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    # A second time: dropping marks can lay bare a capital or a ligature that marks kept together.
    return unicodedata.normalize("NFKD", lowered.translate(SAME_LETTER).casefold()).translate(SAME_LETTER)


def _folded(character: str) -> str:
    if unicodedata.category(character) in DROPPED:
        return ""
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    return character if character.isalnum() else " "


def _stripped(text: str) -> str:
    if text.isprintable():  # as nearly all are: nothing in it has to go
        return unicodedata.normalize("NFC", text)
    return unicodedata.normalize("NFC", "".join(character for character in text if _may_stay(character)))


def _may_stay(character: str) -> bool:
    if character in (ZERO_WIDTH_JOINER, ZERO_WIDTH_NON_JOINER) or character.isspace():
        return unicodedata.category(character) != "Cc" or character in "\n\t\r\v\f"
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs")


def _cut(text: str, limit: int) -> str:
    blank = " \n" + ZERO_WIDTH_JOINER + ZERO_WIDTH_NON_JOINER
    return text.strip(blank)[:limit].strip(blank)
