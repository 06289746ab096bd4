"""The rule over every publication of a story: who agreed, to what, until when."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from home.domain.consent import Lack, Use, last_day, may_publish, why_not

TODAY = date(2026, 11, 26)
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
ALL = frozenset(Use)


@dataclass(frozen=True)
class Row:
    person: str = "Aïcha"
    uses: frozenset[str] = ALL
    is_child: bool = False
    heard_on: date = TODAY - timedelta(10)
    valid_until: date | None = TODAY + timedelta(10)
    withdrawn_at: datetime | None = None


rows = st.builds(
    Row,
    person=st.sampled_from(["Aïcha", "Fatima"]),
    uses=st.frozensets(st.sampled_from(Use)),
    is_child=st.booleans(),
    heard_on=st.sampled_from([TODAY - timedelta(800), TODAY, TODAY + timedelta(1)]),
    valid_until=st.sampled_from([None, TODAY - timedelta(1), TODAY, TODAY + timedelta(900)]),
    withdrawn_at=st.sampled_from([None, NOW]),
)


def test_nothing_is_shown_of_somebody_who_was_not_asked():
    assert why_not([], {Use.STORY}, TODAY) is Lack.NOBODY_ASKED


@pytest.mark.parametrize(
    "row",
    [
        Row(valid_until=TODAY - timedelta(1)),
        Row(valid_until=None),
        Row(withdrawn_at=NOW),
        Row(heard_on=TODAY + timedelta(1)),
        Row(heard_on=date(2024, 11, 25), valid_until=date(2030, 1, 1)),
    ],
)
def test_a_yes_that_is_over_is_no_yes(row):
    assert why_not([row], {Use.STORY}, TODAY) is Lack.NOT_LIVE


def test_a_use_that_was_not_agreed_to_is_refused():
    assert why_not([Row(uses=frozenset({"story"}))], {Use.STORY, Use.VOICE}, TODAY) is Lack.USE_MISSING


def test_one_of_two_people_who_takes_it_back_takes_the_work_down():
    assert may_publish([Row(), Row("Fatima")], ALL, TODAY)
    assert not may_publish([Row(), Row("Fatima", withdrawn_at=NOW)], ALL, TODAY)


@given(st.lists(rows, min_size=1, max_size=4))
def test_a_childs_face_is_never_shown(some):
    if any(row.is_child for row in some):
        assert not may_publish(some, {Use.STORY, Use.FACE}, TODAY)


@given(st.lists(rows, max_size=4), st.frozensets(st.sampled_from(Use)))
def test_withdrawing_everything_leaves_nothing(some, uses):
    gone = [Row(row.person, row.uses, row.is_child, withdrawn_at=NOW) for row in some]
    assert not may_publish(gone, uses, TODAY)


def test_24_months_end_on_the_same_day_of_the_month():
    assert last_day(TODAY) == date(2028, 11, 26)
    assert last_day(date(2028, 2, 29)) == date(2030, 2, 28)
