"""The agenda: events, seats, the door; and stands, which both makers ask for."""

from home.events.actions.door_keys import give_door_key
from home.events.actions.places import set_places
from home.events.actions.register import register
from home.events.models import Certificate, Event, Registration
from home.events.testing.builders import a_person, an_event
from home.stands.actions.apply import Brings, apply
from home.stands.models import StandOffer
from home.stands.testing.builders import an_offer
from producers.domain.actors import Actor
from tests.pages.worlds.scene import Scene, Values

OFFICE = Actor(None, "office")
DOORS = ("at_door", "door_people", "door_line", "door_scan", "door_manifest")


def add(scene: Scene) -> Values:
    """Give both makers a seat and a wish for a stand, and a stranger a seat and a certificate."""
    stands = _of_makers(scene)
    event = an_event()
    slug, door = {"slug": event.slug}, {"token": _a_door(event)}
    seat = _a_seat(event)
    mine, code = {"token": seat.token}, Certificate.objects.create(registration=seat, half_days=1).code
    return {
        **{f"events:{name}": door for name in DOORS},
        **{f"events:{name}": slug for name in ("event", "register", "plan", "portal_event", "portal_other")},
        **{f"events:{name}": mine for name in ("seat", "badge", "outcome")},
        "stands_portal:ask": {"pk": stands.pk},
        "stands_portal:pay": {"pk": stands.applications.get(producer=scene.maker).pk},
        "events:certificate": {"token": code},
        "tiwizi_agenda_event": {"export_id": event.export_id},
    }


def _of_makers(scene: Scene) -> StandOffer:
    event = an_event(slug="of-makers")
    places, stands = set_places(event, capacity=9, actor=OFFICE), an_offer()
    for number, maker in enumerate(scene.makers):
        person = a_person(80 + number, name="Tisseuse secrète")
        register(event, places.pk, person, actor=OFFICE, organisation=maker)
        apply(stands, maker, actor=OFFICE, brings=Brings(words="Tente secrète"))
    return stands


def _a_door(event: Event) -> str:
    return str(give_door_key(event, "Helper", actor=OFFICE).token)


def _a_seat(event: Event) -> Registration:
    places = set_places(event, capacity=3, actor=OFFICE)
    return register(event, places.pk, a_person(name="Inscrite secrète"), actor=Actor(None, "guest"))
