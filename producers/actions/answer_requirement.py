"""Requirements are answered: she ticks or hands in a paper; somebody accepts, rejects, or waives it."""

from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from producers.actions.record import record
from producers.domain.actors import Actor
from producers.domain.requirements import Answer, Nature
from producers.models import Organisation, ProducerRequirement, RequirementAnswer
from producers.requirement_kinds.base import kind_of

NEEDS_REASON = frozenset({Answer.REJECTED, Answer.WAIVED})


class AnswerError(ValueError):
    """This requirement is not answered in this way."""


def tick(
    maker: Organisation, requirement: ProducerRequirement, *, actor: Actor, now: datetime | None = None
) -> RequirementAnswer:
    """She says yes. Raises ``AnswerError`` for what is not hers to say."""
    _only(requirement, Nature.ATTESTED)
    return _write(maker, requirement, Answer.TICKED, actor=actor, now=now)


def hand_in(
    maker: Organisation,
    requirement: ProducerRequirement,
    *,
    actor: Actor,
    paper: "File[Any] | None" = None,
    now: datetime | None = None,
) -> RequirementAnswer:
    """She hands in a paper, or asks for a visit; somebody has to look. Raises ``AnswerError``."""
    _only(requirement, Nature.VERIFIED)
    return _write(maker, requirement, Answer.WAITING, actor=actor, paper=paper, now=now)


def decide(
    maker: Organisation,
    requirement: ProducerRequirement,
    answer: Answer,
    *,
    actor: Actor,
    reason: str = "",
    now: datetime | None = None,
) -> RequirementAnswer:
    """Accept or reject what somebody looked at, or ask less of one maker. Any requirement may be waived.

    Raises ``AnswerError`` for another answer, and where a reason is needed and none is given.
    """
    if answer is not Answer.WAIVED:
        _only(requirement, Nature.VERIFIED)
    if answer not in (Answer.ACCEPTED, *NEEDS_REASON):
        raise AnswerError(f"not decided so: {answer}")
    if answer in NEEDS_REASON and not reason.strip():
        raise AnswerError("a reason is needed")
    return _write(maker, requirement, answer, actor=actor, reason=reason.strip(), now=now)


def _only(requirement: ProducerRequirement, nature: Nature) -> None:
    kind = kind_of(requirement.kind)
    if kind is None or kind.nature is not nature:
        raise AnswerError(f"{requirement.kind} is not {nature}")


@transaction.atomic(durable=True)
def _write(
    maker: Organisation,
    requirement: ProducerRequirement,
    answer: Answer,
    *,
    actor: Actor,
    reason: str = "",
    paper: "File[Any] | None" = None,
    now: datetime | None = None,
) -> RequirementAnswer:
    old = RequirementAnswer.objects.select_for_update(of=("self",)).filter(
        organisation=maker, requirement=requirement
    )
    before = {"state": known.state} if (known := old.first()) else {}
    values: dict[str, Any] = {
        "state": answer.value,
        "reason": reason[:300],
        "by_id": actor.user_id,
        "at": now or timezone.now(),
    }
    values |= {"file": paper} if paper is not None else {}
    row = RequirementAnswer.objects.update_or_create(
        organisation=maker, requirement=requirement, defaults=values
    )[0]
    record(
        verb=f"requirement.{answer.value}",
        row=row,
        actor=actor,
        reason=reason,
        before=before,
        after={"state": answer.value, "requirement": requirement.pk},
        for_organisation=maker,
    )
    return row
