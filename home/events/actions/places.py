"""How many seats there are. Fewer than are taken cannot be; more are offered to those who wait."""

from django.db import transaction

from home.events.actions.publish_event import note_change
from home.events.actions.waiting import offer_free_seats
from home.events.models import Event, Places, Session
from producers.actions.record import record
from producers.domain.actors import Actor


class TooFewSeatsError(ValueError):
    """More seats are taken than there would be."""


@transaction.atomic(durable=True)
def set_places(
    event: Event, *, capacity: int, actor: Actor, session: Session | None = None, is_open: bool = True
) -> Places:
    """Say how many seats an event, or one part of it, has. Raises ``TooFewSeatsError``.

    A part of another event raises ``ValueError``.
    """
    if session is not None and session.event_id != event.pk:
        raise ValueError("the part is of another event")
    row, is_new = Places.objects.get_or_create(event=event, session=session, defaults={"capacity": capacity})
    places: Places = Places.objects.locked().get(pk=row.pk)
    if places.taken > capacity:
        raise TooFewSeatsError(places.taken)
    before = {} if is_new else {"capacity": places.capacity, "is_open": places.is_open}
    places.capacity, places.is_open = capacity, is_open
    places.save(update_fields=["capacity", "is_open"])
    record(
        verb="seats.set",
        row=places,
        actor=actor,
        before=before,
        after={"capacity": capacity, "is_open": is_open},
    )
    offer_free_seats(places)
    note_change(event.pk)  # its page says that one can register
    return places
