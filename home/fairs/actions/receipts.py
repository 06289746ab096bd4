"""Receipts arrive from tills, some of them days late and more than once. Money was taken: none is lost.

A receipt is known by its till and its number there. The same content again changes nothing; other content, or
goods that nobody knows, is kept for a person. That more was sold than was there, or at another price, refuses
nothing: it is in the variance report.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from home.fairs.domain.receipts import Receipt as Read
from home.fairs.domain.receipts import read_receipt
from home.fairs.domain.states import TillState
from home.fairs.models import OddReceipt, Receipt, ReceiptLine, Till
from producers.actions.record import record
from producers.domain.actors import Actor
from shop.domain.money import from_minor
from shop.models import Price, Product, Variant

CURRENCY = "MAD"
BY_HAND = 900_000
"""Numbers from here on are of receipts that a person took up: no till counts so far."""


class TillRefusedError(Exception):
    """The till is unknown, or was revoked: what it sends stays with it."""


@dataclass(frozen=True)
class Taken:
    """What became of a receipt: kept as such, or as an odd one. ``is_new`` is false for a repeated one."""

    receipt: Receipt | None
    odd: OddReceipt | None = None
    is_new: bool = True


@transaction.atomic(durable=True)
def take_receipt(till: Till, sent: Mapping[str, Any], *, actor: Actor, now: datetime | None = None) -> Taken:
    """Keep what a till has sent. Raises ``UnreadableError`` for what is no receipt, ``TillRefusedError``."""
    read, at = read_receipt(sent), now or timezone.now()
    locked: Till = Till.objects.locked().get(pk=till.pk)
    if locked.state != TillState.ACTIVE:
        raise TillRefusedError(locked.label)
    Till.objects.filter(pk=locked.pk).update(heard_at=at)
    return _take(locked, read, at, actor)


@transaction.atomic(durable=True)
def take_next(till: Till, sent: Mapping[str, Any], *, actor: Actor, now: datetime | None = None) -> Taken:
    """Keep a sale of a till whose browser counts nothing itself: the next number is given here."""
    at = now or timezone.now()
    locked: Till = Till.objects.locked().get(pk=till.pk)
    if locked.state != TillState.ACTIVE:
        raise TillRefusedError(locked.label)
    read = read_receipt({**sent, "sequence": last_number(locked) + 1, "sold_at": at.isoformat()})
    return _take(locked, read, at, actor)


@transaction.atomic(durable=True)
def settle_odd(
    odd: OddReceipt, *, reason: str, counts: bool, actor: Actor, now: datetime | None = None
) -> OddReceipt:
    """Say what an odd receipt was; one that ``counts`` was a sale of its own and becomes a receipt.

    Settled twice, it is settled once. Raises ``ValueError`` without a reason, or when its goods are unknown.
    """
    at = now or timezone.now()
    till: Till = Till.objects.locked().get(pk=odd.till_id)
    row: OddReceipt = OddReceipt.objects.get(pk=odd.pk)
    if row.settled_at is not None:
        return row
    if not reason.strip():
        raise ValueError("say what it was")
    if counts:
        read = read_receipt({**row.content, "sequence": BY_HAND + row.pk})
        if _unknown(read):
            raise ValueError("nobody knows these goods")
        _write(till, read, at)
    row.settled_at, row.settled_by, row.reason = at, actor.name[:150], reason.strip()[:200]
    row.save(update_fields=["settled_at", "settled_by", "reason"])
    record(verb="receipt.odd_settled", row=row, actor=actor, reason=reason, after={"counts": counts})
    return row


def last_number(till: Till) -> int:
    """Return the last number that a till itself has used."""
    own = till.receipts.filter(sequence__lt=BY_HAND).aggregate(last=Max("sequence"))["last"]
    odd = till.odd.filter(sequence__lt=BY_HAND).aggregate(last=Max("sequence"))["last"]
    return max(own or 0, odd or 0)


def _take(till: Till, read: Read, at: datetime, actor: Actor) -> Taken:
    there = Receipt.objects.filter(till=till, sequence=read.sequence).first()
    if there is not None and there.fingerprint == read.fingerprint:
        return Taken(there, is_new=False)
    if there is not None:
        return _keep_odd(till, read, OddReceipt.Kind.OTHER, at, actor)
    if _unknown(read):
        return _keep_odd(till, read, OddReceipt.Kind.UNKNOWN_GOODS, at, actor)
    return Taken(_write(till, read, at))


def _write(till: Till, read: Read, at: datetime) -> Receipt:
    receipt: Receipt = Receipt.objects.create(
        till=till,
        sequence=read.sequence,
        fingerprint=read.fingerprint,
        way=read.way.value,
        reference=read.reference,
        total=from_minor(read.total, CURRENCY),
        given=None if read.given is None else from_minor(read.given, CURRENCY),
        sold_at=read.sold_at,
        received_at=at,
    )
    prices = {
        row.variant_id: row.amount
        for row in Price.objects.filter(
            variant__in=[line.variant for line in read.lines], amount_currency=CURRENCY
        )
    }
    ReceiptLine.objects.bulk_create(
        [
            ReceiptLine(
                receipt=receipt,
                variant_id=line.variant,
                quantity=line.quantity,
                unit=from_minor(line.unit, CURRENCY),
                listed=prices.get(line.variant),
            )
            for line in read.lines
        ]
    )
    return receipt


def _keep_odd(till: Till, read: Read, kind: str, at: datetime, actor: Actor) -> Taken:
    content = {
        "sequence": read.sequence,
        "sold_at": read.sold_at.isoformat(),
        "way": read.way.value,
        "reference": read.reference,
        "given": read.given,
        "lines": [
            {"variant": line.variant, "quantity": line.quantity, "unit": line.unit} for line in read.lines
        ],
    }
    odd, is_new = OddReceipt.objects.get_or_create(
        till=till,
        sequence=read.sequence,
        fingerprint=read.fingerprint,
        defaults={
            "kind": kind,
            "content": content,
            "total": from_minor(read.total, CURRENCY),
            "received_at": at,
        },
    )
    if is_new:
        record(verb="receipt.odd", row=odd, actor=actor, after={"kind": kind, "sequence": read.sequence})
    return Taken(None, odd, is_new)


def _unknown(read: Read) -> bool:
    wanted = {line.variant for line in read.lines}
    goods = Variant.objects.filter(pk__in=wanted, product__kind=Product.Kind.GOOD)
    return goods.count() != len(wanted)
