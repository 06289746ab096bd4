"""How far a maker is: every requirement judged today, and the one thing to do next."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils import timezone

from producers.domain.requirements import (
    Answer,
    Answered,
    Nature,
    Point,
    Rule,
    Verdict,
    binds,
    is_satisfied,
    judge,
)
from producers.models import Organisation, ProducerRequirement, RequirementAnswer
from producers.requirement_kinds.base import RequirementKind, is_judgeable, kind_of


@dataclass(frozen=True)
class Judged:
    """One requirement as it stands for one maker today. ``kind`` is None where it is not installed."""

    requirement: ProducerRequirement
    kind: RequirementKind | None
    answer: RequirementAnswer | None
    verdict: Verdict

    @property
    def point(self) -> Point:
        """Where it is enforced."""
        return Point(self.requirement.needed_at)

    @property
    def is_satisfied(self) -> bool:
        """Say whether nothing more is needed for it."""
        return is_satisfied(self.verdict)

    @property
    def is_for_her(self) -> bool:
        """Say whether she can do something about it now."""
        return not self.is_satisfied and self.verdict not in (Verdict.WAITING, Verdict.BROKEN)

    @property
    def is_ticked(self) -> bool:
        """Say whether it is she who says so."""
        return self.kind is not None and self.kind.nature is Nature.ATTESTED

    @property
    def is_verified(self) -> bool:
        """Say whether somebody has to look."""
        return self.kind is not None and self.kind.nature is Nature.VERIFIED

    @property
    def icon(self) -> str:
        """The picture of it."""
        return self.requirement.icon or (self.kind.icon if self.kind else "info")


def judge_all(maker: Organisation) -> list[Judged]:
    """Judge every requirement in force for a maker, in their order."""
    return judge_makers([maker])[maker.pk]


def judge_makers(makers: Collection[Organisation]) -> dict[int, list[Judged]]:
    """Judge every requirement for each maker. The number of queries does not grow with the makers."""
    rows = list(ProducerRequirement.objects.filter(is_active=True))
    written = RequirementAnswer.objects.filter(organisation__in=[one.pk for one in makers])
    answers = {(answer.organisation_id, answer.requirement_id): answer for answer in written}
    true = {row.pk: _true_of(makers, row) for row in rows}
    return {
        one.pk: [_judged(row, answers.get((one.pk, row.pk)), one.pk in true[row.pk]) for row in rows]
        for one in makers
    }


def _true_of(makers: Collection[Organisation], row: ProducerRequirement) -> set[int]:
    kind = kind_of(row.kind)
    if kind is None or kind.reads is None or not is_judgeable(row):
        return set()
    return kind.reads(makers, row)


def _judged(row: ProducerRequirement, answer: RequirementAnswer | None, is_true: bool) -> Judged:
    kind = kind_of(row.kind)
    rule = Rule(kind.nature if kind else Nature.VERIFIED, is_judgeable(row), row.since)
    said = Answered(Answer(answer.state), timezone.localdate(answer.at)) if answer else None
    return Judged(row, kind, answer, judge(rule, said, is_true=is_true))


def missing_at(judged: Iterable[Judged], point: Point) -> list[Judged]:
    """Return what stands in the way at a point."""
    return [one for one in judged if binds(one.point, point) and not one.is_satisfied]


def next_step(judged: Iterable[Judged]) -> Judged | None:
    """Return the first thing that she can do, None when it is for others to act."""
    return next((one for one in judged if one.is_for_her), None)
