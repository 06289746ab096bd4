"""Somebody whom letters may be written to, and what of hers stands in no letter to others."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

NAMES = ("name", "buyer_name", "contact", "holder")
SECRETS = ("token", "code")
PHONE_DIGITS = 9  # those that every way of writing a Moroccan number has in common


@dataclass(frozen=True)
class Person:
    """One reader. ``words`` are hers and read by who helps; ``secrets`` open a page that is hers alone."""

    email: str = ""
    phone: str = ""
    words: frozenset[str] = frozenset()
    secrets: frozenset[str] = frozenset()

    @property
    def addresses(self) -> set[str]:
        """Where she can be reached at all."""
        return {one for one in (self.email, self.phone) if one}

    @property
    def reached(self) -> set[str]:
        """Where a letter goes that is written once: by e-mail if there is one."""
        return {self.email or self.phone} - {""}


def person(row: Any, *words: str, secrets: Iterable[str] = ()) -> Person:
    """Return the person whom a row is about, with whatever else is hers."""
    email, phone = getattr(row, "email", ""), getattr(row, "phone", "")
    names = [str(getattr(row, name, "")) for name in NAMES if isinstance(getattr(row, name, None), str)]
    own = [str(value) for name in SECRETS if (value := getattr(row, name, ""))]
    return Person(
        email,
        phone,
        frozenset(filter(None, (email, phone[-PHONE_DIGITS:], *names, *words))),
        frozenset((*own, *secrets)),
    )


def squeezed(text: str) -> str:
    """Leave out what numbers may be written with, so that no way of writing hides one."""
    return re.sub(r"[\s\u00a0\u202f\u2066-\u2069-]+", "", text)


def found(words: Iterable[str], text: str) -> set[str]:
    """Return which of the words stand in a text, however they are spaced."""
    inside = squeezed(text)
    return {word for word in words if squeezed(word) in inside}
