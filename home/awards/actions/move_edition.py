"""The one way in which an edition goes on to its next state."""

from collections.abc import Callable, Mapping

from django.db import transaction

from home.awards.actions.jury import find_conflicts
from home.awards.actions.publish_winners import publish_winners
from home.awards.domain.editions import RefusedError, State, Why, may_move
from home.awards.models import Edition
from home.awards.reading.jury import jury_is_done, results_of
from producers.actions.announce import announce
from producers.actions.record import record
from producers.domain.actors import Actor


@transaction.atomic(durable=True)
def move_edition(edition: Edition, new: str, *, actor: Actor, reason: str) -> Edition:
    """Go on to the next state. ``reason`` is kept in the log.

    Raises ``RefusedError`` when that is not what comes next, or what it needs is not there.
    """
    stands: Edition = Edition.objects.locked().get(pk=edition.pk)
    old = stands.state
    if not may_move(old, new):
        raise RefusedError(Why.ORDER)
    NEEDS.get(State(new), _nothing)(stands)
    Edition.objects.filter(pk=stands.pk).update(state=new)
    if new == State.PUBLISHED:
        publish_winners(stands)
    stands.state = new
    record(
        verb="award.edition",
        row=stands,
        actor=actor,
        reason=reason,
        before={"state": str(old)},
        after={"state": str(new)},
    )
    announce(f"award.{new}", key=f"award.{new}:{stands.pk}", edition=stands.pk)
    return stands


def _nothing(edition: Edition) -> None:
    """Most steps need a decision and no more."""


def _may_open(edition: Edition) -> None:
    if not edition.live:
        raise RefusedError(Why.NOT_PUBLIC)
    if not edition.categories.exists():
        raise RefusedError(Why.NO_CATEGORY)


def _may_score(edition: Edition) -> None:
    """Each category is scored by at least one criterion, and everybody is decided about."""
    _desk_is_done(edition)
    codes = set(edition.criteria.values_list("category", flat=True))
    if "" not in codes and set(edition.categories.values_list("code", flat=True)) - codes:
        raise RefusedError(Why.NO_CRITERIA)
    if not edition.jurors.exists():
        raise RefusedError(Why.NO_JURY)
    find_conflicts(edition)


def _is_decided(edition: Edition) -> None:
    """All jurors are done, and each category with somebody scored has its places."""
    if not jury_is_done(edition):
        raise RefusedError(Why.JURY_WORKS)
    for category in edition.categories.all():
        placed = category.nominations.filter(place__isnull=False, state="eligible").count()
        if placed < min(category.winners, len(results_of(category))):
            raise RefusedError(Why.TIE)


def _desk_is_done(edition: Edition) -> None:
    """Everybody who agreed is decided about."""
    if edition.nominations.filter(state="agreed").exists():
        raise RefusedError(Why.UNDECIDED)


NEEDS: Mapping[State, Callable[[Edition], None]] = {
    State.OPEN: _may_open,
    State.VISITS: _desk_is_done,
    State.JURY: _may_score,
    State.DECIDED: _is_decided,
}
