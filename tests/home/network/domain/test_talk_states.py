"""The table of a message, and when a need is over."""

from datetime import date, timedelta

import pytest

from home.network.domain.listings import LASTS, end_from, ends_soon
from home.network.domain.talks import TalkState, may_step


def test_only_what_waits_can_become_something_else():
    steps = {(old, new) for old in TalkState for new in TalkState if may_step(old, new)}
    assert steps == {(TalkState.ASKED, new) for new in TalkState if new is not TalkState.ASKED}


@pytest.mark.parametrize(
    ("left", "soon"), [(-1, False), (0, True), (14, True), (15, False)], ids=["over", "last", "near", "far"]
)
def test_she_is_asked_in_the_last_two_weeks(left, soon):
    today = date(2026, 5, 1)
    assert ends_soon(today + timedelta(days=left), today) is soon
    assert end_from(today) - today == LASTS == timedelta(days=90)
