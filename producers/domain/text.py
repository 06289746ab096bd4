"""Text as people type it: one fold for search, and what is stripped before anything is stored.

The fold is used for the index and for the query alike; what it loses is lost on both sides. It serves
French, Arabic, Tamazight in Tifinagh or Latin letters, and English, often mixed in one line.
"""

import unicodedata

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
DROPPED = frozenset({"Cf", "Cs", "Mn", "Mc", "Me"})


def fold(text: str, *, is_ta_marbuta_ha: bool = True) -> str:
    """Fold a text to what search compares: letters and digits without marks, words parted by one space.

    Decomposes, drops all combining marks, tatweel and invisible signs; unifies alef forms, alef maqsura
    and ya, the Moroccan letters, and (unless switched off) ta marbuta and ha; folds case; turns Arabic
    digits into 0 to 9 and punctuation into spaces. Folding twice changes nothing more.
    """
    lowered = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    # A second time: dropping marks can lay bare a capital or a ligature that marks kept together.
    same = unicodedata.normalize("NFKD", lowered.translate(SAME_LETTER).casefold()).translate(SAME_LETTER)
    if is_ta_marbuta_ha:
        same = same.replace(TA_MARBUTA, HA)
    return " ".join("".join(_folded(character) for character in same).split())


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
