"""Whom an address answers. Every view of ours declares it; the tests over all addresses hold it to that."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

V = TypeVar("V", bound=Callable[..., Any])
_DECLARED = "tiwizi_policy"


class Policy(StrEnum):
    """The nine answers to "who may see this"."""

    PUBLIC = "public"
    """Everybody; nothing on it belongs to a person."""
    VISITOR = "visitor"
    """Each visitor about herself: her session decides, and the address names nobody's row."""
    KEY = "key"
    """Whoever has the secret that stands in the address. Any other, and an empty one, is a 404."""
    PARTNER = "partner"
    """Whoever sends a partner's token in the header ``Authorization``; for everybody else it is a 401."""
    OWNER = "owner"
    """Somebody signed in, about what ``producers.access.for_actor`` gives her; other rows are a 404."""
    EDITOR = "editor"
    """Who checks what producers send, and operators; for everybody else it is a 404."""
    OPERATOR = "operator"
    """Operators of the shop; for everybody else it is a 404."""
    ACCOUNTANT = "accountant"
    """Accountants and operators; for everybody else it is a 404."""
    APPROVER = "approver"
    """Who may approve money that somebody else has proposed; for everybody else it is a 404."""


def declare(policy: Policy) -> Callable[[V], V]:
    """Say whom a view answers; what is said last, on the outside, counts."""

    def mark(view: V) -> V:
        setattr(view, _DECLARED, policy)
        return view

    return mark


def policy_of(view: Callable[..., Any]) -> Policy | None:
    """Return what a view has declared, None when it says nothing."""
    return getattr(view, _DECLARED, None)


public = declare(Policy.PUBLIC)
