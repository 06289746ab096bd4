"""One word for how a product of hers stands, as her list shows it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

DAYS_TO_UNDO = 30


class ProductState(StrEnum):
    """The words, the most pressing first."""

    TAKEN_AWAY = "taken_away"
    HIDDEN = "hidden"
    """Taken off by the shop; only the shop puts it back."""
    SENT_BACK = "sent_back"
    WAITING = "waiting"
    DRAFT = "draft"
    PAUSED = "paused"
    AWAY = "away"
    SOLD_OUT = "sold_out"
    ON_SALE = "on_sale"


@dataclass(frozen=True)
class Standing:
    """What decides the word. ``is_waiting`` and ``is_sent_back`` speak of the newest change that was sent."""

    is_live: bool
    is_hidden: bool = False
    is_taken_away: bool = False
    is_paused: bool = False
    is_waiting: bool = False
    is_sent_back: bool = False
    is_available: bool = True
    is_away: bool = False


def state_of(standing: Standing) -> ProductState:
    """Return the one word for a product."""
    asked = {
        ProductState.TAKEN_AWAY: standing.is_taken_away,
        ProductState.HIDDEN: standing.is_hidden,
        ProductState.SENT_BACK: standing.is_sent_back,
        ProductState.WAITING: standing.is_waiting and not standing.is_live,
        ProductState.DRAFT: not standing.is_live,
        ProductState.PAUSED: standing.is_paused,
        ProductState.AWAY: standing.is_away,
        ProductState.SOLD_OUT: not standing.is_available,
    }
    return next((state for state, is_so in asked.items() if is_so), ProductState.ON_SALE)


def is_away(until: date | None, today: date) -> bool:
    """Say whether a maker who is away until a day, that day included, is away."""
    return until is not None and today <= until


def may_undo(taken_at: datetime, now: datetime) -> bool:
    """Say whether what was taken away at a moment can still be put back."""
    return now - taken_at <= timedelta(days=DAYS_TO_UNDO)
