"""Texts as feeds carry them: no marks, no control characters, nothing that turns directions."""

import re
from functools import lru_cache
from html import unescape

from producers.domain.text import clean_text

LONGEST = 20_000
TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--.*?-->", re.DOTALL)
BREAK = re.compile(r"<(?:br\s*/?|/p|/li|/h[1-6])>", re.IGNORECASE)
# Whatever a clean text has none of: then there is nothing to do, as for nearly every text.
SUSPECT = re.compile(
    "[<&\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u0300-\u036f\u0600-\u0605\u061c\u06dd\u180e\u200b-\u200f"
    "\u2028-\u202f\u2060-\u206f\ufeff\ufff0-\uffff\ud800-\udfff]|  |\n\n\n|^\\s|\\s$"
)


@lru_cache(maxsize=2_000)
def plain(text: str) -> str:
    """Return a text that somebody typed without marks; line breaks stay.

    What only looks like a mark, as in ``3 < 4``, stays.
    """
    if not SUSPECT.search(text):
        return text
    return clean_text(TAG.sub("", BREAK.sub("\n", text)), LONGEST)


def plain_of_markup(source: str) -> str:
    """Return the text of cleaned HTML: entities are read, paragraphs become lines."""
    return clean_text(unescape(TAG.sub("", BREAK.sub("\n", source))), LONGEST)
