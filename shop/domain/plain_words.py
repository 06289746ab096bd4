"""Texts as the outside gets them: no marks, no control characters, nothing that turns directions.

The one place where they are stripped: rows are frozen with it, and dialects ask it again, since an entry may
come from elsewhere.
"""

import re
import unicodedata
from html import unescape

from producers.domain.text import clean_text

LONGEST = 20_000
TAG = re.compile(r"<[/!?]?[A-Za-z][^<>]*>|<!--.*?-->", re.DOTALL)
BREAK = re.compile(r"<(?:br\s*/?|/p|/li|/h[1-6])>", re.IGNORECASE)
SCRIPT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
NO_CHARACTERS = re.compile("[\ufffe\uffff]")  # no XML may hold them, however they are written
MOST_NESTED = 5


def plain(text: str) -> str:
    """Return a text that somebody typed without marks; line breaks stay.

    What only looks like a mark, as in ``3 < 4``, stays. A text that is plain comes back as it is.
    """
    if _is_plain(text):
        return text
    said = BREAK.sub("\n", SCRIPT.sub("", text))
    for _ in range(MOST_NESTED):  # what is around a mark may have been one
        said, marks = TAG.subn("", said)
        if not marks:
            break
    return clean_text(NO_CHARACTERS.sub("", said), LONGEST)


def plain_of_markup(source: str) -> str:
    """Return the text of cleaned HTML: entities are read, paragraphs become lines."""
    return clean_text(NO_CHARACTERS.sub("", unescape(TAG.sub("", BREAK.sub("\n", source)))), LONGEST)


def _is_plain(text: str) -> bool:
    """Say so of nearly every text by questions answered at once: feeds ask it of each, in each build."""
    flat = text.replace("\n", "")
    return (
        flat.isprintable()
        and "<" not in text
        and "  " not in text
        and text == text.strip()
        and (len(flat) == len(text) or _has_neat_lines(text))
        and unicodedata.is_normalized("NFC", text)
        and len(text) <= LONGEST
    )


def _has_neat_lines(text: str) -> bool:
    return " \n" not in text and "\n " not in text and "\n\n\n" not in text
