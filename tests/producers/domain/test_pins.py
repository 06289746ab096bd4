from datetime import timedelta
from itertools import pairwise

from producers.domain.pins import MOST_TRIES, PICTURES, is_easy, is_locked, pin_of, wait_after


def test_nine_different_pictures():
    assert len(set(PICTURES)) == 9


def test_four_of_the_nine_in_their_order():
    assert pin_of(["sun", "key", "sun", "bird"]) == "sun-key-sun-bird"
    assert pin_of(["key", "sun", "sun", "bird"]) != pin_of(["sun", "key", "sun", "bird"])


def test_what_is_no_pin_is_nothing():
    for taps in (
        [],
        ["sun"],
        ["sun"] * 5,
        ["sun", "key", "bird", "dragon"],
        ["sun-key", "bird", "key", "sun"],
    ):
        assert pin_of(taps) == ""


def test_fewer_than_three_different_pictures_are_easy():
    assert is_easy("sun-sun-sun-sun")
    assert is_easy("sun-key-sun-key")
    assert not is_easy("sun-key-sun-bird")


def test_waits_begin_with_the_fifth_wrong_try_and_grow():
    waits = [wait_after(failed) for failed in range(MOST_TRIES)]
    assert waits[:5] == [timedelta()] * 5
    assert timedelta() < waits[5]
    assert all(one < after for one, after in pairwise(waits[4:]))


def test_the_tenth_wrong_try_locks():
    assert not is_locked(MOST_TRIES - 1)
    assert is_locked(MOST_TRIES)
