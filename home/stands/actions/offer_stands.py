"""The office opens an event to makers who want a stand."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from home.events.models import Event
from home.stands.models import StandOffer
from producers.actions.record import record
from producers.domain.actors import Actor


class NoStandsError(ValueError):
    """The event does not take place, or the days or the number do not fit it."""


@transaction.atomic(durable=True)
def offer_stands(event: Event, stands: int, closes_on: date, *, actor: Actor) -> StandOffer:
    """Offer ``stands`` free stands, to be asked for until ``closes_on``. Offered twice, the first counts.

    Raises ``NoStandsError``.
    """
    locked = Event.objects.select_for_update(of=("self",), no_key=True).get(pk=event.pk)
    known = StandOffer.objects.filter(event=locked).first()
    if known is not None:
        return known
    fits = timezone.localdate() <= closes_on <= locked.first_day and 1 <= stands <= 500
    if locked.is_cancelled or not locked.live or not fits:
        raise NoStandsError(locked.slug)
    offer: StandOffer = StandOffer.objects.create(event=locked, stands=stands, closes_on=closes_on)
    record(
        verb="stands.offered",
        row=offer,
        actor=actor,
        after={"stands": stands, "closes_on": closes_on.isoformat()},
    )
    return offer
