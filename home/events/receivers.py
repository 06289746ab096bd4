"""What the registered are told: a seat, an offer, a lapse, that all is off or otherwise."""

from home.events.domain.reminding import AFTER, REMINDERS
from home.events.models import Registration
from home.events.models.querysets import RegistrationQuerySet
from home.events.seat_letters import write_to
from producers.announcements import Announced, receives
from producers.domain.told import Told
from producers.letter_kinds import add_letters

add_letters([*REMINDERS, AFTER], Told.REGISTERED)


@receives(
    "seat.seated", "seat.waiting", "seat.offered", "seat.lapsed", "seat.cancelled", tells=(Told.REGISTERED,)
)
def tell_her(announced: Announced) -> None:
    """Write to one person."""
    registration = Registration.objects.get(pk=announced.payload["registration"])
    write_to(registration, kind=announced.kind, key=announced.key)


@receives("event.cancelled", "event.changed", tells=(Told.REGISTERED,))
def tell_all(announced: Announced) -> None:
    """Write to everybody who has a seat or waits."""
    _tell(Registration.objects.filter(places__event=announced.payload["event"]), announced)


@receives("part.changed", tells=(Told.REGISTERED,))
def tell_those_of_a_part(announced: Announced) -> None:
    """Write to everybody who has a seat in one part, or waits for one."""
    _tell(Registration.objects.filter(places__session=announced.payload["session"]), announced)


def _tell(rows: RegistrationQuerySet, announced: Announced) -> None:
    for registration in rows.open().order_by("pk").iterator(chunk_size=200):
        write_to(registration, kind=announced.kind, key=announced.key)
