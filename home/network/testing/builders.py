"""Rows of the network for tests. Every function takes what matters to the test and invents the rest."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from moneyed import Money

from home.events.actions.places import set_places
from home.events.actions.register import register
from home.events.models import Event, Places, Registration
from home.events.testing.builders import a_person, an_event, at
from home.network.actions.listings import Said, say
from home.network.actions.meeting_guests import Room, open_meetings, take_part
from home.network.actions.meetings import place
from home.network.actions.purchases import Planned, open_purchase
from home.network.actions.talks import ask
from home.network.domain.listings import Part, Side, Thing
from home.network.domain.meetings import Half
from home.network.domain.talks import Sentence
from home.network.models import Listing, Meeting, MeetingGuest, MeetingPlan, Purchase, Talk
from producers.domain.actors import SYSTEM
from producers.models import Organisation
from producers.testing.builders import a_producer, an_association


def a_listing(
    maker: Organisation | None = None,
    *,
    side: str = "needs",
    thing: str = "wool",
    shows: tuple[str, ...] = (),
    **facts: Any,
) -> Listing:
    """Build a need (else an offer) that holds for 90 days and shows nothing of her."""
    said = Said(Side(side), Thing(thing), facts.pop("words", ""), shows=frozenset(map(Part, shows)))
    return say(maker or a_producer(), said, actor=SYSTEM, **facts)


def a_talk(listing: Listing | None = None, sender: Organisation | None = None, **facts: Any) -> Talk:
    """Build a message that waits for an answer."""
    said = facts.pop("sentences", (Sentence.MINE,))
    return ask(listing or a_listing(), sender or a_producer(), said, actor=SYSTEM, **facts)


def a_purchase(organiser: Organisation | None = None, **facts: Any) -> Purchase:
    """Build an open purchase of wool at 30 dirhams a kilo: 20 in all, 5 for each, for two weeks."""
    given = {"material": "Laine lavée", "unit": "kilo", "price": Money(30, "MAD"), "least_all": 20}
    last_day = timezone.localdate() + timedelta(days=14)
    planned = Planned(**{**given, "least_each": 5, "last_day": last_day, **facts})
    return open_purchase(organiser or an_association(), planned, actor=SYSTEM)


def a_plan(event: Event | None = None, *, days: int = 0, **numbers: Any) -> MeetingPlan:
    """Build business meetings on an afternoon of an event: six hours, four tables, one of them spare."""
    found = event or an_event(kind="meeting")
    day = found.first_day + timedelta(days=days)
    room = Room([Half(at(day, 14), at(day, 17))], **{"tables": 4, "spare": 20, **numbers})
    return open_meetings(found, room, actor=SYSTEM)


def a_guest(plan: MeetingPlan, maker: Organisation | None = None, **fields: Any) -> MeetingGuest:
    """Build somebody who is registered for the event and takes part: a maker, else a client."""
    number = Registration.objects.count() + 1
    places = Places.objects.filter(event=plan.event).first() or set_places(
        plan.event, capacity=500, actor=SYSTEM
    )
    shows_name = fields.pop("shows_name", False)
    person = a_person(number, **({"kind": "client" if maker is None else "firm"} | fields))
    seat = register(plan.event, places.pk, person, actor=SYSTEM, organisation=maker)
    return take_part(plan, seat, actor=SYSTEM, shows_name=shows_name)


def a_meeting(plan: MeetingPlan | None = None, *, hour: int = 0, table: int = 1, **guests: Any) -> Meeting:
    """Build a meeting placed by hand: of a maker with a client, unless ``one`` and ``other`` are given."""
    found = plan or a_plan()
    one = guests.get("one") or a_guest(found, a_producer())
    other = guests.get("other") or a_guest(found)
    return place(found.hours.all()[hour], table, one, other, actor=SYSTEM, reason="test")
