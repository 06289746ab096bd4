"""Whether a claim is proven today. No evidence, no badge; an expired one disappears by itself."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from producers.domain.validity import Dated, holds

# What somebody says about herself is worth reading, and proves nothing.
PROVING_KINDS = frozenset({"document", "visit"})


class Proof(Dated, Protocol):
    """One document or visit for one claim: who issued it, who checked it, and when."""

    @property
    def kind(self) -> str:
        """``document`` or ``visit``; other kinds prove nothing."""

    @property
    def issuer(self) -> str:
        """Who issued it; for a visit, who came."""

    @property
    def checked_by(self) -> str:
        """Who looked at it on our side."""

    @property
    def checked_on(self) -> date:
        """The day from which it counts."""


def proves(evidence: Proof, on: date) -> bool:
    """Say whether one piece of evidence proves its claim on a day."""
    is_complete = evidence.kind in PROVING_KINDS and evidence.issuer.strip() and evidence.checked_by.strip()
    return bool(is_complete) and evidence.checked_on <= on and holds(evidence, on)


def is_proven(evidence: Iterable[Proof], on: date) -> bool:
    """Say whether any of a claim's evidence proves it on a day; none at all does not."""
    return any(proves(each, on) for each in evidence)


def proven_until(evidence: Iterable[Proof], on: date) -> date | None:
    """Return the last day of what proves a claim now; ``None`` if nothing does, ``date.max`` for no end."""
    ends = [each.valid_until or date.max for each in evidence if proves(each, on)]
    return max(ends, default=None)
