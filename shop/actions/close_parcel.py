"""The end of a parcel's way, with that of what is in it; and who carries it, read once for all."""

from django.utils import timezone

from producers.actions.transactions import require_transaction
from producers.domain.actors import Actor
from shop.actions.move import move
from shop.domain.errors import RefusedError, Why
from shop.domain.shipping import read_carrier, read_tracking
from shop.domain.states import ParcelStatus
from shop.models import Parcel

ENDED = (ParcelStatus.DELIVERED, ParcelStatus.RETURNED)


def read_carriage(carrier: str, tracking: str) -> dict[str, str]:
    """Return carrier and tracking number as they are kept. Raises ``RefusedError`` for either."""
    who, number = read_carrier(carrier), read_tracking(tracking)
    if who.error:
        raise RefusedError(Why.BAD_CARRIER)
    if number.error:
        raise RefusedError(Why.BAD_TRACKING)
    return {"carrier": who.value, "tracking": number.value}


def close_parcel(parcel: Parcel, new: ParcelStatus, *, actor: Actor, reason: str) -> None:
    """Deliver or return one parcel; one around it ends with the last that is in it.

    Needs the caller's transaction and the order's lock.
    """
    require_transaction("the end of a parcel")
    _end(parcel, new, actor, reason)
    around = parcel.inside
    if around is not None and around.status not in ENDED and not _open_in(around):
        _end(around, new, actor, reason)


def _end(parcel: Parcel, new: ParcelStatus, actor: Actor, reason: str) -> None:
    at = timezone.now() if new is ParcelStatus.DELIVERED else None
    move(parcel, new, actor=actor, reason=reason, arrived_at=at)


def _open_in(parcel: Parcel) -> bool:
    return bool(Parcel.objects.filter(inside=parcel).exclude(status__in=ENDED).exists())
