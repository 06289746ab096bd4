"""Two books that say the same never differ; one changed movement is always found, in its own words."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from shop.domain.gateway_books import Moved, Off, compare
from shop.domain.payments import EventKind

moved = st.builds(
    Moved,
    reference=st.sampled_from(["RF1", "RF2", "RF3"]),
    kind=st.sampled_from([EventKind.CHARGE, EventKind.REFUND]),
    movement=st.sampled_from(["a", "b", "c"]),
    amount=st.integers(1, 10_000),
    currency=st.sampled_from(["MAD", "EUR"]),
)
books = st.lists(moved, max_size=6)


def of(rows):
    """Return the rows with movements that are theirs alone."""
    return [replace(row, movement=f"{place}{row.movement}") for place, row in enumerate(rows)]


@given(books)
def test_the_same_books_never_differ_in_any_order(rows):
    assert compare(of(rows), of(rows)[::-1]) == []


@given(books, moved)
def test_one_movement_more_is_found_on_either_side(rows, more):
    base, extra = of(rows), replace(more, movement="extra")
    assert compare(base, [*base, extra])
    assert compare([*base, extra], base)


@given(moved)
def test_a_repeated_movement_counts_once(one):
    assert compare([one, one], [one]) == []


def test_each_difference_has_its_name():
    charge = Moved("RF1", EventKind.CHARGE, "a", 100, "MAD")
    refund = Moved("RF1", EventKind.REFUND, "r", 50, "MAD")
    cases = {
        Off.NOT_TOLD: ([], [charge]),
        Off.NOT_CHARGED: ([charge], []),
        Off.AMOUNT: ([charge], [replace(charge, amount=99)]),
        Off.CURRENCY: ([charge], [replace(charge, currency="EUR")]),
        Off.CHARGED_TWICE: ([charge], [charge, replace(charge, movement="b")]),
        Off.REFUNDED_THERE: ([charge], [charge, refund]),
        Off.REFUNDED_HERE: ([charge, refund], [charge]),
    }
    for off, (ours, theirs) in cases.items():
        assert [each.off for each in compare(ours, theirs)] == [off]
    assert set(cases) == set(Off)
