"""Two organisers put one person into one hour at once, with a control that looks first and writes then."""

from functools import partial
from threading import Barrier

from home.network.actions.meetings import place
from home.network.models import Meeting, MeetingChair
from home.network.testing.builders import a_guest, a_plan
from producers.domain.actors import SYSTEM
from tests.races.together import at_once, failures


def test_looking_first_seats_one_person_twice():
    plan = a_plan()
    hour, buyer, seated, looked = plan.hours.first(), a_guest(plan), [], Barrier(2)

    def look_then_seat() -> None:
        is_free = not MeetingChair.objects.filter(hour=hour, guest=buyer).exists()
        looked.wait(60)
        if is_free:
            seated.append(1)

    assert not failures(at_once([look_then_seat] * 2))
    assert len(seated) == 2


def test_two_organisers_seat_her_once_and_the_other_is_told_why():
    plan = a_plan()
    buyer, makers = a_guest(plan), [a_guest(plan) for _number in range(3)]
    for hour in plan.hours.all()[:2]:
        presses = [
            partial(place, hour, table, buyer, maker, actor=SYSTEM, reason="x")
            for table, maker in enumerate(makers, 1)
        ]
        results = at_once(presses)
        assert sum(isinstance(one, Meeting) for one in results) == 1
        refused = [one.why.value for one in results if not isinstance(one, Meeting)]
        assert refused == ["busy", "busy"]
        makers = [maker for maker in makers if not maker.chairs.exists()] + [a_guest(plan)]
    assert MeetingChair.objects.filter(guest=buyer).count() == 2
    assert Meeting.objects.count() == 2
