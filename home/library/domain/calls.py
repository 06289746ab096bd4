"""Calls of support initiatives: whether one can still answer, on a given day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

SOON = 14  # days before the end from which a page says how many are left


class CallState(StrEnum):
    """Where a call stands."""

    AHEAD = "ahead"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True)
class Standing:
    """``days_left`` counts the last day itself; None where it is far, unknown or over."""

    state: CallState
    days_left: int | None = None


def standing(opens_on: date | None, closes_on: date | None, today: date) -> Standing:
    """Say where a call stands: the day on which it closes still counts; without one it stays open."""
    if opens_on and today < opens_on:
        return Standing(CallState.AHEAD)
    if closes_on and today > closes_on:
        return Standing(CallState.CLOSED)
    left = (closes_on - today).days + 1 if closes_on else None
    return Standing(CallState.OPEN, left if left is not None and left <= SOON else None)
