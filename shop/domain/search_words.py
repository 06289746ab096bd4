"""What people mean by a word they search for: its other forms, and the same thing in another language.

Words come folded (``producers.domain.text.fold``). The groups in ``search_words.json`` are our own: each
holds words for one thing in French, Arabic, English, and Darija as it is typed in Latin letters, with
digits for the sounds that Latin lacks (3, 7, 9).
"""

import json
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

GROUPS = Path(__file__).with_suffix(".json")
SMALL = frozenset(
    [
        "a",
        "au",
        "aux",
        "avec",
        "d",
        "dans",
        "de",
        "des",
        "du",
        "en",
        "et",
        "l",
        "la",
        "le",
        "les",
        "pour",
        "sans",
        "sur",
        "un",
        "une",
        "and",
        "for",
        "from",
        "in",
        "of",
        "on",
        "the",
        "to",
        "with",
        "في",
        "من",
        "علي",
        "الي",
        "ديال",
        "dyal",
    ]
)
ARTICLES = ("\u0648\u0627\u0644", "\u0628\u0627\u0644", "\u0644\u0644", "\u0627\u0644")
ENDINGS = (("eaux", "eau"), ("aux", "al"), ("ies", "y"), ("es", "e"), ("es", ""), ("s", ""), ("x", ""))
ARABIC_ENDINGS = ("\u0627\u062a", "\u064a\u0646", "\u064a\u0647", "\u0647")
SHORTEST = 3  # letters that a word keeps when its ending goes


def telling(words: list[str]) -> list[str]:
    """Return the words that tell things apart; all of them when none does."""
    return [word for word in words if word not in SMALL] or words


def meanings(word: str) -> tuple[str, ...]:
    """Return the word, its other forms, and what the same thing is called elsewhere; the nearest first."""
    near = forms(word)
    far = [other for form in near for group in _groups().get(form, ()) for other in group]
    return tuple(dict.fromkeys([*near, *far]))


def forms(word: str) -> tuple[str, ...]:
    """Return the word with and without article, in the singular and the plural, as far as spelling tells."""
    bare = [word, *(word.removeprefix(start) for start in ARTICLES if _has_more(word, start, first=True))]
    single = [one[: -len(end)] + base for one in bare for end, base in ENDINGS if _has_more(one, end)]
    single += [one.removesuffix(end) for one in bare for end in ARABIC_ENDINGS if _has_more(one, end)]
    plural = [one + "s" for one in bare if one.isascii() and len(one) >= SHORTEST]
    with_article = [ARTICLES[-1] + one for one in bare if not one.isascii()]
    return tuple(dict.fromkeys([*bare, *single, *plural, *with_article]))


def _has_more(word: str, part: str, *, first: bool = False) -> bool:
    there = word.startswith(part) if first else word.endswith(part)
    return there and len(word) - len(part) >= SHORTEST


@cache
def _groups() -> Mapping[str, list[list[str]]]:
    found: defaultdict[str, list[list[str]]] = defaultdict(list)
    for group in json.loads(GROUPS.read_text(encoding="utf-8")):
        for word in group:
            found[word].append(group)
    return found
