"""The office places makers: by hand, or as the rules propose; then it is confirmed, and they see it."""

from collections.abc import Iterable

from django.db import transaction

from home.stands.actions.keep import keep_for_her
from home.stands.actions.move import lock, move, number
from home.stands.domain.slots import WHOLE_FAIR, Seeker, Slot, free_slots, shared_out
from home.stands.domain.states import RANKED, ApplicationState, IllegalStepError
from home.stands.models import StandApplication, StandOffer
from home.stands.reading.ranking import crafts_of, crafts_shown, ranked
from home.stands.reading.slots import taken_of
from home.stands.reading.stays import groups_of
from producers.domain.actors import Actor


class TakenError(ValueError):
    """There is no such stand, or another has it."""


@transaction.atomic(durable=True)
def allocate(row: StandApplication, stand: int | None, *, actor: Actor, group: int = WHOLE_FAIR) -> None:
    """Propose a stand for one who waits, or none. Raises ``TakenError`` and ``IllegalStepError``."""
    offer = lock(row.offer)
    row.refresh_from_db()
    slot = None if stand is None else Slot(group, stand)
    others = taken_of(offer) - ({Slot(row.group, row.stand)} if row.stand else set())
    if slot is not None and slot not in free_slots(offer.stands, others, groups_of(offer.event)):
        raise TakenError(str(stand))
    number(row, slot, actor=actor)


@transaction.atomic(durable=True)
def propose(offer: StandOffer, *, actor: Actor) -> int:
    """Give the free stands to who waits without one, in the order of the rules; return how many got one.

    Each gets one in the group that suits her while there is one, then in the one that lacks her crafts most.
    What was proposed by hand stays, and counts in the mix of its group.
    """
    held = lock(offer)
    rows = [one.row for one in ranked(held)]
    waiting = [row for row in rows if row.stand is None]
    free = free_slots(held.stands, taken_of(held), groups_of(held.event))
    seekers = [Seeker(row.wish, crafts_of(row)) for row in waiting]
    slots = shared_out(seekers, free, _mix(held, [row for row in rows if row.stand is not None]))
    pairs = list(zip(waiting, slots, strict=True))
    given = [(row, slot) for row, slot in pairs if slot is not None]
    for row, slot in given:
        number(row, slot, actor=actor)
    return len(given)


def _mix(offer: StandOffer, by_hand: Iterable[StandApplication]) -> dict[int, frozenset[str]]:
    """Return the crafts of each group: of who has a stand, and of whom somebody proposed one for."""
    mix = crafts_shown(offer)
    for row in by_hand:
        mix[row.group] = mix.get(row.group, frozenset()) | crafts_of(row)
    return mix


@transaction.atomic(durable=True)
def confirm(offer: StandOffer, *, actor: Actor) -> int:
    """Make every proposal an answer that makers see; return how many.

    A free stand is hers; one with a fee is hers once it is paid, until a day that she reads. Who got none
    waits, and is told so.
    """
    held = lock(offer)
    rows = list(held.applications.filter(state__in=RANKED).order_by("pk"))
    placed = [row for row in rows if row.stand is not None]
    for row in placed:
        _answer(row, held, actor)
    if placed:
        for row in rows:
            if row.state == ApplicationState.APPLIED:
                move(row, ApplicationState.WAITING, actor=actor)
    return len(placed)


def _answer(row: StandApplication, offer: StandOffer, actor: Actor) -> None:
    if offer.fee is None:
        move(row, ApplicationState.PLACED, actor=actor)
    else:
        keep_for_her(row, offer, actor=actor)


@transaction.atomic(durable=True)
def refuse(row: StandApplication, *, reason: str, actor: Actor) -> None:
    """Say no, and why: she reads the reason. Raises ``IllegalStepError``, also without a reason."""
    lock(row.offer)
    row.refresh_from_db()
    if not reason.strip():
        raise IllegalStepError("no reason")
    move(row, ApplicationState.REFUSED, actor=actor, reason=reason.strip(), stand=None)
