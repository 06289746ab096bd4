"""What the jury does: it is appointed, stands aside, gives marks, hands in; who is absent is noted."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from home.awards.domain.editions import State as Step
from home.awards.domain.jury import Kind, RefusedError, Why, conflict
from home.awards.domain.nominating import State
from home.awards.domain.scoring import score
from home.awards.models import Conflict, Edition, Juror, Mark, Nomination
from home.awards.reading.jury import criteria_of, left_to_score
from producers.actions.record import record
from producers.domain.actors import Actor
from producers.models import Membership, Organisation


@transaction.atomic(durable=True)
def appoint(edition: Edition, user: Any, *, actor: Actor, organisation: Organisation | None = None) -> Juror:
    """Have a user score in an edition. Raises ``RefusedError``: she does already, or it is decided."""
    stands = Edition.objects.locked().get(pk=edition.pk)
    if stands.state in (Step.DECIDED, Step.PUBLISHED):
        raise RefusedError(Why.CLOSED)
    try:
        with transaction.atomic():
            juror: Juror = Juror.objects.create(edition=stands, user=user, organisation=organisation)
    except IntegrityError as reason:
        raise RefusedError(Why.TWICE) from reason
    record(verb="award.appoint", row=juror, actor=actor)
    if stands.state == Step.JURY:
        find_conflicts(stands)
    return juror


def find_conflicts(edition: Edition) -> None:
    """Have jurors stand aside where the rows say that they have to. Needs the caller's transaction."""
    nominations = list(
        edition.nominations.filter(state=State.ELIGIBLE)
        .select_related("organisation")
        .prefetch_related("backers")
    )
    for juror in edition.jurors.all():
        hers = _organisations_of(juror)
        for one in nominations:
            kind = _conflict(juror, hers, one)
            if kind:
                values = {"kind": kind.value}
                Conflict.objects.get_or_create(juror=juror, nomination=one, defaults=values)


@transaction.atomic(durable=True)
def stand_aside(juror: Juror, nomination: Nomination, *, actor: Actor) -> None:
    """Take down that a juror knows a nominee; her marks for her go. Does nothing twice."""
    row = _at_work(juror)
    Mark.objects.filter(juror=row, nomination=nomination).delete()
    _made, is_new = Conflict.objects.get_or_create(
        juror=row, nomination=nomination, defaults={"kind": Kind.DECLARED.value}
    )
    if is_new:
        record(verb="award.aside", row=row, actor=actor, after={"nomination": nomination.code})


@transaction.atomic(durable=True)
def give_marks(juror: Juror, nomination: Nomination, marks: Mapping[int, int], *, actor: Actor) -> None:
    """Write a juror's marks for one nominee, by the keys of the criteria; a second time replaces the first.

    Raises ``RefusedError``: she stands aside, has handed in, the jury is not at work, or a mark is missing
    or none. Nobody scores who withdrew.
    """
    row = _at_work(juror)
    found = Nomination.objects.filter(pk=nomination.pk, edition=row.edition_id, state=State.ELIGIBLE)
    one = found.select_related("category", "organisation").prefetch_related("backers").first()
    if one is None:
        raise RefusedError(Why.CLOSED)
    is_aside = Conflict.objects.filter(juror=row, nomination=one).exists()
    if is_aside or _conflict(row, _organisations_of(row), one):
        raise RefusedError(Why.CONFLICT)
    try:
        score(marks, {each.pk: each.weight for each in criteria_of(one.category)})
    except ValueError as reason:
        raise RefusedError(Why.MARKS) from reason
    rows = [Mark(juror=row, nomination=one, criterion_id=key, value=value) for key, value in marks.items()]
    Mark.objects.bulk_create(
        rows,
        update_conflicts=True,
        update_fields=["value"],
        unique_fields=["juror", "nomination", "criterion"],
    )
    values = {str(key): value for key, value in marks.items()}
    record(verb="award.marks", row=row, actor=actor, after={"nomination": one.code, "marks": values})


@transaction.atomic(durable=True)
def hand_in(juror: Juror, *, actor: Actor) -> Juror:
    """Hand in; nothing changes any more. Raises ``RefusedError`` while somebody is not scored."""
    row = _at_work(juror)
    if left_to_score(row):
        raise RefusedError(Why.INCOMPLETE)
    row.handed_in_at = timezone.now()
    row.save(update_fields=["handed_in_at"])
    record(verb="award.hand_in", row=row, actor=actor)
    return row


@transaction.atomic(durable=True)
def note_absence(juror: Juror, *, actor: Actor, reason: str) -> Juror:
    """Note why a juror does not hand in; her marks do not count. Raises ``RefusedError``."""
    row = _at_work(juror)
    if not reason.strip():
        raise RefusedError(Why.NO_REASON)
    row.absent_reason = reason[:250]
    row.save(update_fields=["absent_reason"])
    record(verb="award.absent", row=row, actor=actor, reason=reason)
    return row


def _at_work(juror: Juror) -> Juror:
    """Return the row of a juror who may still score, with her edition locked as well."""
    edition = Edition.objects.locked().get(pk=juror.edition_id)
    row: Juror = Juror.objects.select_for_update(of=("self",)).select_related("edition").get(pk=juror.pk)
    if edition.state != Step.JURY:
        raise RefusedError(Why.CLOSED)
    if row.is_done:
        raise RefusedError(Why.HANDED_IN)
    return row


def _conflict(juror: Juror, hers: set[int], nomination: Nomination) -> Kind | None:
    maker = nomination.organisation
    around = {maker.pk, maker.group_id, maker.vouched_by_id} - {None} if maker else set()
    return conflict(
        nominated_her=any(one.user_id == juror.user_id for one in nomination.backers.all()),
        hers=hers,
        nominees={key for key in around if key is not None},
    )


def _organisations_of(juror: Juror) -> set[int]:
    own = Membership.objects.filter(user=juror.user_id).values_list("organisation", flat=True)
    return set(own) | ({juror.organisation_id} if juror.organisation_id else set())
