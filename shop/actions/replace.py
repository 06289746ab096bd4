"""The replacement of an exchange: set aside when it is agreed to, sent in a parcel of its own.

They are taken from stock as any sold piece is, so that none is promised twice. They count for no sale: the
line stays as it was sold, and no money moves unless the replacement is cheaper.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from producers.actions.announce import announce
from producers.actions.record import record
from producers.actions.transactions import require_transaction
from producers.domain.actors import Actor
from shop.actions.adjust_stock import send
from shop.actions.allocate import Wanted, promise
from shop.actions.close_parcel import read_carriage
from shop.actions.listing import refresh_availability
from shop.domain.changes import ChangeKind
from shop.domain.errors import RefusedError, Why
from shop.domain.states import ChangeStatus, IllegalMoveError
from shop.models import Allocation, Change, Order, Parcel, ParcelLine, Stock
from shop.reading.replacements import promised_for, variants_for

MAY_LEAVE = frozenset({ChangeStatus.RECEIVED, ChangeStatus.SETTLED})


def promise_replacement(
    change: Change, variants: Mapping[int, int], *, actor: Actor, now: datetime | None = None
) -> None:
    """Set aside what takes the place of exchanged pieces; ``variants`` names by line another variant.

    Needs the caller's transaction and the order's lock; a second time changes nothing. Raises ``ShortError``
    when too few are there, ``RefusedError``: ``FOREIGN`` for a variant that may not take their place,
    ``ASKED_BEFORE`` while another exchange of the line waits to be sent.
    """
    require_transaction("a replacement")
    if change.kind != ChangeKind.EXCHANGE or change.replacements.exists():
        return
    market, asked = change.order.market, []
    for row in change.lines.select_related("line__variant").order_by("line"):
        variant = variants.get(row.line_id) or row.line.variant_id
        if variant not in {one.pk for one in variants_for(row.line, market)}:
            raise RefusedError(Why.FOREIGN, variant=variant)
        if Allocation.objects.open().filter(line=row.line).exists():
            raise RefusedError(Why.ASKED_BEFORE, line=row.line_id)
        asked.append(Wanted(row.line, variant, row.quantity))
    promise(asked, market, cart=None, now=now or timezone.now(), replaces=change)
    pieces = {one.line.pk: [one.variant, one.quantity] for one in asked}
    record(verb="change.replacement_promised", row=change, actor=actor, after={"pieces": pieces})
    for part in sorted({one.line.part_id for one in asked}):
        key = f"change:{change.pk}:part:{part}:to_replace"
        announce("part.to_replace", key=key, part=part, order=change.order_id)


def drop_replacement(change: Change) -> None:
    """Give back what was set aside for an exchange that is not to be. Needs the caller's transaction."""
    require_transaction("a replacement")
    products = set()
    for row in promised_for(change):
        if Allocation.objects.open().filter(pk=row.pk).update(state=Allocation.State.RELEASED):
            Stock.objects.give_back(row.stock_id, row.quantity)
            products.add(row.stock.variant.product_id)
    refresh_availability(products)


@transaction.atomic(durable=True)
def send_replacement(
    change: Change, *, carrier: str, actor: Actor, tracking: str = "", reason: str = ""
) -> list[Parcel]:
    """The replacement leaves: one parcel for each maker whose pieces are in it. Returns them.

    Raises ``IllegalMoveError`` before the exchanged goods are back, ``RefusedError``: ``NOTHING_TO_SEND``
    when it has left before, ``BAD_CARRIER``, ``BAD_TRACKING``; ``StockError`` for pieces that are not there.
    """
    order = Order.objects.locked().get(pk=change.order_id)
    row: Change = Change.objects.get(pk=change.pk)
    if ChangeStatus(row.status) not in MAY_LEAVE:
        raise IllegalMoveError(ChangeStatus(row.status), ChangeStatus.SETTLED)
    promised, carriage = promised_for(row), read_carriage(carrier, tracking)
    if not promised:
        raise RefusedError(Why.NOTHING_TO_SEND)
    parcels = {
        part.pk: Parcel.objects.create(part=part, replaces=row, **carriage)
        for part in dict.fromkeys(one.line.part for one in promised)
    }
    for one in promised:
        _put(one, parcels[one.line.part_id], actor)
    for parcel in parcels.values():
        record(verb="parcel.left", row=parcel, actor=actor, reason=reason)
        announce("parcel.replacement", key=f"parcel:{parcel.pk}:left", order=order.pk, parcel=parcel.pk)
    return list(parcels.values())


def _put(promised: Allocation, parcel: Parcel, actor: Actor) -> None:
    """Let promised pieces leave in a parcel; those of one line may come from several places."""
    quantity = promised.quantity
    send(promised, actor=actor, reason=str(promised.line.part.number), parcel=parcel)
    inside, is_new = ParcelLine.objects.get_or_create(
        parcel=parcel, line=promised.line, defaults={"quantity": quantity}
    )
    if not is_new:
        inside.quantity += quantity
        inside.save(update_fields=["quantity"])
