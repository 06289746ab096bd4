"""What a line of a bank statement is: an order's money, a carrier's, or nothing that we know."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from producers.actions.record import record
from producers.actions.transactions import require_transaction
from producers.domain.actors import Actor
from shop.actions.close_exception import AlreadyClosedError, close_exception
from shop.actions.raise_exception import About, raise_exception
from shop.actions.record_payment import take_notice
from shop.domain.exceptions import Do
from shop.domain.matching import Movement, best_match
from shop.domain.money import minor
from shop.domain.payments import EventKind, EventState
from shop.gateways.base import Notice
from shop.models import ExceptionCase, Payment, StatementLine
from shop.reading.matching import Waited, remittance_of

State = StatementLine.State
OPEN = (State.SUGGESTED, State.UNMATCHED, State.OUT)


class MatchedBeforeError(ValueError):
    """Somebody has said before what this line is."""


def find_out(line: StatementLine, waited: Waited, *, actor: Actor, now: datetime) -> None:
    """Say what a new line is, as far as it is sure, in the caller's transaction."""
    require_transaction("a line of a statement")
    amount = minor(line.amount)
    if amount < 0:
        line.state = State.OUT
        line.save(update_fields=["state"])
        _ask(line, "statement_out", Do.LOOK.value)
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
    if match is not None:
        line.payment_id, line.confidence, line.state = match.payment, match.confidence, State.SUGGESTED
        line.save(update_fields=["payment", "confidence", "state"])
    _ask(line, "statement_unmatched", (Do.MATCH if match else Do.LOOK_FOR_ORDER).value)


@transaction.atomic(durable=True)
def match_statement(
    line: StatementLine, payment: Payment, *, actor: Actor, now: datetime | None = None
) -> StatementLine:
    """A person says which payment a line is for; it is recorded as that, once.

    Raises ``MatchedBeforeError`` when the line is something already, ``ValueError`` for money that left.
    """
    locked = _locked(line)
    if minor(locked.amount) < 0:
        raise ValueError("money that left pays no order")
    _pay(locked, payment, 100, actor, now or timezone.now())
    _settle(locked, actor, f"order {payment.order.number}")
    return locked


@transaction.atomic(durable=True)
def set_line_aside(line: StatementLine, *, actor: Actor, reason: str) -> StatementLine:
    """A person says that a line is nothing of the shop. Raises as ``match_statement`` does."""
    if not reason.strip():
        raise ValueError("why it is nothing of the shop is written down")
    locked = _locked(line)
    before, locked.state = locked.state, State.SET_ASIDE
    locked.payment, locked.confidence = None, 0
    locked.save(update_fields=["state", "payment", "confidence"])
    after = {"state": State.SET_ASIDE.value}
    record(
        verb="statement.set_aside",
        row=locked,
        actor=actor,
        reason=reason,
        before={"state": before},
        after=after,
    )
    _settle(locked, actor, reason)
    return locked


def _locked(line: StatementLine) -> StatementLine:
    """Let one person say what the line is."""
    found: StatementLine = StatementLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
    if found.state not in OPEN:
        raise MatchedBeforeError(found.state)
    return found


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


def _ask(line: StatementLine, kind: str, suggestion: str) -> None:
    raise_exception(
        kind,
        key=_key(line),
        about=About(payment=line.payment, row=line, data={"confidence": line.confidence}),
        amount=line.amount,
        suggestion=suggestion,
    )


def _settle(line: StatementLine, actor: Actor, note: str) -> None:
    case = ExceptionCase.objects.filter(key=_key(line), closed_at=None).first()
    if case is None:
        return
    try:
        close_exception(case, actor=actor, note=note)
    except AlreadyClosedError:
        return


def _key(line: StatementLine) -> str:
    return f"statement:{line.pk}"
