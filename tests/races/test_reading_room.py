"""Many readers for few seats, with a control that shows what happens without the guard."""

from collections import Counter
from datetime import timedelta
from threading import Barrier

from django.utils import timezone

from home.library.actions.visits import book_visit, close_day
from home.library.models import Sitting, Visit
from home.library.testing.builders import a_reader, a_reading_room
from producers.domain.actors import SYSTEM
from tests.races.together import at_once, failures

SEATS, READERS = 3, 8


def day():
    return timezone.localdate() + timedelta(days=2)


def test_the_race_is_real_without_the_guard():
    """Look first, sit down then: more readers have a seat than there are."""
    sitting = Sitting.objects.create(room=a_reading_room(), day=day(), half="am", capacity=SEATS)
    looked, seated = Barrier(READERS), []

    def look_then_sit() -> None:
        seen = Sitting.objects.get(pk=sitting.pk)
        looked.wait(60)
        if seen.taken < seen.capacity:
            Sitting.objects.filter(pk=sitting.pk).update(taken=seen.taken + 1)
            seated.append(1)

    assert not failures(at_once([look_then_sit] * READERS))
    assert len(seated) > SEATS


def test_a_crowd_takes_exactly_the_seats():
    room = a_reading_room(seats=SEATS)
    presses = [
        lambda number=number: book_visit(room, day(), "am", a_reader(number), actor=SYSTEM)
        for number in range(READERS)
    ]
    results = Counter(type(one).__name__ for one in at_once(presses))
    assert results == {"Visit": SEATS, "NoSeatError": READERS - SEATS}
    assert Sitting.objects.get().taken == SEATS == Visit.objects.count()


def test_the_statement_alone_gives_no_seat_twice():
    sitting = Sitting.objects.create(room=a_reading_room(), day=day(), half="am", capacity=SEATS)
    taken = at_once([lambda: Sitting.objects.take(sitting.pk)] * READERS)
    assert Counter(taken) == {True: SEATS, False: READERS - SEATS}


def test_one_reader_who_presses_many_times_has_one_seat():
    room = a_reading_room(seats=SEATS)
    results = at_once([lambda: book_visit(room, day(), "am", a_reader(), actor=SYSTEM)] * 4)
    assert Counter(type(one).__name__ for one in results) == {"Visit": 1, "NoSeatError": 3}
    assert Sitting.objects.get().taken == 1


def test_no_seat_outlives_a_day_that_is_being_closed():
    room = a_reading_room(seats=READERS)
    presses = [
        lambda number=number: book_visit(room, day(), "am", a_reader(number), actor=SYSTEM)
        for number in range(READERS - 1)
    ]
    at_once([*presses, lambda: close_day(room, day(), actor=SYSTEM)])
    assert not Visit.objects.filter(state="booked").exists()
    assert sum(Sitting.objects.values_list("taken", flat=True)) == 0
