"""When a reading room is open, and what a code means at its desk."""

from datetime import date, datetime, time, timedelta

import pytest

from home.library.domain.room import (
    AHEAD,
    Answer,
    Half,
    Hours,
    Why,
    arrival,
    code_written,
    new_code,
    read_code,
    slots,
    why_no_slot,
)

MONDAY = date(2026, 11, 30)
NOW = datetime(2026, 11, 30, 10, 0)  # noqa: DTZ001  wall time
WEEK = [Hours(0, Half.AM, time(9), time(12)), Hours(0, Half.PM, time(14), time(18))]


def test_half_days_are_those_of_the_week_from_now_on():
    found = slots(WEEK, {MONDAY + timedelta(days=7)}, NOW.replace(hour=12))
    assert [one.key for one in found][:3] == ["2026-11-30.pm", "2026-12-14.am", "2026-12-14.pm"]
    assert found[-1].day <= MONDAY + AHEAD


@pytest.mark.parametrize(
    ("day", "half", "why"),
    [
        (MONDAY, "am", None),
        (MONDAY, "pm", None),
        (MONDAY - timedelta(days=7), "am", Why.PAST),
        (MONDAY + timedelta(days=1), "am", Why.SHUT),
        (MONDAY + timedelta(days=7), "am", Why.SHUT),
        (MONDAY + timedelta(days=35), "am", Why.FAR),
        (MONDAY, "night", Why.SHUT),
    ],
)
def test_why_a_half_day_cannot_be_booked(day, half, why):
    assert why_no_slot(day, half, hours=WEEK, closed={MONDAY + timedelta(days=7)}, now=NOW) == why


def test_a_half_day_that_is_over_is_past():
    assert why_no_slot(MONDAY, "am", hours=WEEK, closed=(), now=NOW.replace(hour=12)) == Why.PAST


@pytest.mark.parametrize(
    ("state", "days", "has_come", "answer"),
    [
        ("booked", 0, False, Answer.DONE),
        ("booked", 0, True, Answer.AGAIN),
        ("booked", 1, False, Answer.OTHER_DAY),
        ("cancelled", 0, False, Answer.CANCELLED),
    ],
)
def test_what_a_code_means_today(state, days, has_come, answer):
    day = MONDAY + timedelta(days=days)
    assert arrival(state=state, day=day, today=MONDAY, has_come=has_come) == answer


def test_a_code_is_read_however_it_is_typed():
    code = new_code()
    assert read_code(f" {code_written(code).lower()} ") == code
    assert len({new_code() for _ in range(50)}) == 50
