"""Words that two people change at once."""

import pytest

from producers.domain.met import MetError, check_met, mark_of


def test_the_mark_does_not_hang_on_how_lines_end():
    assert mark_of("one\r\n\r\ntwo ") == mark_of("one\ntwo") != mark_of("one two")


def test_other_words_are_met_and_told():
    with pytest.raises(MetError) as met:
        check_met("theirs", "mine", seen=mark_of("before"))
    assert met.value.there == "theirs"


@pytest.mark.parametrize(
    ("there", "seen"), [("before", mark_of("before")), ("mine", mark_of("before")), ("theirs", None)]
)
def test_what_was_seen_or_is_the_same_is_not_met(there, seen):
    check_met(there, "mine", seen=seen)
