"""The evening: cash is counted, what a till sold is booked and split to its makers, differences settled."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from moneyed import Money

from home.fairs.domain.variance import Settled, counted_difference, ways_to_settle
from home.fairs.models import Evening, Receipt, ReceiptLine, Till
from home.fairs.reading.variance import is_association
from home.fairs.reading.words import till_name
from producers.actions.announce import announce
from producers.actions.record import record
from producers.domain.actors import Actor
from shop.actions.count_cash import charge_missing, count_held, take_found
from shop.actions.draft import Stand
from shop.actions.sell_at_stand import StandSale, sell_at_stand
from shop.domain.cash import AmountError
from shop.domain.money import from_minor, minor
from shop.models import CashCustody, Order
from shop.reading.stand_sales import StandLine

CURRENCY = "MAD"


class NothingToCloseError(ValueError):
    """No receipt of this till waits to be booked."""


class SettledError(ValueError):
    """There is nothing to settle, it was settled before, or not in this way."""


@transaction.atomic(durable=True)
def close_till(
    till: Till, counted: Money, *, actor: Actor, lang: str = "fr", now: datetime | None = None
) -> Evening:
    """Book all that a till has sold since its last closing, and the cash that was counted.

    Cash sales are one order with a part for each maker, its money with the fair's agent; each sale by
    reference is an order of its own that waits for its transfer. What comes late is booked by the next
    closing. Raises ``NothingToCloseError``, and ``AmountError`` for cash where no receipt took any.
    """
    locked: Till = Till.objects.locked().select_related("fair__place", "fair__holder").get(pk=till.pk)
    at = now or timezone.now()
    waiting = Receipt.objects.filter(till=locked, evening=None).order_by("sequence")
    receipts = list(waiting.prefetch_related("lines__variant__product__producer"))
    if not receipts:
        raise NothingToCloseError(locked.label)
    cash = [one for one in receipts if one.way == Receipt.Way.CASH]
    expected = sum(minor(one.total) for one in cash)
    if counted.amount < 0 or (counted.amount and not expected):
        raise AmountError("no receipt took this cash")
    evening: Evening = Evening.objects.create(
        till=locked,
        number=locked.evenings.count() + 1,
        day=timezone.localdate(max(one.sold_at for one in receipts)),
        expected=from_minor(expected, CURRENCY),
        counted=counted,
        closed_by=actor.name[:150],
        closed_at=at,
    )
    if cash:
        evening.order = _book(evening, cash, "cash", f"till:{evening.pk}:cash", lang, actor, at)
        evening.save(update_fields=["order"])
        _count(evening, counted, actor, at)
    for one in receipts:
        if one.way == Receipt.Way.REFERENCE:
            _book(evening, [one], "transfer", f"till:{evening.pk}:{one.sequence}", lang, actor, at)
    record(
        verb="evening.closed",
        row=evening,
        actor=actor,
        after={"expected": str(evening.expected), "counted": str(counted), "receipts": len(receipts)},
    )
    announce("evening.closed", key=f"evening:{evening.pk}:closed", evening=evening.pk)
    return evening


@transaction.atomic(durable=True)
def settle_evening(
    evening: Evening, *, how: str, reason: str, actor: Actor, now: datetime | None = None
) -> Evening:
    """Settle the difference of a closing, in a way of ``ways_to_settle``; no maker ever bears it.

    Missing cash was ``found``, or its ``holder`` bears it out of what is payable to it, or the ``shop`` does;
    what was too much is ``kept``. Raises ``SettledError``, and ``AmountError`` when nobody holds the cash.
    """
    row: Evening = Evening.objects.locked().select_related("till__fair__holder").get(pk=evening.pk)
    missing = counted_difference(minor(row.expected), minor(row.counted))
    ways = ways_to_settle(missing, is_association=is_association(row.till.fair))
    if row.settled_at is not None or how not in ways or not reason.strip():
        raise SettledError(how)
    at = now or timezone.now()
    if how == Settled.FOUND:
        take_found(_custody(row), missing, key=f"evening:{row.pk}:found", actor=actor, now=at)
    if how == Settled.HOLDER:
        key = f"evening:{row.pk}:charged"
        charge_missing(_custody(row), missing, key=key, actor=actor, reason=reason)
    row.settled_at, row.settled_how = at, how
    row.settled_by, row.reason = actor.name[:150], reason.strip()[:200]
    row.save(update_fields=["settled_at", "settled_how", "settled_by", "reason"])
    record(verb="evening.settled", row=row, actor=actor, reason=reason, after={"how": how})
    return row


def _book(
    evening: Evening,
    receipts: Sequence[Receipt],
    method: str,
    key: str,
    lang: str,
    actor: Actor,
    at: datetime,
) -> Order:
    """Book receipts as one order, and write into them as which."""
    fair = evening.till.fair
    sale = StandSale(
        key=key,
        stand=Stand(fair.place, till_name(evening.till, evening.day, lang)),
        lines=_added_up(line for one in receipts for line in one.lines.all()),
        method=method,
        holder=fair.holder,
        lang=lang,
    )
    order = sell_at_stand(sale, actor=actor, now=at)
    Receipt.objects.filter(pk__in=[one.pk for one in receipts], evening=None).update(
        evening=evening, order=order
    )
    return order


def _added_up(lines: Iterable[ReceiptLine]) -> list[StandLine]:
    """Return what was sold, pieces of one variant at one price together, in the order of their first sale."""
    found: dict[tuple[int, Money], StandLine] = {}
    for line in lines:
        before = found.get((line.variant_id, line.unit))
        pieces = line.quantity + (before.quantity if before else 0)
        found[line.variant_id, line.unit] = StandLine(line.variant, pieces, line.unit)
    return list(found.values())


def _count(evening: Evening, counted: Money, actor: Actor, at: datetime) -> None:
    if evening.expected.amount:
        custody = _custody(evening)
        count_held(custody, counted, key=f"evening:{evening.pk}:counted", actor=actor, now=at)


def _custody(evening: Evening) -> CashCustody:
    """Return the cash of a closing, under the lock of its order."""
    if evening.order_id is None:
        raise SettledError("no cash was taken")
    Order.objects.locked().get(pk=evening.order_id)
    custody: CashCustody = CashCustody.objects.locked().get(order=evening.order_id)
    return custody
