"""A service is done when both sides have said so: the maker (or who acts for her) and the buyer."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from producers.actions.announce import announce
from producers.actions.record import record
from producers.domain.actors import Actor
from shop.actions.fulfil import arrive, lock_part
from shop.actions.move import move
from shop.domain.errors import RefusedError, Why
from shop.domain.states import UNDER_WAY, PartStatus, ServiceStatus, Side
from shop.models import OrderLine, ProducerOrder

FIELDS = {Side.MAKER: "maker_said_done_at", Side.BUYER: "buyer_said_done_at"}


@transaction.atomic(durable=True)
def confirm_done(
    line: OrderLine, side: Side, *, actor: Actor, reason: str = "", now: datetime | None = None
) -> ServiceStatus:
    """Write down that ``side`` says this service was done; said twice, it stays as it was first said.

    A part of services alone is delivered once both have said it of each line. Raises ``RefusedError``
    with ``NOT_YET`` before the service begins and ``NOT_UNDER_WAY`` when its part is not; raises
    ``ValueError`` for goods: a courier's word or a state tells of them.
    """
    if not line.is_service:
        raise ValueError("goods are not said to be done")
    now = now or timezone.now()
    part = lock_part(line.part)
    locked = part.lines.get(pk=line.pk)
    if getattr(locked, FIELDS[side]) is None:
        _check(part, locked, now)
        _say(part, locked, side, actor, reason, now)
        _deliver_what_is_done(part, actor)
    return locked.service_status


def _check(part: ProducerOrder, line: OrderLine, now: datetime) -> None:
    if PartStatus(part.status) not in UNDER_WAY:
        raise RefusedError(Why.NOT_UNDER_WAY)
    if line.starts_at and now < line.starts_at:
        raise RefusedError(Why.NOT_YET)


def _say(part: ProducerOrder, line: OrderLine, side: Side, actor: Actor, reason: str, now: datetime) -> None:
    before = line.service_status
    setattr(line, FIELDS[side], now)
    line.save(update_fields=[FIELDS[side]])
    record(
        verb=f"service.done_says_{side.value}",
        row=part,
        actor=actor,
        reason=reason,
        before={"service": before.value, "line": line.pk},
        after={"service": line.service_status.value, "line": line.pk},
    )
    announce(
        f"service.done_says_{side.value}",
        key=f"line:{line.pk}:{side.value}",
        order=part.order_id,
        part=part.pk,
        line=line.pk,
    )


def _deliver_what_is_done(part: ProducerOrder, actor: Actor) -> None:
    """A part with goods as well is delivered by its parcel, not by these words."""
    lines = list(part.lines.all())
    is_done = all(line.is_service and line.service_status is ServiceStatus.DONE for line in lines)
    if not is_done or part.status == PartStatus.DELIVERED:
        return
    if part.status == PartStatus.PLACED:
        move(part, PartStatus.ACCEPTED, actor=actor, reason="done")
    arrive(part, actor=actor, reason="done")
