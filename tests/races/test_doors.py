"""Many guesses at the same moment are no more than the few that are allowed."""

from functools import partial
from threading import Barrier

from django.utils import timezone

from producers.actions.ask_for_code import ask_for_code, send_code
from producers.actions.check_code import check_code
from producers.actions.pins import check_pin
from producers.actions.take_try import take_try
from producers.domain.codes import CODE_TRIES, Limit
from producers.domain.pins import FREE_TRIES
from producers.models import OneTimeCode, PicturePin, Tries
from producers.testing.builders import a_person_of, a_producer
from tests.races.together import at_once, failures

HERS = "+212612345678"
CALLER = "192.0.2.7"
GUESSES = 12


def test_the_race_is_real_when_one_looks_first_and_counts_afterwards():
    she = a_person_of(a_producer(), pin="sun-key-bird-moon")
    looked, compared = Barrier(GUESSES), []

    def look_then_count() -> None:
        failed = PicturePin.objects.get(user=she).failed
        looked.wait(60)
        if failed < FREE_TRIES:
            compared.append(1)
            PicturePin.objects.filter(user=she).update(failed=failed + 1)

    assert failures(at_once([look_then_count] * GUESSES)) == []
    assert len(compared) > FREE_TRIES


def test_pictures_guessed_at_once_are_compared_five_times():
    she, now = a_person_of(a_producer(), pin="sun-key-bird-moon"), timezone.now()
    guess = partial(check_pin, she, ["sun", "key", "bird", "hand"], now=now)
    answers = at_once([guess] * GUESSES)
    assert failures(answers) == []
    assert PicturePin.objects.get(user=she).failed == FREE_TRIES


def test_codes_guessed_at_once_are_compared_five_times():
    a_person_of(a_producer(), number=HERS)
    ask_for_code(HERS, caller=CALLER, language="fr")
    send_code(OneTimeCode.objects.get().pk)
    answers = at_once([partial(check_code, HERS, "wrong!", caller=CALLER)] * GUESSES)
    assert answers == [[]] * GUESSES
    assert OneTimeCode.objects.get().tries == CODE_TRIES


def test_one_code_typed_in_many_places_at_once_opens_one(monkeypatch):
    monkeypatch.setattr("producers.actions.ask_for_code.new_code", lambda: "012345")
    she = a_person_of(a_producer(), number=HERS)
    ask_for_code(HERS, caller=CALLER, language="fr")
    send_code(OneTimeCode.objects.get().pk)
    answers = at_once([partial(check_code, HERS, "012345", caller=CALLER)] * GUESSES)
    assert failures(answers) == []
    assert [answer for answer in answers if answer] == [[she]]


def test_a_limit_holds_across_all_that_try_at_once():
    limit, now = Limit("test", 5, timezone.timedelta(hours=1)), timezone.now()
    answers = at_once([partial(take_try, limit, CALLER, now=now)] * GUESSES)
    assert sorted(answers) == [False] * (GUESSES - 5) + [True] * 5
    assert Tries.objects.get().count == 5
