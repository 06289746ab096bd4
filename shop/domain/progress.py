"""How far an order has come, computed from the states of its parts, and the beads of its timeline."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shop.domain.states import PartStatus


class Overall(StrEnum):
    """The one word for a whole order."""

    WAITING = "waiting"
    PLACED = "placed"
    IN_PROGRESS = "in_progress"
    PARTLY_SHIPPED = "partly_shipped"
    SHIPPED = "shipped"
    PARTLY_DELIVERED = "partly_delivered"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    RETURNED = "returned"


class StepState(StrEnum):
    """Where a bead of the timeline stands."""

    DONE = "done"
    CURRENT = "current"
    AHEAD = "ahead"


@dataclass(frozen=True)
class TimelineStep:
    """One bead: a stable ``code``, its state, and the day when it happened if it is known."""

    code: str
    state: StepState
    when: date | None = None


DROPPED = frozenset({PartStatus.DECLINED, PartStatus.CANCELLED})
ARRIVED = frozenset({PartStatus.DELIVERED, PartStatus.RETURNED})
GOODS_STEPS = ("placed", "accepted", "making", "packed", "shipped", "delivered", "paid")
READY_STEPS = ("placed", "accepted", "packed", "shipped", "delivered", "paid")
SENT_IN_PART = PartStatus.PARTLY_SHIPPED.value
SERVICE_STEPS = ("placed", "accepted", "delivered", "paid")


def overall(parts: Iterable[PartStatus]) -> Overall:
    """Find the one word for an order from its parts; declined and cancelled ones count only if all are.

    Raises ``ValueError`` for an order without parts.
    """
    statuses = list(parts)
    if not statuses:
        raise ValueError("an order has at least one part")
    live = [status for status in statuses if status not in DROPPED]
    if not live:
        return Overall.CANCELLED
    if all(status is PartStatus.RETURNED for status in live):
        return Overall.RETURNED
    if all(status in ARRIVED for status in live):
        return Overall.DELIVERED
    if any(status in ARRIVED for status in live):
        return Overall.PARTLY_DELIVERED
    return _under_way(live)


def _under_way(live: list[PartStatus]) -> Overall:
    if all(status is PartStatus.SHIPPED for status in live):
        return Overall.SHIPPED
    if PartStatus.SHIPPED in live or PartStatus.PARTLY_SHIPPED in live:
        return Overall.PARTLY_SHIPPED
    if all(status is PartStatus.WAITING for status in live):
        return Overall.WAITING
    if all(status in (PartStatus.WAITING, PartStatus.PLACED) for status in live):
        return Overall.PLACED
    return Overall.IN_PROGRESS


def timeline(
    status: PartStatus,
    days: Mapping[str, date] | None = None,
    *,
    is_service: bool = False,
    is_made_to_order: bool = True,
) -> tuple[TimelineStep, ...]:
    """Lay out the beads of one part, ending with the day on which its maker has been paid.

    ``days`` maps a step's code (``placed`` to ``delivered``, ``paid``, ``declined``, ``cancelled``,
    ``returned``) to its day. A part that was stopped shows what had happened and then its end; one whose
    payment is awaited begins with that.
    """
    known = dict(days or {})
    steps: tuple[str, ...] = SERVICE_STEPS if is_service else GOODS_STEPS if is_made_to_order else READY_STEPS
    if status in DROPPED or status is PartStatus.RETURNED:
        done = [code for code in steps if code in known]
        beads = [TimelineStep(code, StepState.DONE, known[code]) for code in done]
        return (*beads, TimelineStep(status.value, StepState.CURRENT, known.get(status.value)))
    if status is PartStatus.WAITING:
        steps = (status.value, *steps)
    if status is PartStatus.PARTLY_SHIPPED:
        place = steps.index("shipped") if "shipped" in steps else len(steps) - 1
        steps = (*steps[:place], SENT_IN_PART, *steps[place:])
    reached = _reached(status, steps, known)
    return tuple(
        TimelineStep(code, _state(index, reached), known.get(code) if index <= reached else None)
        for index, code in enumerate(steps)
    )


def _reached(status: PartStatus, steps: tuple[str, ...], known: Mapping[str, date]) -> int:
    """Return the index of the last step that has happened, -1 for none."""
    if status is PartStatus.DELIVERED and "paid" in known:
        return len(steps) - 1
    if SENT_IN_PART in steps:
        return steps.index(SENT_IN_PART)
    passed = GOODS_STEPS[: GOODS_STEPS.index(status) + 1] if status in GOODS_STEPS else ()
    return max((steps.index(code) for code in passed if code in steps), default=-1)


def _state(index: int, reached: int) -> StepState:
    if index < reached:
        return StepState.DONE
    return StepState.CURRENT if index == max(reached, 0) else StepState.AHEAD
