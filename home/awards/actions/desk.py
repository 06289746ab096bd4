"""What the desk decides: who is eligible, and which two nominations are about the same person."""

from collections.abc import Mapping

from django.db import transaction

from home.awards.actions.move_nomination import locked, move
from home.awards.domain.editions import State as Step
from home.awards.domain.nominating import RefusedError, State, Why, decided
from home.awards.models import Backer, Edition, Nomination, RequirementAnswer
from home.awards.reading.desk import requirements_of
from producers.domain.actors import Actor

DESK = frozenset({Step.ELIGIBILITY, Step.VISITS})


@transaction.atomic(durable=True)
def decide_eligibility(
    nomination: Nomination, answers: Mapping[int, bool], *, actor: Actor, reason: str = ""
) -> Nomination:
    """Decide from the answers to all requirements, by their keys; both she and who nominated are told.

    Whoever is refused is told ``reason``. Raises ``RefusedError``: she has not agreed, a requirement is not
    answered, no reason, or the desk is not open at this step of the edition.
    """
    edition = Edition.objects.locked().get(pk=nomination.edition_id)
    row = locked(nomination)
    if edition.state not in DESK:
        raise RefusedError(Why.DESK_CLOSED)
    asked = {one.pk for one in requirements_of(row)}
    if asked - set(answers):
        raise RefusedError(Why.UNANSWERED)
    new = decided(answers[key] for key in asked)
    if new == State.INELIGIBLE and not reason.strip():
        raise RefusedError(Why.NO_REASON)
    move(row, new, actor=actor, reason=reason, told=reason)
    rows = [
        RequirementAnswer(nomination=row, requirement_id=key, is_met=answers[key]) for key in sorted(asked)
    ]
    RequirementAnswer.objects.bulk_create(
        rows, update_conflicts=True, update_fields=["is_met"], unique_fields=["nomination", "requirement"]
    )
    return row


@transaction.atomic(durable=True)
def merge(nomination: Nomination, into: Nomination, *, actor: Actor, reason: str) -> Nomination:
    """Say that two nominations of a category are about the same person; who nominated goes over.

    Raises ``RefusedError``: the two are of different categories, or it is too late.
    """
    Edition.objects.locked().get(pk=nomination.edition_id)
    row, kept = locked(nomination), locked(into)
    if row.pk == kept.pk or row.category_id != kept.category_id or kept.state == State.MERGED:
        raise RefusedError(Why.OTHER)
    move(row, State.MERGED, actor=actor, reason=reason, merged_into=kept)
    known = set(Backer.objects.filter(nomination=kept).exclude(person="").values_list("person", flat=True))
    Backer.objects.filter(nomination=row).exclude(person__in=known).update(nomination=kept)
    return kept
