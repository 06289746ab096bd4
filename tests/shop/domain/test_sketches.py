"""Steps in a line, and one word for how a product stands."""

from datetime import UTC, date, datetime, timedelta

import pytest

from shop.domain.product_states import ProductState, Standing, is_away, may_undo, state_of
from shop.domain.sketches import NEEDED, Step, after, before, first_missing, steps_of


def test_the_steps_stand_in_a_line():
    assert [after(step, is_revision=False) for step in steps_of(is_revision=False)] == [
        Step.KIND, Step.FACTS, Step.PRICE, Step.COUNT, Step.PREVIEW, Step.PREVIEW,
    ]  # fmt: skip
    assert before(Step.PHOTOS, is_revision=False) is None
    assert before(Step.PRICE, is_revision=False) is Step.FACTS


def test_words_stand_beside_the_line_of_a_new_product():
    assert after(Step.WORDS, is_revision=False) is Step.PREVIEW
    assert before(Step.WORDS, is_revision=False) is Step.PREVIEW
    assert before(Step.PREVIEW, is_revision=True) is Step.WORDS


def test_a_change_of_what_is_on_sale_asks_for_nothing_that_is_live():
    assert steps_of(is_revision=True) == (Step.PHOTOS, Step.WORDS, Step.PREVIEW)
    assert first_missing({Step.PHOTOS}, is_revision=True) is None


def test_the_first_thing_that_is_missing_is_named():
    assert first_missing((), is_revision=False) is Step.PHOTOS
    assert first_missing({Step.PHOTOS, Step.KIND, Step.COUNT}, is_revision=False) is Step.PRICE
    assert first_missing(NEEDED, is_revision=False) is None


@pytest.mark.parametrize(
    ("standing", "state"),
    [
        (Standing(is_live=True), ProductState.ON_SALE),
        (Standing(is_live=True, is_available=False), ProductState.SOLD_OUT),
        (Standing(is_live=True, is_paused=True, is_available=False), ProductState.PAUSED),
        (Standing(is_live=True, is_away=True, is_available=False), ProductState.AWAY),
        (Standing(is_live=True, is_waiting=True), ProductState.ON_SALE),
        (Standing(is_live=False, is_waiting=True), ProductState.WAITING),
        (Standing(is_live=False), ProductState.DRAFT),
        (Standing(is_live=True, is_sent_back=True), ProductState.SENT_BACK),
        (Standing(is_live=True, is_hidden=True, is_taken_away=True), ProductState.TAKEN_AWAY),
        (Standing(is_live=True, is_hidden=True), ProductState.HIDDEN),
    ],
)
def test_a_product_has_one_word(standing, state):
    assert state_of(standing) is state


def test_the_last_day_away_counts():
    assert is_away(date(2026, 12, 5), date(2026, 12, 5))
    assert not is_away(date(2026, 12, 5), date(2026, 12, 6))
    assert not is_away(None, date(2026, 12, 6))


def test_thirty_days_to_undo():
    at = datetime(2026, 11, 1, 12, tzinfo=UTC)
    assert may_undo(at, at + timedelta(days=30))
    assert not may_undo(at, at + timedelta(days=30, seconds=1))
