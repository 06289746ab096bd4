"""Which order a movement on the bank account is for: by reference, amount and name, with a confidence.

Confidence is in percent. Evidence only ever adds to it: a better text never makes a worse match.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from shop.domain.columns import folded
from shop.domain.references import is_payment_reference

REFERENCE, NUMBER, AMOUNT, NAME = 65, 55, 30, 15
AUTOMATIC = 90
WORTH_SAYING = 40
_BEGUN = re.compile(r"(?=(RF[0-9]{12,14}))")
_LENGTHS = (16, 15, 14)


@dataclass(frozen=True)
class Movement:
    """Money on the account: minor units, above zero when it came in; what the bank says of who and why."""

    amount: int
    currency: str
    name: str = ""
    text: str = ""


@dataclass(frozen=True)
class Candidate:
    """A payment that is waited for, or was: what is open of it in minor units, its reference and order."""

    payment: int
    reference: str
    number: str
    open: int
    currency: str
    name: str = ""


@dataclass(frozen=True)
class Match:
    """The payment that fits best; ``is_automatic`` when it may be taken without a person."""

    payment: int
    confidence: int
    is_automatic: bool


def squeezed(text: str) -> str:
    """Return letters and digits alone, in capitals, as references are compared."""
    return "".join(sign for sign in folded(text).upper() if sign.isascii() and sign.isalnum())


def references_in(text: str) -> set[str]:
    """Return every payment reference with right check digits that stands in a text, however it is spaced."""
    plain = squeezed(text)
    found = set()
    for begun in _BEGUN.finditer(plain):
        for length in _LENGTHS:
            piece = plain[begun.start() : begun.start() + length]
            if is_payment_reference(piece):
                found.add(piece)
    return found


def confidence(movement: Movement, candidate: Candidate) -> int:
    """Return how sure it is that a movement is for a candidate: 0 to 100.

    Money that left, or in another currency, is for none.
    """
    if movement.amount <= 0 or movement.currency != candidate.currency:
        return 0
    said = squeezed(movement.text)
    if candidate.reference and squeezed(candidate.reference) in said:
        sum_ = REFERENCE
    elif candidate.number and squeezed(candidate.number) in said:
        sum_ = NUMBER
    else:
        sum_ = 0
    sum_ += AMOUNT if movement.amount == candidate.open else 0
    return min(100, sum_ + NAME * likeness(movement.name, candidate.name) // 100)


def likeness(one: str, other: str) -> int:
    """Return how alike two names are in percent: how many words of the shorter one both have."""
    words, others = _words(one), _words(other)
    if not words or not others:
        return 0
    return 100 * len(words & others) // min(len(words), len(others))


def best_match(movement: Movement, candidates: Sequence[Candidate]) -> Match | None:
    """Return the candidate that fits best, None when none is worth saying.

    It is automatic above the threshold, and only when no other fits as well.
    """
    ranked = sorted(((confidence(movement, each), -each.payment) for each in candidates), reverse=True)
    if not ranked or ranked[0][0] < WORTH_SAYING:
        return None
    sure, payment = ranked[0][0], -ranked[0][1]
    is_alone = len(ranked) == 1 or ranked[1][0] < sure
    return Match(payment, sure, sure >= AUTOMATIC and is_alone)


def _words(name: str) -> set[str]:
    plain = "".join(sign if sign.isalnum() else " " for sign in folded(name))
    return {word for word in plain.split() if len(word) > 1}
