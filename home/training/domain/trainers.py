"""The path from a participant to a trainer of a course: its steps, what proves each, and which comes next."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """One step, in the order in which they are gone."""

    ATTENDED = "attended"
    """She was present at the course: proven by her certificate of the agenda."""
    ASSISTED = "assisted"
    """She stood beside whoever taught it: proven by the event."""
    LED = "led"
    """She taught it while a trainer looked on: proven by the event and by who that was."""
    CONFIRMED = "confirmed"
    """The Centre says that she is a trainer of it."""


class Why(StrEnum):
    """Why something about a path is refused."""

    UNKNOWN_CODE = "unknown_code"
    NO_COURSE = "no_course"
    TWICE = "twice"
    NOT_NEXT = "not_next"
    OTHER_EVENT = "other_event"
    NOT_YET = "not_yet"
    NO_OBSERVER = "no_observer"
    NO_REASON = "no_reason"
    NOT_A_TRAINER = "not_a_trainer"


class PathError(Exception):
    """Refused; ``why`` says the reason."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True)
class Evidence:
    """What is said for a step. ``is_begun``: its event has begun; ``has_observer``: a trainer looked on."""

    reason: str = ""
    has_event: bool = False
    is_begun: bool = False
    has_observer: bool = False


def next_step(done: Collection[str]) -> Step | None:
    """Return the step that comes next; none once the Centre has confirmed her, whatever was before."""
    return None if Step.CONFIRMED in done else next((one for one in Step if one not in done), None)


def why_not(step: Step, done: Collection[str], evidence: Evidence) -> Why | None:
    """Say why a step is not taken, ``None`` when it is."""
    if step != next_step(done):
        return Why.NOT_NEXT
    if not evidence.reason.strip():
        return Why.NO_REASON
    if step in (Step.ASSISTED, Step.LED) and not evidence.has_event:
        return Why.OTHER_EVENT
    if step in (Step.ASSISTED, Step.LED) and not evidence.is_begun:
        return Why.NOT_YET
    return Why.NO_OBSERVER if step == Step.LED and not evidence.has_observer else None
