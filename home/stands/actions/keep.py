"""A stand is kept for her until a day: one with a fee until it is paid, a free one until she says she comes.

Whatever becomes free again is kept for the next who waits, in the order of the rules, without anybody at the
office.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from home.stands.actions.move import lock, move
from home.stands.domain.fees import DAYS_TO_ANSWER, is_late, last_day_to_pay
from home.stands.domain.slots import Slot
from home.stands.domain.states import ApplicationState, IllegalStepError
from home.stands.models import StandApplication, StandOffer
from home.stands.reading.ranking import ranked
from home.stands.reading.slots import taken_of
from home.stands.reading.stays import begins_on
from producers.actions.transactions import require_transaction
from producers.domain.actors import SYSTEM, Actor


def keep_for_her(row: StandApplication, offer: StandOffer, *, actor: Actor) -> None:
    """Keep the stand that is noted for her, until a day that she reads. The offer is locked already."""
    state = ApplicationState.OFFERED if offer.fee is None else ApplicationState.TO_PAY
    days = DAYS_TO_ANSWER if offer.fee is None else offer.pay_days
    pay_by = last_day_to_pay(timezone.localdate(), days, begins_on(offer.event, row.group))
    move(row, state, actor=actor, pay_by=pay_by)


def pass_on(offer: StandOffer, slot: Slot | None) -> StandApplication | None:
    """Keep a stand that became free for the next who waits and is proposed none; return her.

    Who is suited by that group comes first; once its stay has begun nobody is asked any more. The caller has
    locked the offer, and needs a transaction.
    """
    require_transaction("a stand that is passed on")
    is_open = slot is not None and begins_on(offer.event, slot.group) > timezone.localdate()
    if slot is None or not is_open or offer.event.is_cancelled or slot in taken_of(offer):
        return None
    waits = [one.row for one in ranked(offer) if _waits(one.row)]
    suited = [row for row in waits if row.wish in (0, slot.group)]
    chosen = next(iter(suited or waits), None)
    if chosen is not None:
        _note(chosen, slot)
        keep_for_her(chosen, offer, actor=SYSTEM)
    return chosen


def slot_of(row: StandApplication) -> Slot | None:
    """Return the stand that is given to her, kept for her or proposed."""
    return Slot(row.group, row.stand) if row.stand else None


@transaction.atomic(durable=True)
def take_stand(row: StandApplication, *, actor: Actor, now: datetime | None = None) -> None:
    """She comes: the free stand that was kept for her is hers. Does nothing twice.

    Raises ``IllegalStepError`` after the day, and for a stand that has to be paid.
    """
    lock(row.offer)
    row.refresh_from_db()
    if row.state == ApplicationState.PLACED:
        return
    if (
        row.state != ApplicationState.OFFERED
        or row.pay_by is None
        or is_late(timezone.localdate(now), row.pay_by)
    ):
        raise IllegalStepError(row.state)
    move(row, ApplicationState.PLACED, actor=actor, pay_by=None)


def _waits(row: StandApplication) -> bool:
    """Say whether she had her answer and waits: who asks anew is answered by the office."""
    return row.state == ApplicationState.WAITING and row.stand is None


def _note(row: StandApplication, slot: Slot) -> None:
    """Write her stand beside her name, before it is kept for her by the one step that tells her."""
    StandApplication.objects.filter(pk=row.pk).update(group=slot.group, stand=slot.stand)
    row.group, row.stand = slot.group, slot.stand
