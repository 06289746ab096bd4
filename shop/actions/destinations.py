"""Where a maker is paid: entered, confirmed by calling her back, in force when it has waited long enough.

The first destination in a currency that the office enters is used at once; one that comes in from the portal
waits for the call. A changed one waits, is announced to the contact that was
known when the old one was entered, and needs a second person who has called her; until both are done, money
goes where it went before.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from producers.actions.announce import announce
from producers.actions.record import record
from producers.actions.transactions import require_transaction
from producers.domain.actors import SYSTEM, Actor
from producers.models import Membership, Organisation
from shop import conf
from shop.actions.move import move
from shop.domain.payouts import (
    Details,
    Kind,
    PayoutRefusedError,
    PayoutWhy,
    comes_in_force,
    pays_a_lender,
    read_details,
)
from shop.domain.states import DestinationStatus, IllegalMoveError
from shop.models import PayoutDestination
from shop.reading.payables import details_of, lets_receive


@transaction.atomic(durable=True)
def enter_destination(
    organisation: Organisation,
    details: Details,
    *,
    actor: Actor,
    now: datetime | None = None,
    needs_call: bool = False,
) -> PayoutDestination:
    """Enter where a maker is paid in a currency; another one that was waiting is dropped.

    ``needs_call``: the first one, too, waits until she was called back; what the office enters is her word
    already. The one that is waiting, sent once more, is the one that is there. Raises
    ``DESTINATION_UNREADABLE`` with ``fields``, ``LENDER`` for an association or its phone, ``NO_GRANT`` for
    cash through an agent who may not receive it, ``SAME_DESTINATION``.
    """
    read, refused = read_details(details)
    if refused:
        raise PayoutRefusedError(PayoutWhy.DESTINATION_UNREADABLE, fields=refused)
    if _is_a_lenders(organisation, read):
        raise PayoutRefusedError(PayoutWhy.LENDER)
    if read.kind is Kind.AGENT and not lets_receive(organisation.pk, read.agent):
        raise PayoutRefusedError(PayoutWhy.NO_GRANT)
    mine = PayoutDestination.objects.filter(organisation=organisation, currency=read.currency)
    rows: dict[str, PayoutDestination] = {
        row.status: row for row in mine.locked().filter(status__in=["waiting", "in_force"])
    }
    old, waiting = rows.get("in_force"), rows.get("waiting")
    if old is not None and details_of(old) == read:
        raise PayoutRefusedError(PayoutWhy.SAME_DESTINATION)
    if waiting is not None and details_of(waiting) == read:
        return waiting
    if waiting is not None:
        move(waiting, DestinationStatus.REPLACED, actor=actor, reason="another was entered")
    waits = old is not None or needs_call
    return _write(organisation, read, old, actor, now or timezone.now(), waits=waits)


def _is_a_lenders(organisation: Organisation, read: Details) -> bool:
    theirs = Organisation.objects.filter(kind=Organisation.Kind.ASSOCIATION)
    return pays_a_lender(
        read,
        is_association=organisation.kind == Organisation.Kind.ASSOCIATION,
        their_phones=set(theirs.filter(phone=read.phone).values_list("phone", flat=True)),
    )


@transaction.atomic(durable=True)
def confirm_destination(
    destination: PayoutDestination, *, actor: Actor, reason: str, now: datetime | None = None
) -> PayoutDestination:
    """Say that she was called back and wants it so; it comes in force when it has waited long enough.

    Raises ``OWN_ENTRY`` for whoever entered it, ``HER_AGENT`` for an agent of any association,
    ``NOT_BY_A_PERSON``, ``REASON_NEEDED`` without a word on the call,
    ``IllegalMoveError`` when it does not wait any more.
    """
    if actor.user_id is None:
        raise PayoutRefusedError(PayoutWhy.NOT_BY_A_PERSON)
    if not reason.strip():
        raise PayoutRefusedError(PayoutWhy.REASON_NEEDED)
    row = _locked(destination)
    if row.status != DestinationStatus.WAITING:
        raise IllegalMoveError(DestinationStatus(row.status), DestinationStatus.IN_FORCE)
    if row.entered_by_id == actor.user_id:
        raise PayoutRefusedError(PayoutWhy.OWN_ENTRY)
    if Membership.objects.filter(user=actor.user_id, role=Membership.Role.AGENT).exists():
        raise PayoutRefusedError(PayoutWhy.HER_AGENT)
    at = now or timezone.now()
    row.confirmed_by_id, row.confirmed_at = actor.user_id, at
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    record(verb="payoutdestination.confirmed", row=row, actor=actor, reason=reason)
    if row.waits_until <= at:
        _start(row, actor, at)
    return row


@transaction.atomic(durable=True)
def refuse_destination(destination: PayoutDestination, *, actor: Actor, reason: str) -> PayoutDestination:
    """Drop a change that she does not know of. Raises ``IllegalMoveError``, ``REASON_NEEDED``."""
    if not reason.strip():
        raise PayoutRefusedError(PayoutWhy.REASON_NEEDED)
    row = _locked(destination)
    move(row, DestinationStatus.REFUSED, actor=actor, reason=reason)
    return row


def start_destinations(now: datetime | None = None) -> int:
    """Bring in force what was confirmed and has waited long enough; return how many. Run by a job."""
    at = now or timezone.now()
    due = PayoutDestination.objects.filter(
        status="waiting", confirmed_at__isnull=False, waits_until__lte=at
    ).order_by("pk")
    return sum(_start_one(row, at) for row in due)


@transaction.atomic(durable=True)
def _start_one(destination: PayoutDestination, at: datetime) -> bool:
    row = _locked(destination)
    is_due = row.status == DestinationStatus.WAITING and row.waits_until <= at
    if is_due:
        _start(row, SYSTEM, at)
    return is_due


def _locked(destination: PayoutDestination) -> PayoutDestination:
    """Lock all of the maker's in this currency, in one order, and return this one as it is now."""
    rows = PayoutDestination.objects.locked().filter(
        organisation=destination.organisation_id, currency=destination.currency
    )
    found: PayoutDestination = {row.pk: row for row in rows}[destination.pk]
    return found


