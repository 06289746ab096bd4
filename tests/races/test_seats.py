"""Many people for few seats, with a control that shows what happens without the guard."""

from collections import Counter
from threading import Barrier

from home.events.actions.change_seat import accept_offer, cancel_seat
from home.events.actions.places import set_places
from home.events.actions.register import register
from home.events.models import Places, Registration
from home.events.testing.builders import a_person, an_event
from producers.domain.actors import SYSTEM
from tests.races.together import at_once, failures

SEATS, PEOPLE = 3, 10


def test_the_race_is_real_without_the_guard():
    """Look first, sit down then: more people have a seat than there are."""
    places = set_places(an_event(), capacity=SEATS, actor=SYSTEM)
    looked, seated = Barrier(PEOPLE), []

    def look_then_sit() -> None:
        seen = Places.objects.get(pk=places.pk)
        looked.wait(60)
        if seen.taken < seen.capacity:
            Places.objects.filter(pk=places.pk).update(taken=seen.taken + 1)
            seated.append(1)

    assert not failures(at_once([look_then_sit] * PEOPLE))
    assert len(seated) > SEATS


def test_a_crowd_takes_exactly_the_seats_and_the_others_wait():
    places = set_places(event := an_event(), capacity=SEATS, actor=SYSTEM)
    presses = [
        lambda number=number: register(event, places.pk, a_person(number), actor=SYSTEM)
        for number in range(PEOPLE)
    ]
    states = Counter(one.state for one in at_once(presses))
    assert states == {"seated": SEATS, "waiting": PEOPLE - SEATS}
    assert Places.objects.get().taken == SEATS


def test_the_statement_alone_gives_no_seat_twice():
    places = set_places(an_event(), capacity=SEATS, actor=SYSTEM)
    taken = at_once([lambda: Places.objects.take(places.pk)] * PEOPLE)
    assert Counter(taken) == {True: SEATS, False: PEOPLE - SEATS}


def test_one_person_who_presses_many_times_has_one_seat():
    places = set_places(event := an_event(), capacity=SEATS, actor=SYSTEM)
    results = at_once([lambda: register(event, places.pk, a_person(1), actor=SYSTEM)] * 5)
    assert Counter(type(one).__name__ for one in results) == {"Registration": 1, "RefusedError": 4}
    assert Places.objects.get().taken == 1


def test_seats_that_are_given_back_at_once_are_offered_once_each():
    places = set_places(event := an_event(), capacity=SEATS, actor=SYSTEM)
    people = [register(event, places.pk, a_person(n), actor=SYSTEM) for n in range(SEATS + 2)]
    assert not failures(at_once([lambda one=one: cancel_seat(one, actor=SYSTEM) for one in people[:SEATS]]))
    states = Counter(Registration.objects.values_list("state", flat=True))
    assert states == {"cancelled": SEATS, "offered": 2}
    assert not failures(at_once([lambda one=one: accept_offer(one, actor=SYSTEM) for one in people[SEATS:]]))
    assert Places.objects.get().taken == 2
