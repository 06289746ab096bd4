"""The money side of a change: one entry in the books, whose share it was, and what is due back."""

from datetime import datetime

from django.utils import timezone

from producers.actions.announce import announce
from producers.actions.transactions import require_transaction
from producers.domain.actors import SYSTEM, Actor
from shop.actions.balance import ask_for_balance
from shop.actions.move import move
from shop.actions.owe_back import owe_back
from shop.actions.post import post
from shop.actions.refund import ask_for_what_is_due
from shop.domain.changes import PIECES_STAY, ChangeKind
from shop.domain.money import from_minor
from shop.domain.postings import Entry
from shop.domain.settlement import Settlement, post_settled
from shop.domain.states import ChangeStatus, IllegalMoveError, PartStatus, check_move
from shop.models import Change, ChangeLine, ProducerOrder, SettledShare
from shop.reading.order_money import effect_of
from shop.reading.proposals import Asked, Proposal, propose

CANCELS = frozenset({ChangeKind.CANCEL_ORDER, ChangeKind.CANCEL_PART})


def settle_dropped(
    part: ProducerOrder, *, actor: Actor = SYSTEM, side: str = Change.Side.MAKER, reason: str = ""
) -> Entry:
    """Undo what is left of the sale of one part. Returns the entry in the books.

    Needs the caller's transaction and the order's lock. A proposal that waits for this part is the one that
    is settled. What the buyer has paid stays for the other parts; only what is beyond is due back. Raises
    ``NOTHING_LEFT`` when it was settled before, ``IllegalMoveError`` for a part that was cancelled.
    """
    require_transaction("a settlement")
    if part.status == PartStatus.CANCELLED:
        raise IllegalMoveError(PartStatus.CANCELLED, PartStatus.CANCELLED)
    proposal = propose(part.order, Asked(ChangeKind.CANCEL_PART, part=part.pk))
    waiting = Change.objects.filter(
        part=part, kind=ChangeKind.CANCEL_PART.value, status=ChangeStatus.ASKED.value
    )
    change = waiting.first() or begin(proposal, side=side, reason=reason, part=part)
    return settle_change(change, proposal, actor=actor, key=f"part:{part.pk}:undone")


def begin(
    proposal: Proposal, *, side: str, reason: str = "", note: str = "", part: ProducerOrder | None = None
) -> Change:
    """Write a change down as asked for, with its pieces. Needs the caller's transaction."""
    require_transaction("a change")
    order = proposal.order
    change: Change = Change.objects.create(
        order=order,
        part=part,
        kind=proposal.asked.kind.value,
        asked_by=side,
        reason=reason[:200],
        note=note,
        language=order.language,
    )
    ChangeLine.objects.bulk_create(
        ChangeLine(change=change, line_id=line, quantity=count) for line, count in proposal.pieces.items()
    )
    return change


def settle_change(
    change: Change, proposal: Proposal, *, actor: Actor, key: str = "", now: datetime | None = None
) -> Entry:
    """Settle a change with what its proposal says. Returns the entry, an empty one when no money moves.

    Needs the caller's transaction and the order's lock: the change, its entry in the books, whose share it
    was and what is due back stand or fall together. Raises ``IllegalMoveError`` for a change that has ended.
    """
    require_transaction("a settlement")
    check_move(ChangeStatus(change.status), ChangeStatus.SETTLED)
    settled = proposal.settlement
    _write_pieces(change, proposal)
    entry = post_settled(settled, "order.cancelled" if proposal.asked.kind in CANCELS else "order.changed")
    if entry.postings:
        post(entry, key=key or f"change:{change.pk}:settled", order=change.order)
        _write_shares(change, settled)
    move(
        change,
        ChangeStatus.SETTLED,
        actor=actor,
        reason=change.reason,
        money=effect_of(entry),
        ended_at=now or timezone.now(),
    )
    owe_back(change.order, key=f"change:{change.pk}:owed_back")
    ask_for_balance(change.order)
    ask_for_what_is_due(change.order, actor=actor, change=change)
    announce("change.settled", key=f"change:{change.pk}:settled", change=change.pk, order=change.order_id)
    return entry


def _write_pieces(change: Change, proposal: Proposal) -> None:
    """Say which pieces really leave: of those asked for earlier, others may have gone since."""
    if proposal.asked.kind in PIECES_STAY or dict(change.lines.values_list("line", "quantity")) == dict(
        proposal.pieces
    ):
        return
    change.lines.all().delete()
    ChangeLine.objects.bulk_create(
        ChangeLine(change=change, line_id=line, quantity=count) for line, count in proposal.pieces.items()
    )


def _write_shares(change: Change, settled: Settlement) -> None:
    SettledShare.objects.bulk_create(
        SettledShare(
            change=change,
            part_id=one.item.part or None,
            line_id=one.item.line or None,
            role=one.role.value,
            party_id=one.party,
            amount=from_minor(one.amount, one.currency),
        )
        for one in settled.taken
    )
