"""A grant: asked for, confirmed by her, counted after a call from the Centre, withdrawn at any time."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from producers.actions.announce import announce
from producers.actions.record import record
from producers.actions.transactions import require_transaction
from producers.domain.actors import Actor
from producers.domain.grant_requests import OPEN, GrantRefusedError, GrantWhy, RequestStatus, may_move
from producers.domain.grants import PERMISSION_OF, Scope, ends_on
from producers.models import Grant, GrantRequest, Membership, Organisation


@transaction.atomic(durable=True)
def ask_grant(
    giver: Organisation, receiver: Organisation, scopes: Iterable[Scope], *, actor: Actor
) -> GrantRequest:
    """Write down what an association's agents are to be allowed. Nothing counts yet.

    Raises ``NOT_AN_ASSOCIATION``, ``NOTHING_ASKED``, ``ALREADY_ASKED`` while an earlier request is open.
    """
    asked = [scope.value for scope in Scope if scope in set(scopes)]
    if receiver.kind not in (Organisation.Kind.ASSOCIATION, Organisation.Kind.COOPERATIVE):
        raise GrantRefusedError(GrantWhy.NOT_AN_ASSOCIATION)
    if not asked:
        raise GrantRefusedError(GrantWhy.NOTHING_ASKED)
    try:
        with transaction.atomic():
            row: GrantRequest = GrantRequest.objects.create(
                giver=giver, receiver=receiver, scopes=asked, asked_by_id=actor.user_id
            )
    except IntegrityError:
        raise GrantRefusedError(GrantWhy.ALREADY_ASKED) from None
    record(verb="grantrequest.asked", row=row, actor=actor, after={"scopes": asked}, for_organisation=giver)
    return row


@transaction.atomic(durable=True)
def confirm_at_her_door(request: GrantRequest, *, actor: Actor) -> GrantRequest:
    """She says yes herself, signed in with her own picture and PIN.

    Raises ``NOT_HERSELF`` for anybody who is not of her house, ``NOT_OPEN``.
    """
    row = locked_request(request)
    own = Membership.objects.filter(user=actor.user_id, organisation=row.giver_id)
    if actor.user_id is None or actor.organisation_id is not None or not own.exists():
        raise GrantRefusedError(GrantWhy.NOT_HERSELF)
    confirm(row, GrantRequest.How.DOOR, actor, timezone.now())
    return row


def confirm(row: GrantRequest, how: str, actor: Actor, at: datetime) -> None:
    """Move a locked request on to the call-back. Needs the caller's transaction."""
    _move(row, RequestStatus.CONFIRMED, actor=actor, confirmed_at=at, confirmed_how=how, code_hash="")
    announce("grant.confirmed", key=f"grantrequest:{row.pk}:confirmed", request=row.pk)


@transaction.atomic(durable=True)
def call_back(
    request: GrantRequest, *, says_yes: bool, actor: Actor, reason: str, now: datetime | None = None
) -> GrantRequest:
    """Take down what she said when the Centre called her: with yes, the grants count from now on.

    ``reason`` says how it was known that it was she. Raises ``NOT_BY_A_PERSON``, ``REASON_NEEDED``,
    ``INVOLVED`` for whoever entered the request or belongs to the association, ``NOT_OPEN``.
    """
    if actor.user_id is None:
        raise GrantRefusedError(GrantWhy.NOT_BY_A_PERSON)
    if not reason.strip():
        raise GrantRefusedError(GrantWhy.REASON_NEEDED)
    row, at = locked_request(request), now or timezone.now()
    agents = Membership.objects.filter(user=actor.user_id, organisation__in=[row.giver_id, row.receiver_id])
    if row.asked_by_id == actor.user_id or agents.exists():
        raise GrantRefusedError(GrantWhy.INVOLVED)
    called = {"called_at": at, "called_by_id": actor.user_id}
    if not says_yes:
        _move(row, RequestStatus.REFUSED, actor=actor, reason=reason, ended_at=at, **called)
        return row
    _move(row, RequestStatus.GIVEN, actor=actor, reason=reason, **called)
    _give(row, actor, at)
    announce("grant.given", key=f"grantrequest:{row.pk}:given", request=row.pk)
    return row


