"""Texts as feeds carry them: on one line, cut where a reader would cut them, amounts for programs."""

import re
import unicodedata
from functools import lru_cache

from shop.domain.money import digits
from shop.domain.plain_words import plain

ENDS = re.compile(r"\s+")
JOINER = "\u200d"
TONES = range(0x1F3FB, 0x1F400)
FLAGS = range(0x1F1E6, 0x1F200)
TAGS = range(0xE0020, 0xE0080)


def line(text: str) -> str:
    """Return a plain text on one line."""
    return " ".join(plain(text).split())


@lru_cache(maxsize=4096)
def word(text: str) -> str:
    """Return a plain text on one line, of those that come again and again: names, colours, materials."""
    return line(text)


latest, latest_line = lru_cache(maxsize=16)(plain), lru_cache(maxsize=16)(line)
"""A text of those that were just asked for: variants share their words, and each is asked for twice."""


def cut(text: str, limit: int) -> str:
    """Return at most ``limit`` characters, up to the last whole word, or else the last whole cluster.

    A cluster is what a reader sees as one sign: a letter with its marks, a joined emoji, a flag.
    """
    if len(text) <= limit:
        return text
    head = text[: limit + 1]
    blank = max((found.start() for found in ENDS.finditer(head)), default=0)
    # A blank that carries a mark is a sign of its own.
    if blank > limit // 2 and _is_edge(text, blank) and _is_edge(text, blank + 1):
        return text[:blank].rstrip()
    end = limit
    while end > 0 and not _is_edge(text, end):
        end -= 1
    return text[:end].rstrip()


def _is_edge(text: str, place: int) -> bool:
    """Say whether one may cut before the character at ``place``: as Unicode annex 29 for our scripts."""
    if place <= 0 or place >= len(text):
        return True
    before, after = text[place - 1], text[place]
    if before == "\r" and after == "\n":
        return False
    if before == JOINER or after == JOINER or unicodedata.category(after) in ("Mn", "Mc", "Me"):
        return False
    code = ord(after)
    if code in TONES or code in TAGS or after == "\u200c":
        return False
    return code not in FLAGS or not _flags_before(text, place) % 2


def _flags_before(text: str, place: int) -> int:
    start = place
    while start > 0 and ord(text[start - 1]) in FLAGS:
        start -= 1
    return place - start


_places = lru_cache(maxsize=64)(digits)


@lru_cache(maxsize=4096)
def amount(minor: int, currency: str) -> str:
    """Write an amount for programs: a point, no grouping, the decimals of its currency."""
    places = _places(currency)
    if not places:
        return str(minor)
    whole, rest = divmod(minor, 10**places)
    return f"{whole}.{rest:0{places}d}"
