"""What follows from the marks: the places of a category, once all jurors are done; a person decides ties."""

from collections.abc import Sequence

from django.db import transaction

from home.awards.domain.editions import State as Step
from home.awards.domain.jury import RefusedError, Why
from home.awards.domain.scoring import places, ties
from home.awards.models import Category, Edition, Nomination
from home.awards.reading.jury import jury_is_done, results_of
from producers.actions.record import record
from producers.domain.actors import Actor


@transaction.atomic(durable=True)
def decide_category(
    category: Category, *, actor: Actor, order: Sequence[int] = (), reason: str = ""
) -> list[Nomination]:
    """Give the places of a category; given again before the edition is decided, they are given anew.

    ``order`` names those who are even, the first first, and needs a ``reason``. Raises ``RefusedError``: a
    juror is not done, or some are even and nobody said who comes first.
    """
    edition = Edition.objects.locked().get(pk=category.edition_id)
    if edition.state != Step.JURY:
        raise RefusedError(Why.CLOSED)
    if not jury_is_done(edition):
        raise RefusedError(Why.INCOMPLETE)
    found = results_of(category)
    even = ties(found, category.winners)
    if even and order and not reason.strip():
        raise RefusedError(Why.NO_REASON)
    try:
        chosen = places(found, category.winners, order)
    except ValueError as error:
        raise RefusedError(Why.TIE) from error
    return _write(category, chosen, {str(key): str(value) for key, value in found.items()}, actor, reason)


def _write(
    category: Category, chosen: Sequence[int], found: dict[str, str], actor: Actor, reason: str
) -> list[Nomination]:
    Nomination.objects.filter(category=category).update(place=None)
    for number, key in enumerate(chosen, start=1):
        Nomination.objects.filter(pk=key).update(place=number)
    winners = list(Nomination.objects.filter(category=category, place__isnull=False).order_by("place"))
    record(
        verb="award.places",
        row=category,
        actor=actor,
        reason=reason,
        after={"places": [one.code for one in winners], "results": found},
    )
    return winners
