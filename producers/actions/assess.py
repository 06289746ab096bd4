"""The ten principles: answered one by one, sent, seen on a visit, accepted as evidence or sent back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from producers.actions.announce import announce
from producers.actions.record import record
from producers.actions.transactions import require_transaction
from producers.domain.actors import Actor
from producers.domain.principles import QUESTIONS, Principle, Said, missing, stops
from producers.models import Assessment, Evidence, FieldVisit, Label, Organisation, VisitPhoto

State = Assessment.State
UNDER_WAY = (State.OPEN, State.SENT, State.VISITED, State.SENT_BACK)
MOST_PHOTOS = 8


class AssessmentError(ValueError):
    """It does not stand so that this may be done."""


class NotEnoughError(AssessmentError):
    """Principles are left, or an answer keeps it from being sent; ``left`` names them."""

    def __init__(self, left: Sequence[str]) -> None:
        super().__init__(", ".join(left))
        self.left = tuple(left)


@dataclass(frozen=True)
class Sheet:
    """What a visitor writes down, or says. ``seen`` maps principles to what was seen of them."""

    key: str
    visited_on: date
    kind: str
    visitor: str
    place: str
    seen: Mapping[str, str]
    note: str = ""
    photos: "Sequence[File[Any]]" = field(default=())
    sound: "File[Any] | None" = None


@transaction.atomic(durable=True)
def answer_principle(
    maker: Organisation, principle: Principle, answers: Mapping[str, str], *, actor: Actor
) -> Assessment:
    """Keep her answers to one principle; what is not asked there is left out. Raises ``AssessmentError``."""
    known = {code: answers[code] for code in QUESTIONS[principle] if answers.get(code) in set(Said)}
    row = _open(maker)
    row.answers = {**row.answers, **known}
    row.save(update_fields=["answers", "state"])
    after = {"principle": principle.value, "answers": known}
    record(verb="assessment.answered", row=row, actor=actor, after=after, for_organisation=maker)
    return row


@transaction.atomic(durable=True)
def send_assessment(maker: Organisation, *, actor: Actor) -> Assessment:
    """Send it, so that somebody comes and sees. A second time changes nothing.

    Raises ``NotEnoughError`` with the principles that are left, or with what keeps it from being sent.
    """
    row = _under_way(maker)
    if row is not None and row.state in (State.SENT, State.VISITED):
        return row
    row = row or _open(maker)
    left = [*missing(row.answers), *stops(row.answers)]
    if left:
        raise NotEnoughError([str(one) for one in left])
    row.state, row.sent_at, row.reason = State.SENT, timezone.now(), ""
    row.save(update_fields=["state", "sent_at", "reason"])
    record(verb="assessment.sent", row=row, actor=actor, for_organisation=maker)
    announce("assessment.sent", key=f"assessment:{row.pk}:{row.sent_at:%Y%m%d%H%M%S%f}", assessment=row.pk)
    return row


@transaction.atomic(durable=True)
def write_visit(maker: Organisation, sheet: Sheet, *, actor: Actor) -> FieldVisit:
    """Write down a visit, once for its key. An assessment that waits for one is visited from then on.

    Raises ``AssessmentError`` for a day that is still to come, or too many photos, and for nothing seen.
    """
    return put_down_visit(maker, sheet, actor=actor)


def put_down_visit(maker: Organisation | None, sheet: Sheet, *, actor: Actor) -> FieldVisit:
    """Write down a visit as ``write_visit`` does, in the caller's transaction; ``None`` is nobody's shop."""
    require_transaction("a visit")
    seen = {one.value: sheet.seen[one] for one in Principle if sheet.seen.get(one) in set(Said)}
    if sheet.visited_on > timezone.localdate() or len(sheet.photos) > MOST_PHOTOS or not seen:
        raise AssessmentError("not a visit")
    if maker is not None:
        Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=maker.pk)
    known = FieldVisit.objects.filter(key=sheet.key).first()
    if known is not None:
        if known.organisation_id != (maker.pk if maker else None):
            raise AssessmentError("the key is another visit's")
        return known
    row = Assessment.objects.filter(organisation=maker, state=State.SENT).first() if maker else None
    visit = FieldVisit.objects.create(
        key=sheet.key,
        organisation=maker,
        assessment=row,
        visited_on=sheet.visited_on,
        kind=sheet.kind,
        visitor=sheet.visitor.strip(),
        place=sheet.place.strip(),
        note=sheet.note.strip(),
        sound=sheet.sound or "",
        seen=seen,
        entered_by_id=actor.user_id,
    )
    for photo in sheet.photos:
        VisitPhoto.objects.create(visit=visit, file=photo)
    if row is not None:
        row.state = State.VISITED
        row.save(update_fields=["state"])
    record(verb="visit.written", row=visit, actor=actor, after={"seen": seen}, for_organisation=maker)
    return visit


def drop_visits(rows: Any) -> None:
    """Delete visits of people who are no producers; their files go once all is written.

    Needs the caller's transaction.
    """
    require_transaction("visits that go")
    hers = FieldVisit.objects.filter(pk__in=list(rows), organisation=None)
    files = [one.file for one in VisitPhoto.objects.filter(visit__in=hers)]
    for file in (*files, *(one.sound for one in hers.exclude(sound=""))):
        transaction.on_commit(partial(file.storage.delete, str(file.name)))
    hers.delete()


@transaction.atomic(durable=True)
def accept_assessment(row: Assessment, *, label: Label, valid_until: date | None, actor: Actor) -> Evidence:
    """Take the visit as evidence of a label. Whoever was there does not accept it.

    Raises ``AssessmentError`` unless somebody has visited, and for the visitor herself.
    """
    locked = _locked(row, State.VISITED)
    visit = locked.visits.first()
    if visit is None or (visit.entered_by_id is not None and visit.entered_by_id == actor.user_id):
        raise AssessmentError("somebody else accepts what was seen")
    evidence: Evidence = Evidence.objects.create(
        organisation=locked.organisation,
        label=label,
        kind=Evidence.Kind.VISIT,
        issuer=visit.visitor,
        checked_by=actor.name[:120],
        checked_on=visit.visited_on,
        valid_until=valid_until,
    )
    _decide(locked, State.ACCEPTED, "", actor)
    return evidence


@transaction.atomic(durable=True)
def return_assessment(row: Assessment, *, reason: str, actor: Actor) -> Assessment:
    """Send it back with a reason that is read to her. Raises ``AssessmentError``."""
    if not reason.strip():
        raise AssessmentError("whoever gets it back is told why")
    return _decide(_locked(row, State.SENT, State.VISITED), State.SENT_BACK, reason.strip()[:300], actor)


def _decide(row: Assessment, new: str, reason: str, actor: Actor) -> Assessment:
    before, row.state, row.reason, row.decided_at = row.state, new, reason, timezone.now()
    row.save(update_fields=["state", "reason", "decided_at"])
    record(
        verb=f"assessment.{new}",
        row=row,
        actor=actor,
        reason=reason,
        before={"state": before},
        after={"state": new},
        for_organisation=row.organisation,
    )
    return row


def _locked(row: Assessment, *states: str) -> Assessment:
    found: Assessment = Assessment.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if found.state not in states:
        raise AssessmentError(found.state)
    return found


def _under_way(maker: Organisation) -> Assessment | None:
    rows = Assessment.objects.select_for_update(of=("self",))
    return rows.filter(organisation=maker, state__in=UNDER_WAY).first()


def _open(maker: Organisation) -> Assessment:
    """Return the one that is being answered; one that was sent back is open again."""
    Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=maker.pk)
    row = _under_way(maker)
    if row is None:
        row = Assessment.objects.create(organisation=maker)
    if row.state not in (State.OPEN, State.SENT_BACK):
        raise AssessmentError(row.state)
    row.state = State.OPEN
    return row
