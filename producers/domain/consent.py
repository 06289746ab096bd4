"""What a person agreed to have shown. Asked when a page or a feed row is written, never remembered."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Protocol

from producers.domain.validity import Dated, holds


class Scope(StrEnum):
    """The uses one can agree to, each on its own."""

    PHOTO = "photo"
    NAME = "name"
    STORY = "story"
    SHARING = "sharing"
    PAID = "paid"
    """Each of her buyers is told when she was paid for what he bought, and how much."""
    PROOF = "proof"
    """Who checked her labels, and when, is told on her page."""


class Agreed(Dated, Protocol):
    """One person's yes to one use."""

    @property
    def scope(self) -> str:
        """The value of a ``Scope``."""


def is_given(consents: Iterable[Agreed], scope: Scope, on: date) -> bool:
    """Say whether a use is agreed to on a day. One live yes is enough; a later one heals a withdrawn one."""
    return any(consent.scope == scope and holds(consent, on) for consent in consents)


def scopes_given(consents: Iterable[Agreed], on: date) -> frozenset[Scope]:
    """Return every use that is agreed to on a day."""
    known = list(consents)
    return frozenset(scope for scope in Scope if is_given(known, scope, on))
