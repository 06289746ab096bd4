"""A call to the buyer of an order that is paid at the door: what came of it, and when to call again."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from producers.actions.announce import announce
from producers.actions.record import record
from producers.domain.actors import Actor
from shop.actions.cancel import end
from shop.actions.move import move
from shop.actions.raise_exception import About, raise_exception
from shop.domain.cash import Called, next_call
from shop.domain.states import IllegalMoveError, OrderStatus, PhoneStatus
from shop.models import CallAttempt, Order


@transaction.atomic(durable=True)
def record_call(
    order: Order,
    outcome: Called,
    *,
    actor: Actor,
    note: str = "",
    call_again_at: datetime | None = None,
    now: datetime | None = None,
) -> CallAttempt:
    """Write a call down and do what it means: confirmed, cancelled, or to be called again.

    After as many calls as the market allows, or at once for a wrong number, the order waits for a person to
    look at it. Raises ``IllegalMoveError`` when nobody waits for her answer.
    """
    now = now or timezone.now()
    locked: Order = Order.objects.locked().select_related("market").get(pk=order.pk)
    status = PhoneStatus(locked.confirmation)
    if status is not PhoneStatus.WAITING:
        raise IllegalMoveError(status, PhoneStatus.REFUSED if outcome is Called.NO else PhoneStatus.CONFIRMED)
    count = locked.calls.count() + 1
    wait = next_call(outcome, count)
    attempt = CallAttempt.objects.create(
        order=locked,
        outcome=outcome.value,
        note=note.strip()[:300],
        call_again_at=call_again_at or (now + wait if wait is not None else None),
        by_name=actor.name[:150],
        at=now,
    )
    record(verb=f"order.call_{outcome.value}", row=locked, actor=actor, reason=note, after={"calls": count})
    _do(locked, outcome, count, actor, note, now)
    return attempt


def _do(order: Order, outcome: Called, count: int, actor: Actor, note: str, now: datetime) -> None:
    if outcome is Called.YES:
        move(order, PhoneStatus.CONFIRMED, actor=actor, reason=note)
        announce("order.confirmed", key=f"order:{order.pk}:confirmed", order=order.pk)
    elif outcome is Called.NO:
        move(order, PhoneStatus.REFUSED, actor=actor, reason=note)
        end(order, OrderStatus.CANCELLED, actor=actor, reason=note or "refused by phone", now=now)
    elif outcome is Called.WRONG_NUMBER or count >= order.market.call_attempts:
        raise_exception(
            "not_reached",
            key=f"order:{order.pk}:not_reached",
            about=About(order=order, data={"calls": count, "last": outcome.value}),
            amount=order.total,
        )
