"""How a maker comes to sell and stops selling: each step in one transaction, logged, and told to her.

What she needs is enforced here and nowhere else, at two points: when she asks for approval, and when she is
approved. An operator may approve in spite of what is missing; the log then says what, who and why.
"""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from producers.actions.announce import announce
from producers.actions.record import record
from producers.actions.transactions import require_transaction
from producers.domain.actors import Actor
from producers.domain.requirements import Point
from producers.domain.standing import Because, NotReadyError, Standing, StandingError, may_move
from producers.models import Organisation
from producers.reading.onboarding import judge_all, missing_at
from producers.standing import standing_followers


@transaction.atomic(durable=True)
def submit(maker: Organisation, *, actor: Actor) -> Organisation:
    """She asks to be approved. A second time changes nothing.

    Raises ``NotReadyError`` with the requirements that stand in the way, ``StandingError``.
    """
    row = _lock(maker)
    if row.status == Standing.SUBMITTED:
        return row
    _refuse_missing(row, Point.SUBMIT)
    return _move(row, Standing.SUBMITTED, verb="submitted", actor=actor)


@transaction.atomic(durable=True)
def approve(maker: Organisation, *, actor: Actor, reason: str = "", in_spite: bool = False) -> Organisation:
    """Let her sell; this also lifts a suspension. A second time changes nothing.

    ``in_spite`` approves her in spite of what is missing: then ``reason`` is needed, and the log names what
    was overridden. Raises ``NotReadyError``, ``StandingError``, ``ValueError`` for an override without a
    reason.
    """
    row = _lock(maker)
    if row.status == Standing.ACTIVE:
        return row
    missing = _missing(row, Point.APPROVE)
    if missing and not in_spite:
        raise NotReadyError(missing)
    if missing and not reason.strip():
        raise ValueError("whoever approves in spite of something says why")
    overridden = {"overridden": list(missing)} if missing else {}
    return _move(row, Standing.ACTIVE, verb="approved", actor=actor, reason=reason, after=overridden)


@transaction.atomic(durable=True)
def send_back(
    maker: Organisation, because: Sequence[Because], *, actor: Actor, note: str = ""
) -> Organisation:
    """Send her back with reasons that each have a picture; ``note`` is read to her.

    Raises ``ValueError`` without a reason, ``StandingError``.
    """
    reasons = [Because(one).value for one in because]
    if not reasons:
        raise ValueError("whoever is sent back is told why")
    row = _lock(maker)
    after = {"because": reasons}
    return _move(row, Standing.APPLIED, verb="sent_back", actor=actor, reason=note, after=after)


@transaction.atomic(durable=True)
def suspend(maker: Organisation, *, actor: Actor, reason: str, keeps_pages: bool = False) -> Organisation:
    """Stop the buying at once. Orders that were placed go on; her pages stay where ``keeps_pages`` says so.

    Raises ``StandingError``, and ``ValueError`` without a reason.
    """
    if not reason.strip():
        raise ValueError("whoever is suspended is told why")
    row = _lock(maker)
    row.is_visible = keeps_pages
    after = {"keeps_pages": keeps_pages}
    return _move(row, Standing.SUSPENDED, verb="suspended", actor=actor, reason=reason, after=after)


@transaction.atomic(durable=True)
def show_pages(maker: Organisation, *, is_visible: bool, actor: Actor, reason: str = "") -> Organisation:
    """Show her pages though she does not sell, or no longer. Raises ``StandingError`` once she is erased."""
    row = _lock(maker)
    if row.erased_at is not None:
        raise StandingError("whoever is forgotten is not shown")
    if row.is_visible != is_visible:
        row.is_visible = is_visible
        row.save(update_fields=["is_visible"])
        verb = "organisation.shown" if is_visible else "organisation.unseen"
        record(verb=verb, row=row, actor=actor, reason=reason, for_organisation=row)
        _follow(row)
    return row


def _lock(maker: Organisation) -> Organisation:
    row: Organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=maker.pk)
    return row


def _missing(row: Organisation, point: Point) -> tuple[int, ...]:
    return tuple(one.requirement.pk for one in missing_at(judge_all(row), point))


def _refuse_missing(row: Organisation, point: Point) -> None:
    missing = _missing(row, point)
    if missing:
        raise NotReadyError(missing)


def _move(
    row: Organisation,
    new: Standing,
    *,
    verb: str,
    actor: Actor,
    reason: str = "",
    after: dict[str, Any] | None = None,
) -> Organisation:
    require_transaction("a change of standing")
    old = Standing(row.status)
    if row.erased_at is not None or not may_move(old, new):
        raise StandingError(f"{old} to {new}")
    row.status = new.value
    row.save(update_fields=["status", "is_visible"])
    act = record(
        verb=f"organisation.{verb}",
        row=row,
        actor=actor,
        reason=reason,
        before={"status": old.value},
        after={"status": new.value, **(after or {})},
        for_organisation=row,
    )
    _follow(row)
    announce(f"organisation.{verb}", key=f"organisation:act:{act.pk}", organisation=row.pk, act=act.pk)
    return row


def _follow(row: Organisation) -> None:
    for follower in standing_followers():
        follower(row.pk)
