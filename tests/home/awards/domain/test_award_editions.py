"""The states of an edition: only forward, one at a time."""

from datetime import date
from itertools import pairwise

import pytest

from home.awards.domain.editions import ORDER, anchors, may_move, next_state, takes_nominations


def test_an_edition_goes_only_to_the_state_that_follows():
    allowed = {(old, new) for old in ORDER for new in ORDER if may_move(old, new)}
    assert allowed == set(pairwise(ORDER))
    assert next_state("published") is None


@pytest.mark.parametrize(
    ("state", "today", "takes"),
    [
        ("open", date(2026, 3, 1), True),
        ("open", date(2026, 3, 31), True),
        ("open", date(2026, 2, 28), False),
        ("open", date(2026, 4, 1), False),
        ("announced", date(2026, 3, 5), False),
        ("eligibility", date(2026, 3, 5), False),
    ],
)
def test_nominations_come_from_the_first_to_the_last_day_of_an_open_edition(state, today, takes):
    days = {"opens": date(2026, 3, 1), "closes": date(2026, 3, 31)}
    assert takes_nominations(state, **days, today=today) is takes


def test_anchors_are_lines_five_at_most():
    assert anchors("rien\n\n peu \nassez\nbien\ntrès bien\ntrop") == (
        "rien",
        "peu",
        "assez",
        "bien",
        "très bien",
    )
