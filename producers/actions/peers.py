"""A maker visits another's workshop: an operator asks her, she writes down what she saw."""

from dataclasses import replace

from django.db import IntegrityError, transaction
from django.utils import timezone

from producers.actions.announce import announce
from producers.actions.assess import Sheet, put_down_visit
from producers.actions.record import record
from producers.domain.actors import Actor
from producers.domain.peers import PeerError, PeerFault, why_no_peer
from producers.models import FieldVisit, Organisation, PeerVisit
from producers.reading.peers import workshop_of


@transaction.atomic(durable=True)
def ask_peer(maker: Organisation, peer: Organisation, *, actor: Actor) -> PeerVisit:
    """Ask a maker to visit another; both are told. Raises ``PeerError``."""
    _check(maker, peer)
    try:
        with transaction.atomic():
            row: PeerVisit = PeerVisit.objects.create(maker=maker, peer=peer, asked_by_id=actor.user_id)
    except IntegrityError:
        raise PeerError(PeerFault.ALREADY_ASKED) from None
    record(verb="peervisit.asked", row=row, actor=actor, after={"peer": peer.pk}, for_organisation=maker)
    announce("peer.asked", key=f"peer:{row.pk}:asked", peer_visit=row.pk)
    return row


@transaction.atomic(durable=True)
def take_peer_back(row: PeerVisit, *, actor: Actor, reason: str) -> None:
    """She is not asked any more. Raises ``PeerError`` ``OVER`` when she has been there."""
    locked = _locked(row)
    if locked.ended_at is not None:
        raise PeerError(PeerFault.OVER)
    PeerVisit.objects.filter(pk=row.pk).update(ended_at=timezone.now())
    record(verb="peervisit.taken_back", row=row, actor=actor, reason=reason, for_organisation=locked.maker)


@transaction.atomic(durable=True)
def write_peer_visit(row: PeerVisit, sheet: Sheet, *, actor: Actor) -> FieldVisit:
    """Write down what she saw; the same sheet again is the same visit.

    Whether she may is asked again: since she was asked, both may have joined one group. Raises ``PeerError``,
    and ``AssessmentError`` as ``write_visit`` does.
    """
    locked = _locked(row)
    if locked.ended_at is not None:
        if locked.visit is None or locked.visit.key != sheet.key:
            raise PeerError(PeerFault.OVER)
        return locked.visit
    _check(locked.maker, locked.peer)
    visit = put_down_visit(locked.maker, replace(sheet, kind=FieldVisit.Visitor.PEER), actor=actor)
    PeerVisit.objects.filter(pk=row.pk).update(visit=visit, ended_at=timezone.now())
    return visit


def _check(maker: Organisation, peer: Organisation) -> None:
    fault = why_no_peer(workshop_of(maker), workshop_of(peer), timezone.localdate())
    if fault is not None:
        raise PeerError(fault)


def _locked(row: PeerVisit) -> PeerVisit:
    rows = PeerVisit.objects.select_for_update(of=("self",)).select_related("maker", "peer", "visit")
    found: PeerVisit = rows.get(pk=row.pk)
    return found
