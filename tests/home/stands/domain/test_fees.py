"""Until when a stand is kept, and until when its fee is paid back."""

from datetime import date

import pytest

from home.stands.domain.fees import is_late, is_paid_back, last_day_to_pay
from home.stands.domain.states import STEPS, ApplicationState

TODAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("days", "first_day", "last"),
    [
        (7, date(2026, 4, 1), date(2026, 3, 8)),
        (7, date(2026, 3, 5), date(2026, 3, 4)),  # never the fair's first day
        (7, date(2026, 3, 1), TODAY),  # the rest of the day is hers
    ],
)
def test_a_stand_is_kept_for_some_days_and_never_into_the_fair(days, first_day, last):
    assert last_day_to_pay(TODAY, days, first_day) == last
    assert not is_late(last, last)
    assert is_late(date(2026, 4, 1), last)


def test_a_fee_is_paid_back_until_its_day_and_without_one_never():
    assert is_paid_back(TODAY, TODAY)
    assert not is_paid_back(TODAY, date(2026, 2, 28))
    assert not is_paid_back(TODAY, None)


def test_every_state_has_its_steps_and_only_who_is_out_comes_back():
    assert set(STEPS) == set(ApplicationState)
    back = {state for state, steps in STEPS.items() if ApplicationState.APPLIED in steps}
    assert back == {ApplicationState.WITHDRAWN, ApplicationState.LAPSED}
