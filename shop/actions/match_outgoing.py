"""Bank lines that are no order's: a gateway's settlement, a payout that left or came back. Each once."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from producers.actions.record import record
from producers.actions.transactions import require_transaction
from producers.domain.actors import Actor
from shop.actions.pay_out import confirm, lock_payout, take_back
from shop.actions.post import post
from shop.actions.statement_lines import lock_line, settle_case
from shop.domain.bank_postings import post_bank_fee, post_gateway_settled
from shop.domain.money import minor
from shop.domain.states import PayoutStatus
from shop.models import GatewaySettlement, Payout, PayoutBatch, StatementLine
from shop.reading.matching_out import Found, is_found_already, payouts_of, total_of

State = StatementLine.State


class NotItError(ValueError):
    """The line cannot be this settlement or payout: another amount, another currency, or found before."""


def take_settlement(line: StatementLine, settlement: GatewaySettlement, *, actor: Actor, sure: int) -> None:
    """Book that a gateway's settlement has arrived, with the fees that it kept, in the caller's transaction.

    What arrived may be less than it sent: the bank's fee. Raises ``NotItError``.
    """
    require_transaction("a settlement")
    row = GatewaySettlement.objects.locked().get(pk=settlement.pk)
    amount, currency = minor(row.amount), row.amount.currency.code
    received = minor(line.amount)
    if row.state == "booked" or line.amount.currency.code != currency or not 0 < received <= amount:
        raise NotItError(row.handle)
    day = line.booked_on
    post(
        post_gateway_settled(amount, currency, fee=minor(row.fee)),
        key=f"settlement:{row.pk}:settled",
        day=day,
    )
    if amount > received:
        post(post_bank_fee(amount - received, currency), key=f"settlement:{row.pk}:bank_fee", day=day)
    GatewaySettlement.objects.filter(pk=row.pk).update(state="booked")
    line.settlement, line.state, line.confidence = row, State.MATCHED, sure
    line.save(update_fields=["settlement", "state", "confidence"])
    record(verb="statement.matched", row=line, actor=actor, after={"settlement": row.handle})


def take_payout(line: StatementLine, found: Found, *, actor: Actor, now: datetime, sure: int) -> None:
    """Confirm what left with this line, in the caller's transaction; what was confirmed before stays so.

    What left beyond the payouts is the bank's fee. Raises ``NotItError``, and ``PROOF_NEEDED`` for cash.
    """
    require_transaction("a payout on a statement")
    batch = PayoutBatch.objects.locked().get(pk=found.batch_id if isinstance(found, Payout) else found.pk)
    fresh = Payout.objects.get(pk=found.pk) if isinstance(found, Payout) else batch
    payouts = payouts_of(fresh)
    currency, fee = line.amount.currency.code, -minor(line.amount) - total_of(payouts)
    if not payouts or batch.currency != currency or fee < 0 or is_found_already(fresh):
        raise NotItError(found.reference)
    reason = f"statement {line.statement_id}/{line.number}"
    for payout in payouts:
        payout.batch = batch
        if payout.status == PayoutStatus.SENT:
            confirm(payout, actor=actor, reason=reason, fee=0, now=now)
    if fee:
        post(post_bank_fee(fee, currency), key=f"statement_line:{line.pk}:bank_fee", day=line.booked_on)
    line.payout = fresh if isinstance(fresh, Payout) else None
    line.batch = fresh if isinstance(fresh, PayoutBatch) else None
    line.state, line.confidence = State.MATCHED, sure
    line.save(update_fields=["payout", "batch", "state", "confidence"])
    record(verb="statement.matched", row=line, actor=actor, after={"payout": fresh.reference})


def take_return(line: StatementLine, payout: Payout, *, actor: Actor, now: datetime, sure: int) -> None:
    """Say that a payout came back with this line, in the caller's transaction: it is owed again.

    What came back may be less than it: the bank's fee. Raises ``NotItError``, ``SAID_BY_SERVICE``.
    """
    require_transaction("a payout on a statement")
    row = lock_payout(payout)
    received, currency = minor(line.amount), line.amount.currency.code
    is_it = row.status == PayoutStatus.CONFIRMED and row.amount.currency.code == currency
    if not is_it or not 0 < received <= minor(row.amount):
        raise NotItError(row.reference)
    reason = f"statement {line.statement_id}/{line.number}"
    take_back(row, actor=actor, reason=reason, now=now, fee=minor(row.amount) - received)
    line.payout, line.batch, line.state, line.confidence = row, None, State.MATCHED, sure
    line.save(update_fields=["payout", "batch", "state", "confidence"])
    record(verb="statement.matched", row=line, actor=actor, after={"returned": row.reference})


@transaction.atomic(durable=True)
def match_settlement(line: StatementLine, settlement: GatewaySettlement, *, actor: Actor) -> StatementLine:
    """A person says which settlement a line is. Raises ``MatchedBeforeError``, ``NotItError``."""
    locked = lock_line(line)
    take_settlement(locked, settlement, actor=actor, sure=100)
    settle_case(locked, actor, f"settlement {settlement.handle}")
    return locked


@transaction.atomic(durable=True)
def match_payout(
    line: StatementLine, found: Found, *, actor: Actor, now: datetime | None = None
) -> StatementLine:
    """A person says which payout or batch left with a line, or which payout came back with it.

    Raises ``MatchedBeforeError``, ``NotItError``.
    """
    locked, at = lock_line(line), now or timezone.now()
    if minor(locked.amount) < 0:
        take_payout(locked, found, actor=actor, now=at, sure=100)
    elif isinstance(found, Payout):
        take_return(locked, found, actor=actor, now=at, sure=100)
    else:
        raise NotItError(found.reference)
    settle_case(locked, actor, f"payout {found.reference}")
    return locked
