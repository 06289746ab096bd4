"""Visits of nominees: whom to visit still, and what was seen where somebody has been."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from home.awards.domain.editions import State as Step
from home.awards.domain.nominating import State, Way
from home.awards.models import Backer, Nomination
from producers.domain.principles import Principle
from producers.domain.shown import Shown, shown
from producers.models import FieldVisit, Organisation
from producers.principle_words import ANSWERS, WORDS, PrincipleWords


@dataclass(frozen=True)
class ToVisit:
    """One nomination whose nominee is to be visited: what it is for; ``name`` of who is no producer."""

    key: int
    edition: Shown
    category: Shown
    name: str


def visitable(maker: Organisation, user: int | None) -> "QuerySet[Nomination]":
    """Return the nominations that an agent who acts for a maker may visit for.

    Those of the maker, and of people without a shop whom the agent has nominated herself.
    """
    hers = Q(organisation=maker)
    if user is not None:
        brought = Backer.objects.filter(user=user, way=Way.AGENT)
        hers |= Q(organisation=None, pk__in=brought.values("nomination"))
    return Nomination.objects.filter(hers)


def to_visit(maker: Organisation, user: int | None, lang: str) -> list[ToVisit]:
    """Return those of them for which somebody is to come and see."""
    rows = visitable(maker, user).filter(state=State.ELIGIBLE, visit=None, edition__state=Step.VISITS)
    return [_shown(one, lang) for one in rows.select_related("category", "edition")]


def _shown(one: Nomination, lang: str) -> ToVisit:
    own = one.edition.original_language
    name = one.name if one.organisation_id is None else ""
    return ToVisit(one.pk, shown(one.edition.title, lang, own), shown(one.category.title, lang, own), name)


@dataclass(frozen=True)
class VisitShown:
    """A visit as the desk reads it: the sheet, what was seen in words, the keys of its photos."""

    sheet: FieldVisit
    seen: tuple[tuple[PrincipleWords, Any], ...]
    photos: tuple[int, ...]


def visit_of(nomination: Nomination) -> VisitShown | None:
    """Return what was seen of a nominee; None while nobody has been there."""
    sheet = nomination.visit
    if sheet is None:
        return None
    names = {said.value: label for said, label, _icon in ANSWERS}
    seen = [(WORDS[one], names.get(sheet.seen[one])) for one in Principle if sheet.seen.get(one)]
    return VisitShown(sheet, tuple(seen), tuple(sheet.photos.values_list("pk", flat=True)))
