"""An agent's list: those who let her association help them, by the day and the place of the souk."""

from dataclasses import dataclass

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from producers.domain.text import fold
from producers.models import Grant, Membership, Organisation, Round


@dataclass(frozen=True)
class Wanted:
    """Which of them: words of a name, a day of the week (0 is Monday), or only those she looks after."""

    words: str = ""
    weekday: int | None = None
    only_mine: bool = False


def associations_of(user: object) -> "QuerySet[Organisation]":
    """Return the associations whose agent somebody is."""
    as_agent = Membership.objects.filter(user=user, role=Membership.Role.AGENT)
    return Organisation.objects.filter(pk__in=as_agent.values("organisation")).order_by("number")


def producers_of(user: object, wanted: Wanted) -> "QuerySet[Organisation]":
    """Return those who let an agent's associations act for them today, with ``weekday`` and ``place``.

    In the order of the week, those without a day last; within a day by place, then by number.
    """
    associations = associations_of(user)
    today = timezone.localdate()
    live = Grant.objects.live(today).filter(giver=OuterRef("pk"), receiver__in=associations)
    rounds = Round.objects.filter(producer=OuterRef("pk"), association__in=associations).order_by("pk")
    rows = Organisation.objects.sellers().filter(
        pk__in=Grant.objects.live(today).filter(receiver__in=associations).values("giver")
    )
    rows = rows.annotate(
        weekday=Subquery(rounds.values("weekday")[:1]),
        place=Subquery(rounds.values("place")[:1]),
        looked_after_by=Subquery(rounds.values("agent")[:1]),
        ends=Subquery(live.order_by("valid_until").values("valid_until")[:1]),
    )
    for word in fold(wanted.words).split()[:5]:
        rows = rows.filter(search_text__contains=word)
    if wanted.weekday is not None:
        rows = rows.filter(weekday=wanted.weekday)
    if wanted.only_mine:
        rows = rows.filter(looked_after_by=user.pk)  # type: ignore[attr-defined]  # any user model
    by_day = F("weekday").asc(nulls_last=True)
    return rows.select_related("picture").order_by(by_day, "place", "number")


def round_of(user: object, producer: Organisation) -> Round | None:
    """Return how one of an agent's associations meets a producer."""
    mine = Round.objects.filter(producer=producer, association__in=associations_of(user))
    return mine.order_by("pk").first()
