"""What a line of a bank statement is: an order's money, a carrier's, a gateway's, a payout, or not known."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from producers.actions.record import record
from producers.actions.transactions import require_transaction
from producers.domain.actors import Actor
from shop.actions.match_outgoing import take_payout, take_return, take_settlement
from shop.actions.record_payment import take_notice
from shop.actions.statement_lines import ask_about, lock_line, settle_case
from shop.domain.exceptions import Do
from shop.domain.matching import Movement, best_match
from shop.domain.money import minor
from shop.domain.payments import EventKind, EventState
from shop.gateways.base import Notice
from shop.models import Payment, Payout, PayoutBatch, StatementLine
from shop.reading.matching import Waited, remittance_of
from shop.reading.matching_out import payout_for, returned_payout, settlement_for

State = StatementLine.State
AMOUNT_ALONE, NAMED_WITH_LESS = 45, 80  # percent


def find_out(line: StatementLine, waited: Waited, *, actor: Actor, now: datetime) -> None:
    """Say what a new line is, as far as it is sure, in the caller's transaction."""
    require_transaction("a line of a statement")
    amount = minor(line.amount)
    if amount < 0:
        _find_out_what_left(line, actor, now)
        return
    back, is_whole = returned_payout(line)
    if back is not None and is_whole:
        take_return(line, back, actor=actor, now=now, sure=100)
        return
    movement = Movement(amount, line.amount.currency.code, line.name, line.text)
    match = best_match(movement, waited.for_movement(movement))
    if match is not None and match.is_automatic:
        _pay(line, Payment.objects.get(pk=match.payment), match.confidence, actor, now)
        return
    if match is None and line.amount.currency.code == "MAD":
        line.remittance = remittance_of(amount, now)
    if line.remittance is not None:
        line.state, line.confidence = State.MATCHED, 100
        line.save(update_fields=["state", "remittance", "confidence"])
        return
    settlement = settlement_for(line) if match is None else None
    if settlement is not None:
        take_settlement(line, settlement, actor=actor, sure=100)
        return
    if back is not None:
        line.payout, line.confidence, line.state = back, NAMED_WITH_LESS, State.SUGGESTED
        line.save(update_fields=["payout", "confidence", "state"])
    elif match is not None:
        line.payment_id, line.confidence, line.state = match.payment, match.confidence, State.SUGGESTED
        line.save(update_fields=["payment", "confidence", "state"])
    is_suggested = match is not None or back is not None
    ask_about(line, "statement_unmatched", (Do.MATCH if is_suggested else Do.LOOK_FOR_ORDER).value)


def _find_out_what_left(line: StatementLine, actor: Actor, now: datetime) -> None:
    """Confirm the payout that is named with its amount; suggest the only one of that amount; else ask."""
    found, is_sure = payout_for(line)
    if found is not None and is_sure:
        take_payout(line, found, actor=actor, now=now, sure=100)
        return
    line.state = State.OUT
    if found is not None:
        line.batch = found if isinstance(found, PayoutBatch) else None
        line.payout = found if isinstance(found, Payout) else None
        line.state, line.confidence = State.SUGGESTED, AMOUNT_ALONE
    line.save(update_fields=["state", "batch", "payout", "confidence"])
    ask_about(line, "statement_out", (Do.MATCH if found is not None else Do.LOOK).value)


@transaction.atomic(durable=True)
def match_statement(
    line: StatementLine, payment: Payment, *, actor: Actor, now: datetime | None = None
) -> StatementLine:
    """A person says which payment a line is for; it is recorded as that, once.

    Raises ``MatchedBeforeError`` when the line is something already, ``ValueError`` for money that left.
    """
    locked = lock_line(line)
    if minor(locked.amount) < 0:
        raise ValueError("money that left pays no order")
    _pay(locked, payment, 100, actor, now or timezone.now())
    settle_case(locked, actor, f"order {payment.order.number}")
    return locked


@transaction.atomic(durable=True)
def set_line_aside(line: StatementLine, *, actor: Actor, reason: str) -> StatementLine:
    """A person says that a line is nothing of the shop. Raises as ``match_statement`` does."""
    if not reason.strip():
        raise ValueError("why it is nothing of the shop is written down")
    locked = lock_line(line)
    before, locked.state = locked.state, State.SET_ASIDE
    locked.payment = locked.payout = locked.batch = None
    locked.confidence = 0
    locked.save(update_fields=["state", "payment", "payout", "batch", "confidence"])
    after = {"state": State.SET_ASIDE.value}
    record(
        verb="statement.set_aside",
        row=locked,
        actor=actor,
        reason=reason,
        before={"state": before},
        after=after,
    )
    settle_case(locked, actor, reason)
    return locked


def _pay(line: StatementLine, payment: Payment, sure: int, actor: Actor, now: datetime) -> None:
    line.payment, line.confidence, line.state = payment, sure, State.MATCHED
    line.save(update_fields=["payment", "confidence", "state"])
    notice = Notice(
        event_id=f"statement:{line.key}"[:120],
        reference=payment.reference,
        kind=EventKind.CHARGE,
        state=EventState.SUCCEEDED,
        amount=line.amount,
        data={"by": actor.key, "statement_line": str(line.pk)},
    )
    take_notice(payment.gateway, notice, actor=actor, now=now)
    record(
        verb="statement.matched",
        row=line,
        actor=actor,
        after={"payment": payment.reference, "confidence": sure},
    )
