"""Payouts leave by a service that sends them itself, outside of any transaction.

A payout that is due is claimed for a while, its service is asked, and the answer is booked. Asked again after
any failure it is the same transfer: the service finds what was sent under our reference before it sends.
"""

import logging
from datetime import datetime, timedelta

from django.db.models import F, QuerySet
from django.utils import timezone

from producers.actions.backoff import pause_after
from producers.domain.actors import SYSTEM
from shop.actions.pay_out import confirm_payout, fail_payout, return_payout
from shop.actions.raise_exception import About, raise_exception
from shop.domain.money import from_minor
from shop.domain.states import IllegalMoveError, PayoutStatus
from shop.models import Payout
from shop.payouts.base import NoAnswerError, Sender, TakenBack, is_sender
from shop.payouts.registry import all_methods
from shop.reading.payouts import payouts_with_sales, to_pay

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=2)
# The sixth time without an answer, some five minutes after the first, a person hears of it.
PATIENCE = 6
LOOK_BACK = timedelta(days=29)  # services keep what they have told for a month


def send_payouts(limit: int = 50, *, now: datetime | None = None) -> int:
    """Ask the services for every payout that is due to be sent; return how many have arrived."""
    now = now or timezone.now()
    due = _under_way().filter(due_at__lte=now).order_by("pk")
    return sum(send_payout(payout, now=now) for payout in due[:limit])


def send_payout(payout: Payout, *, now: datetime | None = None) -> bool:
    """Ask for one payout; True when it has arrived. One that somebody else is asking for waits."""
    now = now or timezone.now()
    mine = _under_way().filter(pk=payout.pk, due_at__lte=now)
    if not mine.update(due_at=now + LEASE, attempts=F("attempts") + 1):
        return False
    row = payouts_with_sales().get(pk=payout.pk)
    way = all_methods().get(row.batch.method)
    try:
        if way is None or not is_sender(way):
            raise NoAnswerError("this way of paying is not set up")
        sent = way.send(to_pay(row))
    except NoAnswerError as error:
        _later(row, now, str(error))
        return False
    if sent.refused:
        return _said(row, PayoutStatus.FAILED, sent.refused, now)
    _under_way().filter(pk=row.pk).update(handle=sent.handle)
    return _said(row, PayoutStatus.CONFIRMED, sent.handle, now)


def take_back_returned(*, now: datetime | None = None) -> int:
    """Ask the services what came back to us; return how many payouts are owed again."""
    now, count = now or timezone.now(), 0
    for alias, way in all_methods().items():
        if not is_sender(way):
            continue
        try:
            count += sum(_take_back(one, now) for one in _of(way, now))
        except NoAnswerError:
            log.warning("%s gave no answer; what came back is asked for the next time", alias)
    return count


def _of(way: Sender, now: datetime) -> list[TakenBack]:
    return list(way.taken_back(now - LOOK_BACK))


def _take_back(one: TakenBack, now: datetime) -> bool:
    row = Payout.objects.filter(reference=one.reference, status=PayoutStatus.CONFIRMED.value).first()
    if row is None:  # not ours, not heard of yet, or owed again already
        return False
    if one.is_whole:
        return _said(row, PayoutStatus.RETURNED, one.handle, now)
    raise_exception(
        "payout_partly_returned",
        key=f"payout:{row.pk}:back:{one.amount}",
        about=About(row=row, data={"reference": one.handle}),
        amount=from_minor(one.amount, row.amount.currency.code),
    )
    return False


def _said(row: Payout, status: PayoutStatus, reason: str, now: datetime) -> bool:
    """Book an answer; one that was booked in the meantime changes nothing. True when this booked it."""
    act = {
        PayoutStatus.CONFIRMED: confirm_payout,
        PayoutStatus.FAILED: fail_payout,
        PayoutStatus.RETURNED: return_payout,
    }
    try:
        act[status](row, actor=SYSTEM, reason=reason, now=now)
    except IllegalMoveError:
        return False
    Payout.objects.filter(pk=row.pk).update(due_at=None)
    return status is not PayoutStatus.FAILED


def _later(row: Payout, now: datetime, why: str) -> None:
    log.warning("payout %s: no answer, it is asked for again (%s)", row.pk, why)
    _under_way().filter(pk=row.pk).update(due_at=now + pause_after(row.attempts))
    if row.attempts >= PATIENCE:
        raise_exception(
            "payout_unanswered",
            key=f"payout:{row.pk}:unanswered",
            about=About(row=row, data={"reference": row.reference}),
            amount=row.amount,
        )


def _under_way() -> "QuerySet[Payout]":
    rows: QuerySet[Payout] = Payout.objects.filter(status=PayoutStatus.SENT.value)
    return rows
