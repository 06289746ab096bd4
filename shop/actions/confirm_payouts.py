"""A whole list of what became of payouts, row by row: each is a transaction of its own, and told once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from producers.domain.actors import Actor
from shop.actions.pay_out import confirm_payout, fail_payout, return_payout
from shop.domain.money import minor
from shop.domain.payout_confirmations import Confirmation, ListFault
from shop.domain.payouts import PayoutRefusedError, PayoutWhy
from shop.domain.states import IllegalMoveError, PayoutStatus
from shop.models import Payout


class Became(StrEnum):
    """What became of one row of the list."""

    DONE = "done"
    ALREADY = "already"
    """It says what is known: the same list again changes nothing."""
    FAULTY = "faulty"
    UNKNOWN = "unknown"
    """No payout has this reference."""
    OTHER_AMOUNT = "other_amount"
    NOT_POSSIBLE = "not_possible"
    """It was not sent, or it is over and the list says something else."""
    PROOF_NEEDED = "proof_needed"


@dataclass(frozen=True)
class RowResult:
    """One row, and what became of it."""

    row: int
    reference: str
    became: Became
    fault: ListFault | None = None


def apply_confirmations(rows: Iterable[Confirmation], *, actor: Actor) -> list[RowResult]:
    """Apply what a list says. A row that does not fit changes nothing, and the others are still applied."""
    return list(_applied(rows, actor))


def _applied(rows: Iterable[Confirmation], actor: Actor) -> Iterator[RowResult]:
    for row in rows:
        became = Became.FAULTY if row.fault else _apply(row, actor)
        yield RowResult(row.row, row.reference, became, row.fault)


def _apply(said: Confirmation, actor: Actor) -> Became:
    payout = Payout.objects.select_related("batch").filter(reference=said.reference).first()
    if payout is None:
        return Became.UNKNOWN
    if (minor(payout.amount), payout.amount.currency.code) != (said.amount, said.currency):
        return Became.OTHER_AMOUNT
    if said.result is not None and payout.status == said.result:
        return Became.ALREADY
    try:
        _act(payout, said, actor)
    except IllegalMoveError:
        return Became.NOT_POSSIBLE
    except PayoutRefusedError as refusal:
        return Became.PROOF_NEEDED if refusal.code is PayoutWhy.PROOF_NEEDED else Became.NOT_POSSIBLE
    return Became.DONE


def _act(payout: Payout, said: Confirmation, actor: Actor) -> None:
    if said.result is PayoutStatus.CONFIRMED:
        confirm_payout(payout, actor=actor, reason=said.reason)
    elif said.result is PayoutStatus.FAILED:
        fail_payout(payout, actor=actor, reason=said.reason)
    else:
        return_payout(payout, actor=actor, reason=said.reason)
