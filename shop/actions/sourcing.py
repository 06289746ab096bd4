"""What a trade buyer looks for: sent, closed, put to makers, answered by each of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from moneyed import Money

from producers.actions.announce import announce
from producers.actions.record import record
from producers.actions.transactions import require_transaction
from producers.domain.actors import Actor
from producers.models import Craft, Label, Organisation
from shop.actions.move import move
from shop.actions.trade_buyers import lock_buyer, require_verified
from shop.domain.errors import RefusedError, Why
from shop.domain.numbers import new_order_number
from shop.domain.trade_quotes import MOST_PIECES, is_date_wanted
from shop.domain.trade_states import AskStatus, SourcingStatus
from shop.models import Category, Market, SourcingAsk, SourcingRequest, TradeBuyer

MOST_OPEN = 20
"""Requests that one organisation may have open at a time."""


@dataclass(frozen=True)
class Sought:
    """What is looked for. ``target`` is a price for one in the currency of the country's market."""

    category: Category
    what: str
    quantity: int
    wanted_by: date
    country: str
    town: str
    craft: Craft | None = None
    target: Money | None = None
    labels: tuple[Label, ...] = field(default=())


@transaction.atomic(durable=True)
def send_request(
    buyer: TradeBuyer, sought: Sought, *, actor: Actor, now: datetime | None = None
) -> SourcingRequest:
    """Send a request to the desk. Sent twice, as it is while nobody has asked for it, it is one.

    Raises ``NOT_VERIFIED``, ``BAD_QUOTE`` for a quantity, price or day that cannot be, ``TOO_OFTEN``.
    """
    locked, today = lock_buyer(buyer), timezone.localdate(now)
    require_verified(locked)
    market = Market.objects.for_country(sought.country)
    _check(sought, market, today)
    row = _row(locked, sought, market)
    same = SourcingRequest.objects.filter(status=SourcingStatus.OPEN.value, asks=None, **row).first()
    if same is not None:
        return same
    if locked.requests.filter(status=SourcingStatus.OPEN.value).count() >= MOST_OPEN:
        raise RefusedError(Why.TOO_OFTEN)
    request: SourcingRequest = SourcingRequest.objects.create(number=_free_number(), **row)
    request.labels.set(sought.labels)
    record(verb="sourcingrequest.sent", row=request, actor=actor, after={"quantity": request.quantity})
    announce("sourcing.sent", key=f"sourcing:{request.pk}:sent", request=request.pk)
    return request


@transaction.atomic(durable=True)
def close_request(
    request: SourcingRequest, *, actor: Actor, reason: str = "", now: datetime | None = None
) -> SourcingRequest:
    """Look for it no more. Raises ``TOO_LATE`` while a quote waits for its answer, ``IllegalMoveError``."""
    locked = lock_request(request)
    if locked.quotes.filter(status="sent").exists():
        raise RefusedError(Why.TOO_LATE)
    move(locked, SourcingStatus.CLOSED, actor=actor, reason=reason, ended_at=now or timezone.now())
    return locked


@transaction.atomic(durable=True)
def ask_makers(
    request: SourcingRequest, producers: Iterable[Organisation], *, actor: Actor
) -> list[SourcingAsk]:
    """Ask makers whether they can; one who was asked before is not asked again.

    Raises ``TOO_LATE`` for a request that is closed, ``NOTHING_CHOSEN`` without anybody who sells.
    """
    locked = lock_request(request)
    _require_open(locked)
    chosen = [producer for producer in producers if producer.kind in Organisation.SELLING]
    if not chosen:
        raise RefusedError(Why.NOTHING_CHOSEN)
    asks = []
    for producer in sorted(chosen, key=lambda one: one.pk):
        ask, is_new = SourcingAsk.objects.get_or_create(request=locked, producer=producer)
        if is_new:
            record(verb="sourcingask.asked", row=ask, actor=actor, after={"request": locked.pk})
            announce("sourcing.asked", key=f"sourcingask:{ask.pk}:asked", ask=ask.pk)
            asks.append(ask)
    return asks


