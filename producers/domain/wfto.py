"""Three facts about a maker and the World Fair Trade Organization, never one for another.

A member has joined. A guaranteed member has passed its audits. A licensed one may put the mark on her goods.
Each is proven by evidence of its own; none follows from another.
"""

from collections.abc import Iterable
from dataclasses import dataclass

MEMBER, GUARANTEED, LICENSED = "wfto-member", "wfto-guaranteed", "wfto-licensed"
LABELS = (MEMBER, GUARANTEED, LICENSED)


@dataclass(frozen=True)
class Wfto:
    """What is proven today."""

    is_member: bool
    is_guaranteed: bool
    is_licensed: bool


def wfto_facts(proven: Iterable[str]) -> Wfto:
    """Read the three facts from the codes of the labels that are proven today."""
    codes = set(proven)
    return Wfto(MEMBER in codes, GUARANTEED in codes, LICENSED in codes)
