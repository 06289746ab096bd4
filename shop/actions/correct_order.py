"""A buyer corrects how she is reached or where her parcel goes, as long as it has not left."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from producers.actions.announce import announce
from producers.actions.record import record
from producers.domain.actors import Actor
from shop.domain.addresses import Address, address_from, check_address, tidy_address
from shop.domain.changes import ChangeKind
from shop.domain.contact import read_email, read_name, read_phone
from shop.domain.entries import Refusal
from shop.domain.errors import RefusedError, Why
from shop.models import Change, Order
from shop.reading.buyer_rights import rights_of

# What delivery costs hangs on these; another one is a new quote, which a person makes.
PRICED_BY = ("country", "region", "province", "state", "postcode")


@transaction.atomic(durable=True)
def change_contact(
    order: Order,
    typed: Mapping[str, str],
    *,
    actor: Actor,
    side: str = Change.Side.BUYER,
    now: datetime | None = None,
) -> Change:
    """Reach the buyer under another phone or e-mail; the old one is told. ``typed``: name, phone, email.

    Raises ``CONTACT`` (``fields``: refusal by field), ``TOO_LATE`` for an order that has ended,
    ``NOTHING_CHOSEN`` when nothing is new.
    """
    locked: Order = Order.objects.locked().get(pk=order.pk)
    if not rights_of(locked).may_change_contact:
        raise RefusedError(Why.TOO_LATE)
    new = _read_contact(typed, locked.country)
    old = {"buyer_name": locked.buyer_name, "phone": locked.phone, "email": locked.email}
    return _write(locked, ChangeKind.CONTACT, old, new, actor, side, now)


@transaction.atomic(durable=True)
def change_address(
    order: Order,
    typed: Mapping[str, object],
    *,
    actor: Actor,
    side: str = Change.Side.BUYER,
    now: datetime | None = None,
) -> Change:
    """Send to another door at the same price of delivery: same country, region, province, postcode.

    Raises ``ADDRESS`` (``fields``), ``DELIVERY_UNKNOWN`` for a place with another price, ``TOO_LATE`` once
    something has left, ``NOTHING_CHOSEN`` when nothing is new.
    """
    locked: Order = Order.objects.locked().get(pk=order.pk)
    if not rights_of(locked).may_change_address:
        raise RefusedError(Why.TOO_LATE)
    address = address_from(typed)
    refused = check_address(address)
    if refused:
        raise RefusedError(Why.ADDRESS, fields=refused)
    new, old = tidy_address(address), address_from(locked.delivery_address)
    if not is_same_price(new, old):
        raise RefusedError(Why.DELIVERY_UNKNOWN)
    return _write(
        locked,
        ChangeKind.ADDRESS,
        {"delivery_address": old.as_data()},
        {"delivery_address": new.as_data()},
        actor,
        side,
        now,
    )


def is_same_price(new: Address, old: Address) -> bool:
    """Say whether delivery to both costs the same."""
    return all(getattr(new, name) == getattr(old, name) for name in PRICED_BY)


def _write(
    order: Order,
    kind: ChangeKind,
    old: Mapping[str, object],
    new: Mapping[str, object],
    actor: Actor,
    side: str,
    now: datetime | None,
) -> Change:
    if dict(old) == dict(new):
        raise RefusedError(Why.NOTHING_CHOSEN)
    Order.objects.filter(pk=order.pk).update(**new)
    change: Change = Change.objects.create(
        order=order,
        kind=kind.value,
        status=Change.Status.SETTLED,
        asked_by=side,
        language=order.language,
        data={"before": dict(old), "after": dict(new)},
        ended_at=now or timezone.now(),
    )
    # The log says what was changed, never to what: it is kept for good.
    record(verb=f"change.{kind.value}", row=change, actor=actor, after={"fields": sorted(new)})
    announce(f"order.{kind.value}_changed", key=f"change:{change.pk}", change=change.pk, order=order.pk)
    return change


def _read_contact(typed: Mapping[str, str], country: str) -> dict[str, str]:
    entries = {
        "buyer_name": read_name(typed.get("name", "")),
        "phone": read_phone(typed.get("phone", ""), country),
        "email": read_email(typed.get("email", "")),
    }
    names = {"buyer_name": "name"}
    refused: dict[str, Refusal] = {
        names.get(field, field): entry.error
        for field, entry in entries.items()
        if entry.error and (typed.get(names.get(field, field), "").strip() or field == "buyer_name")
    }
    if not entries["buyer_name"].value and "name" not in refused:
        refused["name"] = Refusal.REQUIRED
    if not refused and not (entries["phone"].value or entries["email"].value):
        refused["phone"] = Refusal.REQUIRED
    if refused:
        raise RefusedError(Why.CONTACT, fields=refused)
    return {field: entry.value for field, entry in entries.items()}
