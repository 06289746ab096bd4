"""What a seat opens at the door, read from what it is a seat in."""

from datetime import datetime

from home.events.domain.attendance import Opening
from home.events.models import Places
from home.events.reading.cards import here


def opening_of(places: Places) -> Opening:
    """Return the days of the event, and the hours of the part that the seats are in."""
    event, part = places.event, places.session
    if part is None:
        return Opening(event.first_day, event.last_day)
    return Opening(event.first_day, event.last_day, _wall(part.starts_at), _wall(part.ends_at))


def _wall(moment: datetime) -> datetime:
    return here(moment).replace(tzinfo=None)
