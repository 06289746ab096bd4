"""A change before it is confirmed: what it would do to everyone's money, and a fingerprint of what it saw.

Confirming recomputes it under the order's lock; a proposal whose fingerprint is another by then is stale.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from shop.domain.changes import PIECES_STAY, ChangeKind
from shop.domain.errors import RefusedError, Why
from shop.domain.money import allocate
from shop.domain.settlement import (
    AboveRemainderError,
    Item,
    ItemKey,
    Role,
    Settlement,
    Take,
    settle,
    take_all,
)
from shop.models import Order, OrderLine, ProducerOrder
from shop.reading.refunds import due_back, is_disputed, rooms
from shop.reading.sold import items_of, open_amount, pieces_gone

GOODWILL = ItemKey("order")


@dataclass(frozen=True)
class Asked:
    """What is asked for. Amounts are minor units of the order's currency.

    ``pieces`` are pieces by line; ``part`` is the whole of one maker's part. ``sums`` gives an amount back by
    line without pieces, ``delivery`` by part, ``fees`` by line and role; ``goodwill`` is on the shop alone.
    """

    kind: ChangeKind
    pieces: Mapping[int, int] = field(default_factory=dict)
    part: int = 0
    sums: Mapping[int, int] = field(default_factory=dict)
    delivery: Mapping[int, int] = field(default_factory=dict)
    fees: Mapping[tuple[int, Role], int] = field(default_factory=dict)
    goodwill: int = 0


@dataclass(frozen=True)
class Proposal:
    """A change with its effect. ``pieces`` are those that leave the order, by line."""

    order: Order
    asked: Asked
    pieces: Mapping[int, int]
    settlement: Settlement
    fingerprint: str


def propose(order: Order, asked: Asked) -> Proposal:
    """Return what this change would do now. Nothing is written.

    Raises ``RefusedError``: ``ABOVE_REMAINDER`` (with ``left``) for more than is left, ``NOTHING_LEFT`` when
    there is nothing to change.
    """
    items = items_of(order)
    rest = _rest(order, items)
    pieces = _pieces(items, asked, rest)
    takes = _takes(items, asked, pieces, rest)
    try:
        settled = settle(items, takes, currency=order.total.currency.code, open_amount=open_amount(order))
    except AboveRemainderError as error:
        raise RefusedError(Why.ABOVE_REMAINDER, left=error.left, item=error.item) from error
    except KeyError as error:
        raise RefusedError(Why.NOTHING_LEFT) from error
    if not pieces and settled.is_empty:
        raise RefusedError(Why.NOTHING_LEFT)
    if asked.kind in PIECES_STAY:
        _check_room(order, settled)
    return Proposal(order, asked, pieces, settled, _fingerprint(order, asked, items, settled))


def propose_part(order: Order, part: ProducerOrder) -> Proposal:
    """Return the settlement of a part that is dropped: everything of it that is left."""
    return propose(order, Asked(ChangeKind.CANCEL_PART, part=part.pk))


def _rest(order: Order, items: list[Item]) -> Mapping[int, int]:
    """Return how many pieces of each line are still part of the order."""
    gone = pieces_gone(order)
    parts = {item.key.part for item in items}
    rows = OrderLine.objects.filter(part__in=parts).values_list("pk", "quantity")
    return {line: quantity - gone.get(line, 0) for line, quantity in rows}


def _pieces(items: list[Item], asked: Asked, rest: Mapping[int, int]) -> dict[int, int]:
    """Return the pieces that leave; none at all for a sum of money."""
    lines = [item.key for item in items if item.key.kind == "line"]
    if asked.kind is ChangeKind.CANCEL_ORDER:
        return {key.line: rest[key.line] for key in lines if rest[key.line]}
    if asked.part:
        return {key.line: rest[key.line] for key in lines if key.part == asked.part and rest[key.line]}
    for line, count in asked.pieces.items():
        if line not in rest or count < 0 or count > rest[line]:
            raise RefusedError(Why.ABOVE_REMAINDER, left=rest.get(line, 0), line=line)
    return {line: count for line, count in asked.pieces.items() if count}


def _takes(items: list[Item], asked: Asked, pieces: Mapping[int, int], rest: Mapping[int, int]) -> list[Take]:
    if asked.kind in PIECES_STAY:
        pieces = {}
    if asked.kind is ChangeKind.CANCEL_ORDER:
        return take_all(items)
    whole = _whole_parts(items, asked, pieces, rest)
    takes = take_all(item for item in items if item.key.part in whole)
    by_line = {item.key.line: item for item in items if item.key.kind == "line"}
    for line, count in pieces.items():
        item = by_line[line]
        if item.key.part not in whole:
            takes.append(Take(item.key, allocate(item.left, [count, rest[line] - count])[0]))
    takes += [Take(_line_key(by_line, line), amount) for line, amount in asked.sums.items() if amount]
    takes += [
        Take(_line_key(by_line, line), amount, role) for (line, role), amount in asked.fees.items() if amount
    ]
    takes += [Take(ItemKey("delivery", part), amount) for part, amount in asked.delivery.items() if amount]
    if asked.goodwill:
        takes.append(Take(GOODWILL, asked.goodwill))
    return takes


def _whole_parts(
    items: list[Item], asked: Asked, pieces: Mapping[int, int], rest: Mapping[int, int]
) -> set[int]:
    """Return the parts of which everything goes: then their delivery and duties go too.

    Goods that are sent back because she changed her mind are paid back without what brought them, unless
    the law says otherwise: a withdrawal from all of a part gives back its delivery.
    """
    if asked.kind is ChangeKind.RETURN:
        return set()
    lines_of: dict[int, list[int]] = {}
    for item in items:
        if item.key.kind == "line":
            lines_of.setdefault(item.key.part, []).append(item.key.line)
    whole = {
        part
        for part, lines in lines_of.items()
        if any(pieces.get(line) for line in lines)
        and all(pieces.get(line, 0) == rest[line] for line in lines)
    }
    return whole | ({asked.part} if asked.part else set())


def _check_room(order: Order, settled: Settlement) -> None:
    """Nothing is given out of kindness that was never paid, nor what the bank has in dispute."""
    owed = due_back(order).get(settled.currency, 0)
    room = max(0, sum(room for _, room in rooms(order, settled.currency)) - owed)
    if settled.refund > room:
        raise RefusedError(
            Why.DISPUTED if is_disputed(order) else Why.ABOVE_REMAINDER, left=room, item=GOODWILL
        )


def _line_key(by_line: Mapping[int, Item], line: int) -> ItemKey:
    if line not in by_line:
        raise RefusedError(Why.NOTHING_LEFT)
    return by_line[line].key


def _fingerprint(order: Order, asked: Asked, items: list[Item], settled: Settlement) -> str:
    """Hash what was asked, what it would do, and all that this depends on."""
    parts = sorted(order.parts.values_list("pk", "status"))
    seen = [
        order.status,
        parts,
        asked.kind.value,
        sorted(asked.pieces.items()),
        asked.part,
        sorted((item.key.part, item.key.line, item.key.kind, item.left) for item in items),
        sorted((one.item.part, one.item.line, one.role.value, one.amount) for one in settled.taken),
        settled.refund,
        settled.owed_less,
    ]
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()[:32]
