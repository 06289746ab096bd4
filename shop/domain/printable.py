"""What of a text goes on paper: no signs that turn the line around, no pictures that no font of ours has."""

import re
import unicodedata

# They turn what follows around, across the border of a field: a name could make a price read otherwise.
EMBEDDING = re.compile("[\u202a-\u202e]")
# Isolates keep to themselves; left alone only where each that is opened is closed again.
OPEN, CLOSE = "\u2066\u2067\u2068", "\u2069"
# Emoji, their skins and joints. Other writing stays, as an empty box where no font has it.
PICTURES = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2300-\u23ff\u2b00-\u2bff\ufe0e\ufe0f\u20e3\U000e0020-\U000e007f]"
)
SPACES = re.compile(r"[ \t]{2,}")
JOINER = "\u200d"


def printable(text: str) -> str:
    """Return the text without controls, directional overrides and emoji, canonically composed."""
    plain = EMBEDDING.sub("", unicodedata.normalize("NFC", text))
    plain, had_pictures = PICTURES.subn("", plain)
    if had_pictures:
        plain = SPACES.sub(" ", plain.replace(JOINER, "")).strip()
    if not _is_closed(plain):
        plain = "".join(letter for letter in plain if letter not in OPEN + CLOSE)
    return "".join(
        letter for letter in plain if letter == "\n" or unicodedata.category(letter) not in ("Cc", "Cs", "Co")
    )


def _is_closed(text: str) -> bool:
    depth = 0
    for letter in text:
        depth += (letter in OPEN) - (letter == CLOSE)
        if depth < 0:
            return False
    return depth == 0
