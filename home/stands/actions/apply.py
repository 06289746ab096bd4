"""A maker asks for a stand, or no longer wants it; herself, or an agent for her."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from home.stands.actions.fees import give_back, let_go
from home.stands.actions.keep import pass_on, slot_of
from home.stands.actions.move import lock, move, tell_her
from home.stands.domain.fees import is_paid_back
from home.stands.domain.slots import WHOLE_FAIR
from home.stands.domain.states import OVER, RANKED, ApplicationState, IllegalStepError
from home.stands.models import StandApplication, StandOffer
from producers.actions.record import record
from producers.domain.actors import Actor
from producers.models import Craft, Organisation
from shop.models import Product


class ClosedError(ValueError):
    """Nobody can ask for a stand here any more, or she is not one who sells."""


@dataclass(frozen=True)
class Brings:
    """What she brings and needs. ``crafts`` are those of her page unless told; products are her own.

    ``is_shown`` is her word that the event's page may show her; without it she has a stand all the same.
    ``wish`` is the group that suits her, 0 for any.
    """

    crafts: Iterable[Craft] | None = None
    products: Iterable[Product] = ()
    needs_table: bool = False
    needs_power: bool = False
    is_shown: bool = False
    words: str = ""
    wish: int = WHOLE_FAIR


@transaction.atomic(durable=True)
def apply(
    offer: StandOffer, producer: Organisation, *, actor: Actor, brings: Brings | None = None
) -> StandApplication:
    """Ask for a stand. Asked twice, the first counts.

    Who has withdrawn, or has not paid in time, may ask again. Raises ``ClosedError`` after the last day, for
    an event that does not take place, and for who does not sell; ``IllegalStepError`` for who was refused.
    """
    held, hers = lock(offer), brings or Brings()
    late = held.closes_on < timezone.localdate() or held.event.is_cancelled
    if late or producer.kind not in Organisation.SELLING or producer.status != Organisation.Status.ACTIVE:
        raise ClosedError(str(held.pk))
    row, is_new = StandApplication.objects.get_or_create(offer=held, producer=producer, defaults=_said(hers))
    if is_new:
        tell_her(row, record(verb="stand.applied", row=row, actor=actor, after={"offer": held.pk}))
    elif row.state in OVER:
        move(row, ApplicationState.APPLIED, actor=actor, pay_by=None, **_said(hers))
    elif row.state == ApplicationState.REFUSED:
        raise IllegalStepError(row.state)
    else:
        return row
    row.crafts.set(producer.crafts.all() if hers.crafts is None else hers.crafts)
    row.products.set(one for one in hers.products if one.producer_id == producer.pk)
    return row


@transaction.atomic(durable=True)
def withdraw(row: StandApplication, *, actor: Actor) -> None:
    """She does not come: her stand is kept for the next, and in time her fee goes back to her.

    Raises ``IllegalStepError``.
    """
    offer = lock(row.offer)
    row.refresh_from_db()
    slot, was_hers = slot_of(row), row.state not in RANKED
    move(row, ApplicationState.WITHDRAWN, actor=actor, stand=None, pay_by=None)
    if is_paid_back(timezone.localdate(), offer.refund_until):
        give_back(row, actor=actor, reason="she takes her stand back")
    else:
        let_go(row, actor=actor, reason="she takes her stand back")
    if was_hers:
        pass_on(offer, slot)


def _said(hers: Brings) -> dict[str, Any]:
    return {
        "needs_table": hers.needs_table,
        "needs_power": hers.needs_power,
        "is_shown": hers.is_shown,
        "words": hers.words.strip()[:300],
        "wish": hers.wish,
    }
