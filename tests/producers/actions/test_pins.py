from datetime import timedelta

import pytest
from django.utils import timezone

from producers.actions.pins import EasyPinError, check_pin, clear_pin, set_pin
from producers.domain.actors import Actor
from producers.domain.pins import MOST_TRIES, PICTURES, WAITS
from producers.models import Act, Message, PicturePin
from producers.testing.builders import a_person_of, a_producer

pytestmark = pytest.mark.django_db
TAPS = ["sun", "key", "bird", "moon"]
WRONG = ["moon", "key", "bird", "sun"]


@pytest.fixture
def she():
    return a_person_of(a_producer(), number="+212612345678", pin="-".join(TAPS))


def me(user) -> Actor:
    return Actor(user.pk, "Fatima")


def test_the_pictures_in_their_order_are_right(she):
    assert check_pin(she, TAPS).is_right
    assert not check_pin(she, WRONG).is_right
    assert check_pin(she, TAPS).is_right


def test_she_chooses_others_and_the_old_ones_are_wrong(she):
    set_pin(she, WRONG, actor=me(she))
    assert not check_pin(she, TAPS).is_right
    assert check_pin(she, WRONG).is_right
    assert "sun" not in str(PicturePin.objects.values()) + str(Act.objects.values())


@pytest.mark.parametrize(
    "taps", [[], ["sun"] * 4, ["sun", "key"] * 2, ["sun", "key", "bird", "dragon"], TAPS * 2]
)
def test_an_easy_pin_is_refused(she, taps):
    with pytest.raises(EasyPinError):
        set_pin(she, taps, actor=me(she))
    assert check_pin(she, TAPS).is_right


def test_two_people_with_the_same_pictures_have_different_digests(she):
    other = a_person_of(a_producer(), username="other", pin="-".join(TAPS))
    assert len({she.picture_pin.digest, other.picture_pin.digest}) == 2


def test_after_five_wrong_tries_she_waits_even_with_the_right_pictures(she):
    now = timezone.now()
    answers = [check_pin(she, WRONG, now=now) for _ in range(5)]
    assert [answer.wait_until for answer in answers] == [None] * 4 + [now + WAITS[5]]
    assert not check_pin(she, TAPS, now=now + WAITS[5] - timedelta(seconds=1)).is_right
    assert check_pin(she, TAPS, now=now + WAITS[5]).is_right


def test_a_hundred_tries_are_no_more_than_ten_and_then_nothing_opens(she):
    now, compared = timezone.now(), 0
    for _ in range(100):
        before = PicturePin.objects.get().failed
        answer = check_pin(she, WRONG, now=now)
        compared += PicturePin.objects.get().failed > before
        now = answer.wait_until or now + timedelta(seconds=1)
    assert compared == MOST_TRIES
    assert answer.is_locked
    assert not check_pin(she, TAPS, now=now + timedelta(days=400)).is_right


def test_at_once_a_hundred_tries_are_five(she):
    now = timezone.now()
    for _ in range(100):
        check_pin(she, WRONG, now=now)
    assert PicturePin.objects.get().failed == 5


def test_right_pictures_take_the_count_back(she):
    for _ in range(4):
        check_pin(she, WRONG)
    check_pin(she, TAPS)
    assert PicturePin.objects.get().failed == 0


def test_who_has_chosen_none_has_none_that_is_right():
    nobody = a_person_of(a_producer())
    for taps in ([], TAPS, [""]):
        answer = check_pin(nobody, taps)
        assert not answer.is_right
        assert answer.is_locked


def test_pictures_are_taken_away_with_a_reason_and_she_is_told(she):
    clear_pin(she, actor=Actor(None, "agent"), reason="forgot them")
    assert not PicturePin.objects.exists()
    assert Act.objects.filter(verb="pin.cleared", reason="forgot them").exists()
    assert Message.objects.get().recipient == "+212612345678"


def test_a_new_key_of_the_site_leaves_her_pictures_right_while_the_old_one_is_known(she, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert check_pin(she, TAPS).is_right
    settings.SECRET_KEY_FALLBACKS = []
    assert not check_pin(she, TAPS).is_right


def test_each_picture_can_be_part_of_it(she):
    for picture in PICTURES:
        others = [one for one in PICTURES if one != picture][:3]
        set_pin(she, [picture, *others], actor=me(she))
        assert check_pin(she, [picture, *others]).is_right
