from datetime import timedelta

import pytest
from django.utils import timezone

from producers.actions.ask_for_code import ask_for_code
from producers.actions.devices import end_everywhere, forget_on_device, remember_on_device, revoke_device
from producers.actions.forget_doors import forget_doors
from producers.actions.open_door import change_phone, open_door
from producers.actions.visits import end_visit, go_on, open_visit
from producers.domain.actors import Actor
from producers.domain.codes import DEVICE_LIFE, IDLE, MOST_ON_A_DEVICE
from producers.models import Device, DoorPhone, Membership, Message, OneTimeCode, Tries, Visit
from producers.testing.builders import a_person_of, a_producer

pytestmark = pytest.mark.django_db
ME = Actor(None, "Fatima")


@pytest.fixture
def she():
    return a_person_of(a_producer(), number="+212612345678")


@pytest.fixture
def sister():
    return a_person_of(a_producer(), username="sister")


def remember(user, secret="", now=None):
    return remember_on_device(user, secret=secret, kind="phone", actor=ME, now=now)


def people(device) -> list[object]:
    return [row.user for row in device.people.all()]


def test_a_device_holds_several_people_each_once(she, sister):
    device, secret = remember(she)
    for user in (sister, she):
        again, secret = remember(user, secret)
        assert again == device
    assert people(device) == [she, sister]


def test_an_old_copy_of_its_cookie_is_another_device(she, sister):
    device, old = remember(she)
    remember(she, old)
    other, _ = remember(sister, old)
    assert other != device
    assert people(device) == [she]


def test_it_is_remembered_for_ninety_days_from_the_last_time(she):
    now = timezone.now()
    device, secret = remember(she, now=now)
    same, secret = remember(she, secret, now=now + timedelta(days=80))
    assert same == device
    late, _ = remember(she, secret, now=now + timedelta(days=80) + DEVICE_LIFE)
    assert late != device


def test_a_full_wall_lets_go_of_who_stood_on_it_longest(she):
    device, secret = remember(she)
    for number in range(MOST_ON_A_DEVICE):
        _, secret = remember(a_person_of(a_producer(), username=f"p{number}"), secret)
    assert device.people.count() == MOST_ON_A_DEVICE
    assert she not in people(device)


def test_she_goes_from_a_wall_and_the_others_stay(she, sister):
    device, secret = remember(she)
    remember(sister, secret)
    hers, other = (open_visit(user, way="wall", device=device) for user in (she, sister))
    assert forget_on_device(she, device, actor=ME)
    assert people(device) == [sister]
    assert not go_on(hers.pk, she)
    assert go_on(other.pk, sister)
    assert not forget_on_device(she, device, actor=ME)


def test_a_lost_device_knows_nobody_and_lets_nobody_go_on(she, sister):
    device, secret = remember(she)
    remember(sister, secret)
    visits = [(open_visit(user, way="wall", device=device).pk, user) for user in (she, sister)]
    assert revoke_device(device, actor=ME, reason="lost")
    assert [go_on(*visit) for visit in visits] == [False, False]
    assert people(device) == []
    assert remember(she, secret)[0] != device
    assert not revoke_device(device, actor=ME, reason="lost")


def test_who_lost_her_phone_is_out_everywhere(she, sister):
    devices = [remember(she)[0], remember(she)[0]]
    here = open_visit(she, way="wall", device=devices[0])
    nowhere = open_visit(she, way="code")
    others = open_visit(sister, way="code")
    assert end_everywhere(she, actor=ME, reason="lost") == 2
    assert not go_on(here.pk, she)
    assert not go_on(nowhere.pk, she)
    assert go_on(others.pk, sister)
    assert not Device.objects.filter(revoked_at=None).exists()


def test_a_visit_goes_on_while_she_is_there_and_ends_after_five_minutes(she, sister):
    now = timezone.now()
    visit = open_visit(she, way="code", now=now)
    assert go_on(visit.pk, she, now=now + IDLE - timedelta(seconds=1))
    assert go_on(visit.pk, she, now=now + 2 * IDLE - timedelta(seconds=2))
    assert not go_on(visit.pk, she, now=now + 3 * IDLE)
    assert not go_on(visit.pk, sister, now=now)


def test_a_visit_that_was_ended_does_not_go_on(she):
    visit = open_visit(she, way="code")
    end_visit(visit.pk)
    assert not go_on(visit.pk, she)


def test_her_door_is_opened_with_a_name_that_says_nothing():
    maker = a_producer()
    user = open_door(maker, name=" Fatima\n", number="+212611111111", actor=ME)
    second = open_door(maker, name="Aïcha", number="", actor=ME)
    assert user.first_name == "Fatima"
    assert "fatima" not in user.username.lower()
    assert not user.has_usable_password()
    roles = [Membership.objects.get(user=each).role for each in (user, second)]
    assert roles == ["owner", "member"]
    assert [phone.number for phone in DoorPhone.objects.all()] == ["+212611111111"]


def test_another_phone_is_told_to_the_one_before(she):
    change_phone(she, "+212622222222", actor=ME)
    assert [message.recipient for message in Message.objects.all()] == ["+212612345678"]
    assert DoorPhone.objects.get().number == "+212622222222"


def test_what_signing_in_leaves_behind_goes(she):
    now = timezone.now()
    ask_for_code("+212612345678", caller="192.0.2.7", language="fr", now=now)
    remember(she, now=now)
    open_visit(she, way="code", now=now)
    forget_doors(now=now + timedelta(hours=1))
    assert (OneTimeCode.objects.count(), Device.objects.count(), Visit.objects.count()) == (1, 1, 1)
    forget_doors(now=now + timedelta(days=3))
    assert (OneTimeCode.objects.count(), Tries.objects.count(), Device.objects.count()) == (0, 0, 1)
    forget_doors(now=now + timedelta(days=181))
    assert (Device.objects.count(), Visit.objects.count()) == (0, 0)
