"""The row of those who wait for a stand, as the rules order it, with the reasons."""

from dataclasses import dataclass

from home.events.models import Exhibitor
from home.stands.domain.fairness import Applicant, Why, rank
from home.stands.domain.states import RANKED, ApplicationState
from home.stands.models import StandApplication, StandOffer
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
    ranks = rank([_applicant(row, offer, came) for row in rows], draw=offer.event.export_id)
    return [Ranked(one.place, by_key[one.key], one.reasons) for one in ranks]


def _applicant(row: StandApplication, offer: StandOffer, came: set[int]) -> Applicant:
    maker = row.producer
    return Applicant(
        key=maker.export_id,
        is_first_time=maker.pk not in came,
        is_woman=maker.voice == Organisation.Voice.WOMAN,
        is_far=bool(maker.region) and maker.region != offer.event.region,
        crafts=frozenset(craft.code for craft in row.crafts.all()),
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
