"""The row of those who wait for a stand, as the rules order it, with the reasons."""

from collections import defaultdict
from dataclasses import dataclass

from home.events.models import Exhibitor
from home.stands.domain.fairness import Applicant, Why, rank
from home.stands.domain.states import HOLDING, RANKED, ApplicationState
from home.stands.models import StandApplication, StandOffer
from home.stands.reading.stays import groups_of
from producers.models import Organisation


@dataclass(frozen=True)
class Ranked:
    """One who waits: her place in the row, and why."""

    place: int
    row: StandApplication
    reasons: tuple[Why, ...]


def ranked(offer: StandOffer) -> list[Ranked]:
    """Return who waits, first the one whom the rules place first."""
    rows = list(
        offer.applications.filter(state__in=RANKED)
        .select_related("producer")
        .prefetch_related("crafts", "products")
    )
    came = _came_before(offer, [row.producer_id for row in rows])
    by_key = {row.producer.export_id: row for row in rows}
    ranks = rank(
        [_applicant(row, offer, came) for row in rows],
        draw=offer.event.export_id,
        groups=groups_of(offer.event),
        shown=crafts_shown(offer),
    )
    return [Ranked(one.place, by_key[one.key], one.reasons) for one in ranks]


def crafts_shown(offer: StandOffer) -> dict[int, frozenset[str]]:
    """Return the crafts of those who have a stand or were offered one, by group: the mix so far."""
    rows = offer.applications.filter(state__in=HOLDING, stand__isnull=False)
    found: defaultdict[int, set[str]] = defaultdict(set)
    for group, craft in rows.values_list("group", "crafts__code").order_by():
        found[group] |= {craft} if craft else set()
    return {group: frozenset(crafts) for group, crafts in found.items()}


def crafts_of(row: StandApplication) -> frozenset[str]:
    """Return the crafts that she shows."""
    return frozenset(craft.code for craft in row.crafts.all())


def _applicant(row: StandApplication, offer: StandOffer, came: set[int]) -> Applicant:
    maker = row.producer
    return Applicant(
        key=maker.export_id,
        is_first_time=maker.pk not in came,
        is_woman=maker.voice == Organisation.Voice.WOMAN,
        is_far=bool(maker.region) and maker.region != offer.event.region,
        crafts=crafts_of(row),
        group=row.group if row.stand is not None else row.wish,
    )


def _came_before(offer: StandOffer, makers: list[int]) -> set[int]:
    """Return who exhibited at an earlier event: as its page says, or by a stand that she was given."""
    event = offer.event
    shown = Exhibitor.objects.filter(
        producer__in=makers, event__first_day__lt=event.first_day, event__live=True, event__status="planned"
    )
    placed = StandApplication.objects.filter(
        producer__in=makers,
        state=ApplicationState.PLACED,
        offer__event__first_day__lt=event.first_day,
        offer__event__status="planned",
    )
    return {*shown.values_list("producer", flat=True), *placed.values_list("producer", flat=True)}
