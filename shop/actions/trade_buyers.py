"""Organisations that want to buy for others: they apply, the office looks at them, and says yes or no."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from producers.actions.announce import announce
from producers.actions.record import record
from producers.actions.transactions import require_transaction
from producers.domain.actors import Actor
from shop.actions.move import move
from shop.domain.errors import RefusedError, Why
from shop.domain.trade_states import TradeBuyerStatus
from shop.models import TradeBuyer


@dataclass(frozen=True)
class Application:
    """What an organisation says of itself: texts already read and tidied, ``country`` as a code."""

    kind: str
    name: str
    country: str
    tax_number: str
    contact: str
    email: str
    website: str = ""
    phone: str = ""
    language: str = "fr"


@transaction.atomic(durable=True)
def apply_to_buy(
    user: Any, application: Application, *, actor: Actor, now: datetime | None = None
) -> TradeBuyer:
    """Keep what an organisation says of itself, and have the office look at it.

    One that was refused may apply again. Raises ``ASKED_BEFORE`` for one that waits or is verified.
    """
    said = vars(application)
    buyer, is_new = TradeBuyer.objects.get_or_create(user=user, defaults=said)
    if is_new:
        record(verb="tradebuyer.applied", row=buyer, actor=actor)
    else:
        buyer = lock_buyer(buyer)
        if buyer.status != TradeBuyerStatus.REFUSED:
            raise RefusedError(Why.ASKED_BEFORE)
        move(buyer, TradeBuyerStatus.APPLIED, actor=actor, **said)
    _announce(buyer, now or timezone.now())
    return buyer


@transaction.atomic(durable=True)
def verify_buyer(buyer: TradeBuyer, *, actor: Actor, now: datetime | None = None) -> TradeBuyer:
    """Say that an organisation is what it says it is: it may send requests. Raises ``IllegalMoveError``."""
    locked, at = lock_buyer(buyer), now or timezone.now()
    move(locked, TradeBuyerStatus.VERIFIED, actor=actor, decided_at=at)
    _announce(locked, at)
    return locked


@transaction.atomic(durable=True)
def refuse_buyer(buyer: TradeBuyer, *, actor: Actor, reason: str, now: datetime | None = None) -> TradeBuyer:
    """Refuse an organisation, or take back that it was verified; it is told the reason.

    What it has ordered stays. Raises ``IllegalMoveError``, and ``ValueError`` without a reason.
    """
    if not reason.strip():
        raise ValueError("an organisation is told why it is refused")
    locked, at = lock_buyer(buyer), now or timezone.now()
    # The column is named like the act's own reason, so it is written before: the database wants one.
    TradeBuyer.objects.filter(pk=locked.pk).update(reason=reason[:500])
    move(locked, TradeBuyerStatus.REFUSED, actor=actor, reason=reason, decided_at=at)
    locked.reason = reason[:500]
    _announce(locked, at)
    return locked


def lock_buyer(buyer: TradeBuyer) -> TradeBuyer:
    """Lock an organisation and return it as it is now. Needs the caller's transaction."""
    require_transaction("a lock")
    found: TradeBuyer = TradeBuyer.objects.locked().get(pk=buyer.pk)
    return found


def require_verified(buyer: TradeBuyer) -> None:
    """Raise ``NOT_VERIFIED`` unless the organisation has been verified and is so still."""
    if buyer.status != TradeBuyerStatus.VERIFIED:
        raise RefusedError(Why.NOT_VERIFIED)


def _announce(buyer: TradeBuyer, at: datetime) -> None:
    key = f"tradebuyer:{buyer.pk}:{buyer.status}:{at:%Y%m%d%H%M%S%f}"
    announce(f"tradebuyer.{buyer.status}", key=key, buyer=buyer.pk)
