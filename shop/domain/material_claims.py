"""Words about a material that have to be proven before buyers read them.

"Argane" is a protected name, and what is sold as cactus silk is viscose: whoever says such a word of a
product, in any language, proves it by a label. Words are compared after the search fold, one by one, so
that an article or a capital changes nothing. A word that is denied ("not silk") claims nothing.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from producers.domain.moderation import SubmissionError
from producers.domain.text import fold


@dataclass(frozen=True)
class MaterialClaim:
    """Words by language that claim something, the materials that say the same, the labels that prove it."""

    code: str
    words: Mapping[str, tuple[str, ...]]
    materials: frozenset[str]
    labels: frozenset[str]


CLAIMS: tuple[MaterialClaim, ...] = (
    MaterialClaim(
        "argan",
        {
            "fr": ("argan", "argane"),
            "en": ("argan",),
            "ar": ("أركان", "أرݣان", "ارغان", "اركانيه"),
            "zgh": ("ⴰⵔⴳⴰⵏ",),
        },
        frozenset({"argan", "argan-oil", "argan-kernels"}),
        frozenset({"igp-argane", "wood-origin"}),
    ),
    MaterialClaim(
        "silk",
        {"fr": ("soie", "soies"), "en": ("silk", "silks"), "ar": ("حرير", "لحرير"), "zgh": ("ⵍⵃⵔⵉⵔ",)},
        frozenset({"silk", "silk-thread", "cactus-silk"}),
        frozenset({"silk-test"}),
    ),
)
DENIALS = frozenset(
    fold(word)
    for word in ("not", "no", "without", "pas", "non", "sans", "ni", "ليس", "ليست", "بدون", "بلا", "ماشي")
)
NEAR = 2
"""A denial counts for the words that follow it as closely as this: "pas de soie", "not real silk"."""
ARTICLES = ("وال", "بال", "لل", "ال", "و", "ب", "ل")
_WORD = re.compile(r"\w+")


class UnprovenClaimError(SubmissionError):
    """A product says of its material what nothing proves today; ``claims`` has the codes."""

    def __init__(self, claims: Iterable[str]) -> None:
        self.claims = tuple(claims)
        super().__init__(f"not proven: {', '.join(self.claims)}")


def claims_in(texts: Iterable[str], materials: Iterable[str]) -> tuple[MaterialClaim, ...]:
    """Return what these texts, in whatever language, and these materials (slugs) claim."""
    said = {word for text in texts for word in _claimed(text)}
    made_of = set(materials)
    return tuple(claim for claim in CLAIMS if said & _folded(claim) or made_of & claim.materials)


def unproven(claims: Iterable[MaterialClaim], proven: Iterable[str]) -> tuple[str, ...]:
    """Return the codes of claims that no label of ``proven`` (codes of labels that hold today) proves."""
    labels = set(proven)
    return tuple(claim.code for claim in claims if not labels & claim.labels)


def _folded(claim: MaterialClaim) -> set[str]:
    return {fold(word) for words in claim.words.values() for word in words}


def _claimed(text: str) -> Iterable[str]:
    words = _WORD.findall(fold(text))
    for place, word in enumerate(words):
        if not DENIALS.intersection(words[max(0, place - NEAR) : place]):
            yield word
            yield from (word.removeprefix(article) for article in ARTICLES if word.startswith(article))
