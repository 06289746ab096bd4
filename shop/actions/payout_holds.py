"""Money of a maker that is kept back: for a reason, for a time, under a ceiling, never without telling."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from moneyed import Money

from producers.actions.announce import announce
from producers.actions.record import record
from producers.domain.actors import Actor
from producers.models import Organisation
from shop import conf
from shop.domain.money import digits, from_minor, minor
from shop.domain.payouts import PayoutRefusedError, PayoutWhy, hold_ceiling, hold_fault
from shop.domain.postings import Account
from shop.models import LedgerAccount, PayoutHold
from shop.reading.payables import in_minor, owed_to


@transaction.atomic(durable=True)
def set_hold(
    organisation: Organisation, amount: Money, *, until: date, reason: str, actor: Actor
) -> PayoutHold:
    """Keep an amount back until a day, that day included.

    All holds of a maker in a currency together stay under a percentage of what she is owed. Raises
    ``HOLD_TOO_HIGH`` with ``most`` (minor units) and ``currency``, ``HOLD_TOO_LONG`` with ``days``,
    ``HOLD_IN_THE_PAST``, ``REASON_NEEDED``.
    """
    if not reason.strip():
        raise PayoutRefusedError(PayoutWhy.REASON_NEEDED)
    code = amount.currency.code
    lock_payable(code, organisation)
    today, days = timezone.localdate(), conf.payout_hold_days()
    most = hold_ceiling(owed_to(organisation, code), conf.payout_hold_percent())
    most = max(most - _held(organisation, code, today), 0)
    fault = hold_fault(minor(amount), most=most, until=until, today=today, longest=days)
    if fault:
        raise PayoutRefusedError(fault, most=most, currency=code, days=days)
    hold: PayoutHold = PayoutHold.objects.create(
        organisation=organisation,
        amount=amount,
        ceiling=from_minor(most, code),
        reason=reason.strip(),
        until=until,
    )
    record(
        verb="payouthold.set",
        row=hold,
        actor=actor,
        reason=reason,
        after={"until": until.isoformat()},
        money={f"held {code}": minor(amount)},
        for_organisation=organisation,
    )
    announce("hold.set", key=f"hold:{hold.pk}:set", hold=hold.pk)
    return hold


@transaction.atomic(durable=True)
def end_hold(hold: PayoutHold, *, actor: Actor, reason: str, now: datetime | None = None) -> PayoutHold:
    """Release it: the next payout brings what it kept. Raises ``HOLD_IS_OVER`` when it has ended."""
    ended = PayoutHold.objects.filter(pk=hold.pk, ended_at=None).update(ended_at=now or timezone.now())
    if not ended:
        raise PayoutRefusedError(PayoutWhy.HOLD_IS_OVER)
    row: PayoutHold = PayoutHold.objects.get(pk=hold.pk)
    record(verb="payouthold.ended", row=row, actor=actor, reason=reason)
    announce("hold.ended", key=f"hold:{hold.pk}:ended", hold=hold.pk)
    return row


def end_holds_of_the_past() -> int:
    """Close holds whose last day is over, for good: a clock that is set back does not bring them back."""
    return PayoutHold.objects.filter(ended_at=None, until__lt=timezone.localdate()).update(
        ended_at=timezone.now()
    )


def lock_payable(currency: str, organisation: Organisation | None = None) -> list[int]:
    """Lock the accounts of what is owed, in one order: whoever counts it does so alone. Return their keys."""
    rows = LedgerAccount.objects.filter(kind=Account.PRODUCER_PAYABLE, currency=currency)
    if organisation is not None:
        rows = rows.filter(organisation=organisation)
    locked = rows.order_by("pk").select_for_update(of=("self",), no_key=True)
    return list(locked.values_list("pk", flat=True))


def _held(organisation: Organisation, currency: str, today: date) -> int:
    live = PayoutHold.objects.filter(
        organisation=organisation, amount_currency=currency, ended_at=None, until__gte=today
    )
    return in_minor(live.aggregate(sum=Sum("amount"))["sum"] or Decimal(0), digits(currency))
