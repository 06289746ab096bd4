"""The office places makers: by hand, or as the rules propose; then it is confirmed, and they see it."""

from django.db import transaction
from django.utils import timezone

from home.stands.actions.move import lock, move, number
from home.stands.domain.fees import last_day_to_pay
from home.stands.domain.states import RANKED, ApplicationState, IllegalStepError, free_numbers
from home.stands.models import StandApplication, StandOffer
from home.stands.reading.ranking import ranked
from producers.domain.actors import Actor


class TakenError(ValueError):
    """There is no such stand, or another has it."""


@transaction.atomic(durable=True)
def allocate(row: StandApplication, stand: int | None, *, actor: Actor) -> None:
    """Propose a stand for one who waits, or none. Raises ``TakenError`` and ``IllegalStepError``."""
    offer = lock(row.offer)
    row.refresh_from_db()
    others = _taken(offer) - {row.stand}
    if stand is not None and stand not in free_numbers(offer.stands, others):
        raise TakenError(str(stand))
    number(row, stand, actor=actor)


@transaction.atomic(durable=True)
def propose(offer: StandOffer, *, actor: Actor) -> int:
    """Give the free stands to who waits without one, in the order of the rules; return how many got one.

    What was proposed by hand stays.
    """
    held = lock(offer)
    waiting = [one for one in ranked(held) if one.row.stand is None]
    pairs = list(zip(waiting, free_numbers(held.stands, _taken(held)), strict=False))
    for one, stand in pairs:
        number(one.row, stand, actor=actor)
    return len(pairs)


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
        return
    pay_by = last_day_to_pay(timezone.localdate(), offer.pay_days, offer.event.first_day)
    move(row, ApplicationState.TO_PAY, actor=actor, pay_by=pay_by)


@transaction.atomic(durable=True)
def refuse(row: StandApplication, *, reason: str, actor: Actor) -> None:
    """Say no, and why: she reads the reason. Raises ``IllegalStepError``, also without a reason."""
    lock(row.offer)
    row.refresh_from_db()
    if not reason.strip():
        raise IllegalStepError("no reason")
    move(row, ApplicationState.REFUSED, actor=actor, reason=reason.strip(), stand=None)


def _taken(offer: StandOffer) -> set[int]:
    stands = offer.applications.values_list("stand", flat=True)
    return {stand for stand in stands if stand is not None}
