"""What is personal, where it lies, how one person's is found, and how it goes. Plain values, no database.

Each app lists its tables once; export, erasure, the job that lets go of what is old, and the test that looks
for what was forgotten all read these lists.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Way(StrEnum):
    """How the personal part of a row goes."""

    BLANK = "blank"
    """The fields are emptied, the row stays for those that point to it."""
    DELETE = "delete"
    """The row goes."""
    KEEP = "keep"
    """It stays for as long as ``kept`` says, whoever asks."""
    OWN = "own"
    """An action of its own takes it away; ``kept`` names it."""


@dataclass(frozen=True)
class Person:
    """One person as the tables know her: the keys of her rows, and what she is called and reached by.

    Built by whoever knows what is proven hers. ``recipients`` are the addresses of which letters go
    as well, ``words`` what stands for her in letters to others: numbers of orders.
    """

    users: tuple[int, ...] = ()
    orders: tuple[int, ...] = ()
    cases: tuple[int, ...] = ()
    organisations: tuple[int, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def is_nobody(self) -> bool:
        """Say whether nothing is known that any row could be found by."""
        return not any(self.values(name) for name in self.__dataclass_fields__)

    def values(self, name: str) -> tuple[Any, ...]:
        """Return one of the tuples by its name."""
        found: tuple[Any, ...] = getattr(self, name)
        return found


@dataclass(frozen=True)
class Personal:
    """The personal columns of one table.

    ``model`` is its label. ``by`` maps a tuple of ``Person`` to the look-ups that find her rows with it: one
    that ends in ``__in`` takes the whole tuple, another is tried with each value. ``blank`` says what a
    column becomes, an empty text where it says nothing. ``kept`` says for how long a row is kept without
    anybody asking, and why. ``setting`` names the setting that holds that time, if there is one.
    """

    model: str
    fields: tuple[str, ...]
    purpose: str
    way: Way
    kept: str
    by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    blank: Mapping[str, Any] = field(default_factory=dict)
    setting: str = ""
    only: Mapping[str, Any] = field(default_factory=dict)

    def emptied(self) -> dict[str, Any]:
        """Return what the columns become."""
        return {name: self.blank.get(name, "") for name in self.fields} | {
            name: value for name, value in self.blank.items() if name not in self.fields
        }
