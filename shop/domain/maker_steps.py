"""What a maker has to do about her part of an order, and which step comes next. Plain rules, no rows."""

from dataclasses import dataclass
from enum import StrEnum

from shop.domain.states import PartStatus


class Todo(StrEnum):
    """The heaps into which her orders are sorted, in the order in which they are worked through."""

    ACCEPT = "accept"
    MAKE = "make"
    PACK = "pack"
    HAND_OVER = "hand_over"
    ON_ITS_WAY = "on_its_way"
    DONE = "done"


class Step(StrEnum):
    """What the one big button of an order does."""

    ACCEPT = "accept"
    START = "start"
    PACK = "pack"
    HAND_OVER = "hand_over"
    WAIT_FOR_CALL = "wait_for_call"
    """The buyer pays at the door and has not said yes on the phone: nothing leaves before."""
    SAY_DONE = "say_done"
    """A service: she says that it was done."""
    BROUGHT = "brought"
    """She carries the parcel herself and says that the buyer has it."""
    NOTHING = "nothing"


@dataclass(frozen=True)
class Facts:
    """What the rule asks about a part: its state, and what kind of sale it is."""

    status: PartStatus
    is_made_to_order: bool = False
    is_service: bool = False
    awaits_call: bool = False
    brings_herself: bool = False
    is_said_done: bool = False


_ENDED = frozenset(
    {PartStatus.DELIVERED, PartStatus.DECLINED, PartStatus.CANCELLED, PartStatus.RETURNED, PartStatus.WAITING}
)
_UNDER_HER_HANDS = frozenset({PartStatus.ACCEPTED, PartStatus.MAKING})
_TO_HAND_OVER = frozenset({PartStatus.PACKED, PartStatus.PARTLY_SHIPPED})


def todo_of(facts: Facts) -> Todo:
    """Return the heap that a part lies on."""
    if facts.status is PartStatus.PLACED:
        return Todo.ACCEPT
    if facts.status in _ENDED:
        return Todo.DONE
    if facts.status in _TO_HAND_OVER:
        return Todo.HAND_OVER
    if facts.status is PartStatus.SHIPPED:
        return Todo.ON_ITS_WAY
    is_to_make = facts.status is PartStatus.MAKING or facts.is_made_to_order or facts.is_service
    return Todo.MAKE if is_to_make else Todo.PACK


def next_step(facts: Facts) -> Step:
    """Return the one step that she takes next with a part."""
    if facts.status is PartStatus.PLACED:
        return Step.ACCEPT
    if facts.status in _UNDER_HER_HANDS:
        return _with_it(facts)
    if facts.status in _TO_HAND_OVER:
        return Step.WAIT_FOR_CALL if facts.awaits_call else Step.HAND_OVER
    is_hers = facts.status is PartStatus.SHIPPED and facts.brings_herself
    return Step.BROUGHT if is_hers else Step.NOTHING


def _with_it(facts: Facts) -> Step:
    if facts.is_service:
        return Step.NOTHING if facts.is_said_done else Step.SAY_DONE
    is_begun = facts.status is PartStatus.MAKING or not facts.is_made_to_order
    return Step.PACK if is_begun else Step.START


def may_show_progress(facts: Facts) -> bool:
    """Say whether a picture of the work fits: it was taken on, and is not packed yet."""
    return not facts.is_service and facts.status in _UNDER_HER_HANDS


class Decline(StrEnum):
    """Why she cannot take an order on. No reason asks about her health or her family."""

    SOLD = "sold"
    NO_MATERIAL = "no_material"
    NO_TIME = "no_time"
    AWAY = "away"
    WRONG_PRICE = "wrong_price"
    CANNOT = "cannot"


DECLINE_CODES = frozenset(reason.value for reason in Decline)