@transaction.atomic(durable=True)
def say_can(
    ask: SourcingAsk,
    *,
    quantity: int,
    price: Money,
    ready_on: date,
    actor: Actor,
    now: datetime | None = None,
) -> SourcingAsk:
    """Take down that a maker can: how many, what she wants for one, and on which day they are ready.

    She may say so again, with other numbers, as long as the request is open. Raises ``TOO_LATE``,
    ``BAD_QUOTE``.
    """
    locked = _lock_ask(ask)
    at = now or timezone.now()
    if not 0 < quantity <= MOST_PIECES:
        raise RefusedError(Why.BAD_QUOTE, reason="quantity")
    if price.amount <= 0:
        raise RefusedError(Why.BAD_QUOTE, reason="price")
    if not is_date_wanted(ready_on, timezone.localdate(at)):
        raise RefusedError(Why.BAD_QUOTE, reason="day")
    said: dict[str, Any] = {
        "quantity": quantity,
        "price": price,
        "price_currency": price.currency.code,
        "ready_on": ready_on,
        "answered_at": at,
    }
    if locked.status == AskStatus.CAN:
        SourcingAsk.objects.filter(pk=locked.pk).update(**said)
        after = {"quantity": quantity, "price": str(price), "ready_on": ready_on.isoformat()}
        record(verb="sourcingask.can", row=locked, actor=actor, after=after)
    else:
        move(locked, AskStatus.CAN, actor=actor, **said)
    announce("sourcing.answered", key=f"sourcingask:{locked.pk}:can:{at:%Y%m%d%H%M%S%f}", ask=locked.pk)
    locked.refresh_from_db()
    return locked


@transaction.atomic(durable=True)
def say_cannot(ask: SourcingAsk, *, actor: Actor, now: datetime | None = None) -> SourcingAsk:
    """Take down that a maker cannot. Said twice it changes nothing. Raises ``TOO_LATE``."""
    locked = _lock_ask(ask)
    if locked.status != AskStatus.CANNOT:
        move(locked, AskStatus.CANNOT, actor=actor, answered_at=now or timezone.now())
        announce("sourcing.answered", key=f"sourcingask:{locked.pk}:cannot", ask=locked.pk)
    return locked


def lock_request(request: SourcingRequest) -> SourcingRequest:
    """Lock a request, as every action on it and its quotes does first, and return it as it is now."""
    require_transaction("a lock")
    found: SourcingRequest = SourcingRequest.objects.locked().get(pk=request.pk)
    return found


def _lock_ask(ask: SourcingAsk) -> SourcingAsk:
    request = lock_request(ask.request)
    _require_open(request)
    found: SourcingAsk = SourcingAsk.objects.get(pk=ask.pk)
    return found


def _require_open(request: SourcingRequest) -> None:
    if request.status != SourcingStatus.OPEN:
        raise RefusedError(Why.TOO_LATE)


def _check(sought: Sought, market: Market, today: date) -> None:
    if not 0 < sought.quantity <= MOST_PIECES:
        raise RefusedError(Why.BAD_QUOTE, reason="quantity")
    if not is_date_wanted(sought.wanted_by, today):
        raise RefusedError(Why.BAD_QUOTE, reason="day")
    target = sought.target
    if target is not None and (target.amount <= 0 or target.currency.code != market.currency):
        raise RefusedError(Why.BAD_QUOTE, reason="price")


def _row(buyer: TradeBuyer, sought: Sought, market: Market) -> dict[str, object]:
    return {
        "buyer": buyer,
        "market": market,
        "category": sought.category,
        "craft": sought.craft,
        "what": sought.what,
        "quantity": sought.quantity,
        "target": sought.target,
        "wanted_by": sought.wanted_by,
        "country": sought.country,
        "town": sought.town,
    }


def _free_number() -> str:
    number = new_order_number()
    while SourcingRequest.objects.filter(number=number).exists():
        number = new_order_number()
    return number
