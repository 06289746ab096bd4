"""Joint purchases: opened, promised to, ordered once enough is promised, received with its costs."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from moneyed import Money

from home.network.domain.purchases import (
    MOST_QUANTITY,
    PurchaseRefusedError,
    PurchaseState,
    PurchaseWhy,
    may_step,
    shares,
)
from home.network.models import Pledge, Purchase
from producers.actions.record import record
from producers.domain.actors import Actor
from producers.models import Organisation
from shop.actions.post import post
from shop.domain.material_postings import post_materials_shared
from shop.domain.money import from_minor, minor


@dataclass(frozen=True)
class Planned:
    """What is bought, for how much a unit, from how much on, until when."""

    material: str
    unit: str
    price: Money
    least_all: int
    least_each: int
    last_day: date


@transaction.atomic(durable=True)
def open_purchase(organiser: Organisation, planned: Planned, *, actor: Actor) -> Purchase:
    """Open a joint purchase; ``organiser`` pays the supplier. Raises ``PurchaseRefusedError``: ``amount``."""
    is_whole = planned.price.amount > 0 and 0 < planned.least_each <= planned.least_all <= MOST_QUANTITY
    if not is_whole or not planned.material.strip() or planned.last_day < timezone.localdate():
        raise PurchaseRefusedError(PurchaseWhy.AMOUNT)
    row: Purchase = Purchase.objects.create(organiser=organiser, **vars(planned))
    record(verb="purchase.opened", row=row, actor=actor, after={"material": row.material})
    return row


@transaction.atomic(durable=True)
def pledge(
    purchase: Purchase, maker: Organisation, quantity: int, *, actor: Actor, now: datetime | None = None
) -> Pledge:
    """Promise to take so much, or change the promise, until it is ordered or the last day is over.

    Raises ``PurchaseRefusedError``: ``not_open``, ``below`` the least for each, ``too_much``, ``not_active``.
    """
    row = _open(purchase, now)
    if maker.status != Organisation.Status.ACTIVE or maker.erased_at is not None:
        raise PurchaseRefusedError(PurchaseWhy.NOT_ACTIVE)
    if quantity < row.least_each:
        raise PurchaseRefusedError(PurchaseWhy.BELOW)
    if quantity > MOST_QUANTITY:
        raise PurchaseRefusedError(PurchaseWhy.TOO_MUCH)
    hers, is_new = Pledge.objects.get_or_create(
        purchase=row, organisation=maker, defaults={"quantity": quantity}
    )
    before = 0 if is_new else hers.quantity
    Pledge.objects.filter(pk=hers.pk).update(quantity=quantity)
    hers.quantity = quantity
    _add(row, quantity - before)
    record(
        verb="pledge.made", row=hers, actor=actor, before={"quantity": before}, after={"quantity": quantity}
    )
    return hers


@transaction.atomic(durable=True)
def withdraw(purchase: Purchase, maker: Organisation, *, actor: Actor, now: datetime | None = None) -> None:
    """Take a promise back while it is open. Raises ``PurchaseRefusedError``: ``not_open``, ``nothing``."""
    row = _open(purchase, now)
    hers = Pledge.objects.filter(purchase=row, organisation=maker).first()
    if hers is None:
        raise PurchaseRefusedError(PurchaseWhy.NOTHING)
    record(verb="pledge.withdrawn", row=hers, actor=actor, before={"quantity": hers.quantity})
    _add(row, -hers.quantity)
    hers.delete()


@transaction.atomic(durable=True)
def order(purchase: Purchase, *, actor: Actor, now: datetime | None = None) -> Purchase:
    """Order it; from now on nobody changes what she promised.

    Raises ``PurchaseRefusedError``: ``state``, or ``not_reached`` while too little is promised.
    """
    row: Purchase = Purchase.objects.locked().get(pk=purchase.pk)
    if row.state == PurchaseState.OPEN and row.pledged < row.least_all:
        raise PurchaseRefusedError(PurchaseWhy.NOT_REACHED)
    _step(row, PurchaseState.ORDERED, actor, ordered_at=now or timezone.now())
    return row


@transaction.atomic(durable=True)
def drop(purchase: Purchase, *, actor: Actor, reason: str) -> Purchase:
    """Give it up before it has come; nobody owes anything. Raises ``PurchaseRefusedError``: ``state``."""
    row: Purchase = Purchase.objects.locked().get(pk=purchase.pk)
    _step(row, PurchaseState.DROPPED, actor, reason)
    return row


@transaction.atomic(durable=True)
def receive(purchase: Purchase, transport: Money, *, actor: Actor, now: datetime | None = None) -> Purchase:
    """It has come: share the cost, transport by quantity, and book what each owes the organiser.

    Raises ``PurchaseRefusedError``: ``state``, ``amount`` for a transport below zero or in another currency.
    """
    row: Purchase = Purchase.objects.locked().get(pk=purchase.pk)
    code = row.price.currency.code
    if transport.amount < 0 or transport.currency.code != code:
        raise PurchaseRefusedError(PurchaseWhy.AMOUNT)
    if not may_step(PurchaseState(row.state), PurchaseState.RECEIVED):
        raise PurchaseRefusedError(PurchaseWhy.STATE)
    pledges = list(row.pledges.order_by("pk"))
    parts = shares([one.quantity for one in pledges], minor(row.price), minor(transport))
    owed = {}
    for one, (goods, carried) in zip(pledges, parts, strict=True):
        one.goods, one.carried = from_minor(goods, code), from_minor(carried, code)
        one.save(update_fields=["goods", "goods_currency", "carried", "carried_currency"])
        owed[one.organisation_id] = goods + carried
    entry = post(post_materials_shared(owed, row.organiser_id, code), key=f"purchase:{row.pk}:received")
    row.transport = transport
    row.save(update_fields=["transport", "transport_currency"])
    done: dict[str, Any] = {"received_at": now or timezone.now(), "entry": entry}
    _step(row, PurchaseState.RECEIVED, actor, money={"materials": sum(owed.values())}, **done)
    return row


def _open(purchase: Purchase, now: datetime | None) -> Purchase:
    """Return the row, locked, while promises can be made. Raises ``PurchaseRefusedError``: ``not_open``."""
    row: Purchase = Purchase.objects.locked().get(pk=purchase.pk)
    if row.state != PurchaseState.OPEN or row.last_day < timezone.localdate(now):
        raise PurchaseRefusedError(PurchaseWhy.NOT_OPEN)
    return row


def _add(row: Purchase, more: int) -> None:
    """Add to what is promised, if it is open still."""
    unmoved = Purchase.objects.filter(pk=row.pk, state=PurchaseState.OPEN)
    if not unmoved.update(pledged=F("pledged") + more):
        raise PurchaseRefusedError(PurchaseWhy.NOT_OPEN)


def _step(
    row: Purchase,
    new: PurchaseState,
    actor: Actor,
    reason: str = "",
    money: dict[str, int] | None = None,
    **also: Any,
) -> None:
    old = PurchaseState(row.state)
    unmoved = Purchase.objects.filter(pk=row.pk, state=old.value)
    if not may_step(old, new) or not unmoved.update(state=new.value, **also):
        raise PurchaseRefusedError(PurchaseWhy.STATE)
    row.state = new.value
    record(
        verb=f"purchase.{new.value}",
        row=row,
        actor=actor,
        reason=reason,
        before={"state": old.value},
        after={"state": new.value},
        money=money,
    )
