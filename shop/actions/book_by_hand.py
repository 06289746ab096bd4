"""Entries by hand and corrections: one person proposes, another books; nobody books her own."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils import timezone

from producers.actions.record import record
from producers.domain.actors import Actor
from shop.actions.post import post, reverse
from shop.domain.bank_postings import post_by_hand
from shop.domain.book_keeping import BookError, check_second_person
from shop.domain.postings import Account, Entry, Posting, UnbalancedError
from shop.models import JournalEntry, ManualEntry

Status = ManualEntry.Status


@transaction.atomic(durable=True)
def propose_entry(
    sides: Sequence[Posting],
    *,
    actor: Actor,
    reason: str,
    day: date | None = None,
    kind: ManualEntry.Kind = ManualEntry.Kind.BY_HAND,
) -> ManualEntry:
    """Propose an entry. Nothing is booked yet.

    Raises ``BookError``: ``unbalanced``, ``bare`` for fewer than two sides, ``nobody`` without a person.
    """
    _entry(sides, kind)
    values = [[side.account.value, side.party, side.amount, side.currency] for side in sides]
    return _propose(actor, reason, day=day or timezone.localdate(), sides=values, kind=kind)


@transaction.atomic(durable=True)
def propose_reversal(entry: JournalEntry, *, actor: Actor, reason: str) -> ManualEntry:
    """Propose to undo an entry by its opposite. Raises ``BookError``: ``reversed``, ``nobody``."""
    if JournalEntry.objects.filter(reverses=entry).exists():
        raise BookError("reversed")
    return _propose(actor, reason, day=timezone.localdate(), reverses=entry)


@transaction.atomic(durable=True)
def approve_entry(proposal: ManualEntry, *, actor: Actor) -> ManualEntry:
    """Book what somebody else proposed, in the open month. Raises ``BookError``: ``own``, ``decided``."""
    row = _open(proposal, actor)
    key = f"by_hand:{row.pk}"
    if row.reverses is not None:
        if JournalEntry.objects.filter(reverses=row.reverses).exists():
            raise BookError("reversed")
        row.entry = reverse(row.reverses, key=key)
    else:
        row.entry = post(_entry(sides_of(row), row.kind), key=key, day=row.day)
    return _decide(row, Status.BOOKED, actor, row.reason)


@transaction.atomic(durable=True)
def refuse_entry(proposal: ManualEntry, *, actor: Actor, reason: str) -> ManualEntry:
    """Say no to a proposal; whoever made it may take it back herself. Raises ``BookError``: ``decided``."""
    row = ManualEntry.objects.select_for_update().get(pk=proposal.pk)
    if row.status != Status.PROPOSED:
        raise BookError("decided")
    return _decide(row, Status.REFUSED, actor, reason)


def sides_of(proposal: ManualEntry) -> list[Posting]:
    """Return the sides of a proposal as values."""
    return [Posting(Account(kind), amount, code, party) for kind, party, amount, code in proposal.sides]


def _propose(actor: Actor, reason: str, **facts: object) -> ManualEntry:
    if actor.user_id is None:
        raise BookError("nobody")
    row: ManualEntry = ManualEntry.objects.create(proposed_by_id=actor.user_id, reason=reason, **facts)
    record(verb="books.proposed", row=row, actor=actor, reason=reason)
    return row


def _open(proposal: ManualEntry, actor: Actor) -> ManualEntry:
    row: ManualEntry = ManualEntry.objects.select_for_update().get(pk=proposal.pk)
    if row.status != Status.PROPOSED:
        raise BookError("decided")
    check_second_person(row.proposed_by_id, actor.user_id)
    return row


def _decide(row: ManualEntry, status: Status, actor: Actor, reason: str) -> ManualEntry:
    row.status, row.decided_by_id = status, actor.user_id
    row.save(update_fields=["status", "decided_by", "entry"])
    record(verb=f"books.{status.value}", row=row, actor=actor, reason=reason)
    return row


def _entry(sides: Sequence[Posting], kind: str) -> Entry:
    try:
        return replace(post_by_hand(sides), kind=kind)
    except UnbalancedError as off:
        raise BookError("unbalanced") from off
    except ValueError as few:
        raise BookError("bare") from few
