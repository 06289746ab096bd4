"""The waiting list: whoever has waited longest is offered what became free, and has until a deadline."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from home.events.actions.move import move
from home.events.domain.registering import State, offered_until
from home.events.models import Places, Registration
from home.events.reading.seats import begins_at
from producers.actions.announce import announce
from producers.actions.transactions import require_transaction
from producers.domain.actors import SYSTEM


def offer_free_seats(places: Places, *, now: datetime | None = None) -> int:
    """Offer each free seat to the next who waits, and return how many. The caller has locked ``places``."""
    require_transaction("an offer")
    now, offered = now or timezone.now(), 0
    begins = begins_at(places)
    if begins <= now or places.event.is_cancelled:
        return 0
    for waits in Registration.objects.filter(places=places).queue().iterator():
        if not Places.objects.take(places.pk):
            break
        _offer(waits, until=offered_until(now, begins))
        offered += 1
    return offered


def _offer(waits: Registration, *, until: datetime) -> None:
    waits.offered_until = until
    waits.save(update_fields=["offered_until"])
    move(waits, State.OFFERED, actor=SYSTEM)
    announce("seat.offered", key=f"seat.offered:{waits.pk}", registration=waits.pk)


def lapse_offers(*, now: datetime | None = None) -> int:
    """Take back every seat whose deadline is over and offer it to the next; return how many."""
    now = now or timezone.now()
    late = Registration.objects.filter(state=State.OFFERED, offered_until__lte=now)
    return sum(_lapse(places, now) for places in sorted(set(late.values_list("places", flat=True))))


@transaction.atomic(durable=True)
def _lapse(pk: int, now: datetime) -> int:
    places = Places.objects.locked().select_related("event", "session").get(pk=pk)
    late = list(Registration.objects.filter(places=places, state=State.OFFERED, offered_until__lte=now))
    for one in late:
        move(one, State.LAPSED, actor=SYSTEM)
        Places.objects.give_back(pk)
        announce("seat.lapsed", key=f"seat.lapsed:{one.pk}", registration=one.pk)
    offer_free_seats(places, now=now)
    return len(late)
