"""The fairs where a maker can ask for a stand, with what became of what she asked."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from home.stands.models import StandApplication, StandOffer
from producers.domain.shown import Shown, shown


@dataclass(frozen=True)
class OfferShown:
    """One fair as her screen shows it. ``row`` is ``None`` while she has not asked."""

    offer: StandOffer
    title: Shown
    row: StandApplication | None
    is_open: bool

    @property
    def can_apply(self) -> bool:
        """Whether the button to ask is there."""
        return self.is_open and (self.row is None or self.row.state == StandApplication.State.WITHDRAWN)


def offers_for(hers: QuerySet[StandApplication], today: date, lang: str) -> list[OfferShown]:
    """Return the fairs to come that are open to her or that she has asked, the nearest first."""
    asked = {row.offer_id: row for row in hers.filter(offer__event__last_day__gte=today)}
    rows = StandOffer.objects.filter(event__live=True, event__status="planned", event__last_day__gte=today)
    rows = rows.filter(Q(closes_on__gte=today) | Q(pk__in=list(asked)))
    return [
        OfferShown(
            one,
            shown(one.event.title, lang, one.event.original_language),
            asked.get(one.pk),
            one.closes_on >= today,
        )
        for one in rows.select_related("event").order_by("event__first_day", "pk")
    ]