def _start(row: PayoutDestination, actor: Actor, at: datetime) -> None:
    require_transaction("a destination")
    others = PayoutDestination.objects.filter(
        organisation=row.organisation_id, currency=row.currency, status="in_force"
    )
    for old in others:
        move(old, DestinationStatus.REPLACED, actor=actor)
    move(row, DestinationStatus.IN_FORCE, actor=actor, in_force_at=at)
    announce("destination.in_force", key=f"destination:{row.pk}:in_force", destination=row.pk)


def _write(
    organisation: Organisation,
    read: Details,
    old: PayoutDestination | None,
    actor: Actor,
    now: datetime,
    *,
    waits: bool,
) -> PayoutDestination:
    until = comes_in_force(now, is_first=old is None, wait=conf.payout_wait())
    status = DestinationStatus.WAITING if waits else DestinationStatus.IN_FORCE
    row: PayoutDestination = PayoutDestination.objects.create(
        organisation=organisation,
        currency=read.currency,
        kind=read.kind,
        status=status.value,
        holder=read.holder,
        account=read.account,
        phone=read.phone,
        agency=read.agency,
        agent_id=read.agent,
        contact_phone=organisation.phone,
        contact_email=organisation.email,
        entered_by_id=actor.user_id,
        entered_at=now,
        waits_until=until,
        in_force_at=None if waits else now,
    )
    record(
        verb="payoutdestination.entered",
        row=row,
        actor=actor,
        after={"kind": read.kind.value, "currency": read.currency, "status": status.value},
        for_organisation=organisation,
    )
    if old is not None:
        announce("destination.changed", key=f"destination:{row.pk}:changed", destination=row.pk, old=old.pk)
    return row
