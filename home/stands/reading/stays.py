"""The stays of the groups of a fair: a stand is given once in each of them."""

from dataclasses import dataclass
from datetime import date

from home.events.models import Event, Session
from home.events.reading.cards import here
from home.stands.domain.slots import WHOLE_FAIR
from producers.domain.dates import day_range
from producers.domain.shown import Shown, shown


@dataclass(frozen=True)
class Stay:
    """One group: its number, what it is called, and its days as they are written."""

    number: int
    name: Shown
    days: str


def stays_of(event: Event, lang: str) -> tuple[Stay, ...]:
    """Return the groups of a fair in their order; none where everybody stays for all of it."""
    own = event.original_language
    return tuple(
        Stay(group, shown(one.title, lang, own), day_range(_day(one), here(one.ends_at).date(), lang))
        for group, one in sorted(_groups(event).items())
    )


def groups_of(event: Event) -> list[int]:
    """Return the numbers of the groups of a fair."""
    return sorted(_groups(event))


def begins_on(event: Event, group: int) -> date:
    """Return the first day of a group's stay, that of the fair for who stays for all of it."""
    stay = _groups(event).get(group) if group != WHOLE_FAIR else None
    return _day(stay) if stay else event.first_day


def _groups(event: Event) -> dict[int, Session]:
    rows = (one for one in event.sessions.all() if one.kind == Session.Kind.GROUP)
    return {one.group: one for one in rows if one.group}


def _day(stay: Session) -> date:
    return here(stay.starts_at).date()