@transaction.atomic(durable=True)
def refuse_request(request: GrantRequest, *, actor: Actor, reason: str = "") -> GrantRequest:
    """Drop a request that is still open: she does not want it. Raises ``NOT_OPEN``."""
    row = locked_request(request)
    _move(row, RequestStatus.REFUSED, actor=actor, reason=reason, ended_at=timezone.now())
    return row


@transaction.atomic(durable=True)
def withdraw_grants(
    giver: Organisation,
    receiver: Organisation,
    *,
    actor: Actor,
    scope: Scope | None = None,
    reason: str = "",
    now: datetime | None = None,
) -> int:
    """She takes back what an association may do, all of it or one scope, at once; return how many ended.

    Without a scope, what is asked and not yet given is dropped as well. A second time changes nothing.
    """
    at = now or timezone.now()
    rows = Grant.objects.filter(giver=giver, receiver=receiver, withdrawn_at=None)
    if scope is not None:
        rows = rows.filter(permission=PERMISSION_OF[scope].value)
    ended = _withdraw(rows, actor, reason, at)
    if scope is None:
        for row in GrantRequest.objects.open().locked().filter(giver=giver, receiver=receiver):
            _move(row, RequestStatus.REFUSED, actor=actor, reason=reason, ended_at=at)
    if ended:
        announce("grant.withdrawn", key=f"grant:{max(ended)}:withdrawn", giver=giver.pk, receiver=receiver.pk)
    return len(ended)


def locked_request(request: GrantRequest) -> GrantRequest:
    """Return the request as it is now, locked. Needs the caller's transaction."""
    require_transaction("a grant")
    row: GrantRequest = GrantRequest.objects.locked().select_related("giver", "receiver").get(pk=request.pk)
    return row


def _give(row: GrantRequest, actor: Actor, at: datetime) -> None:
    live = Grant.objects.filter(giver=row.giver_id, receiver=row.receiver_id, withdrawn_at=None)
    # What she says today replaces what she said a year ago: a scope that she left out this time is over.
    _withdraw(live, actor, "given anew", at)
    until = ends_on(timezone.localdate(at))
    for scope in row.scopes:
        grant = Grant.objects.create(
            giver=row.giver,
            receiver=row.receiver,
            permission=PERMISSION_OF[Scope(scope)].value,
            valid_until=until,
        )
        after = {"permission": grant.permission, "valid_until": str(until)}
        record(verb="grant.given", row=grant, actor=actor, after=after, for_organisation=row.giver)


def _withdraw(rows: Iterable[Grant], actor: Actor, reason: str, at: datetime) -> list[int]:
    ended = []
    for grant in rows:
        if Grant.objects.filter(pk=grant.pk, withdrawn_at=None).update(withdrawn_at=at):
            ended.append(grant.pk)
            record(
                verb="grant.withdrawn",
                row=grant,
                actor=actor,
                reason=reason,
                after={"permission": grant.permission},
                for_organisation=grant.giver,
            )
    return ended


def _move(row: GrantRequest, new: RequestStatus, *, actor: Actor, reason: str = "", **also: object) -> None:
    old = RequestStatus(row.status)
    if not may_move(old, new):
        raise GrantRefusedError(
            GrantWhy.NOT_CONFIRMED if old in OPEN and new is RequestStatus.GIVEN else GrantWhy.NOT_OPEN
        )
    row.status = new.value
    for name, value in also.items():
        setattr(row, name, value)
    row.save(update_fields=["status", *also])
    record(
        verb=f"grantrequest.{new.value}",
        row=row,
        actor=actor,
        reason=reason,
        before={"status": old.value},
        after={"status": new.value, "scopes": row.scopes},
        for_organisation=row.giver,
    )
