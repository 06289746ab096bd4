"""The method of the jury: whoever is harsh weighs the same, and the order of jurors changes nothing."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from home.awards.domain.jury import Kind, conflict
from home.awards.domain.naming import names_her
from home.awards.domain.scoring import places, results, score, standardised, ties

D = Decimal
MARKS = st.integers(min_value=0, max_value=40).map(lambda one: D(one) / 10)
GRIDS = st.dictionaries(st.integers(1, 6), MARKS, min_size=1, max_size=6)
JURIES = st.lists(GRIDS, min_size=1, max_size=6)


def test_a_score_is_the_weighted_mean_of_all_marks():
    assert score({1: 4, 2: 1}, {1: 2, 2: 1}) == D(3)
    for marks in ({1: 4}, {1: 5, 2: 0}, {1: -1, 2: 0}, {1: 0, 2: 0, 3: 0}):
        with pytest.raises(ValueError, match="0 to 4"):
            score(marks, {1: 2, 2: 1})


def test_standard_scores_by_hand():
    assert standardised({1: D(1), 2: D(3)}) == {1: D(-1), 2: D(1)}
    assert standardised({1: D(2), 2: D(2), 3: D(2)}) == {1: 0, 2: 0, 3: 0}
    assert standardised({1: D(4)}) == {1: 0}
    assert standardised({1: D(0), 2: D(2), 3: D(4)})[3] == D("1.224745")


@given(JURIES, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_jurors_changes_nothing(jury, chance):
    shuffled = [dict(chance.sample(list(one.items()), len(one))) for one in jury]
    chance.shuffle(shuffled)
    assert results(shuffled) == results(jury)


@given(JURIES, GRIDS, st.integers(1, 4), st.integers(-3, 3))
@settings(max_examples=60, deadline=None)
def test_a_harsh_juror_or_one_who_uses_half_the_scale_weighs_the_same(jury, grid, half, lower):
    harsh = {key: value / half + lower for key, value in grid.items()}
    one, other = results([*jury, grid]), results([*jury, harsh])
    assert one.keys() == other.keys()
    assert all(abs(one[key] - other[key]) <= D("0.00001") for key in one)


def test_without_the_method_a_harsh_juror_would_decide_alone():
    mild, harsh = {1: D("3.9"), 2: D("4.0")}, {1: D("4.0"), 2: D("0.0")}
    plain = {key: mild[key] + harsh[key] for key in mild}
    assert plain[1] > plain[2]
    assert results([mild, harsh]) == {1: 0, 2: 0}


@pytest.mark.parametrize(
    ("found", "winners", "even"),
    [
        ({1: D(2), 2: D(1), 3: D(0)}, 1, []),
        ({1: D(1), 2: D(1), 3: D(0)}, 1, [{1, 2}]),
        ({1: D(1), 2: D(1), 3: D(0)}, 2, [{1, 2}]),
        ({1: D(2), 2: D(0), 3: D(0)}, 1, []),
        ({1: D(2), 2: D(0), 3: D(0)}, 2, [{2, 3}]),
        ({}, 3, []),
    ],
)
def test_even_nominees_count_only_where_a_place_depends_on_them(found, winners, even):
    assert [set(group) for group in ties(found, winners)] == even


def test_a_person_says_who_comes_first_among_the_even_and_of_nobody_else():
    found = {1: D(1), 2: D(1), 3: D(2)}
    with pytest.raises(ValueError, match="even"):
        places(found, 2)
    with pytest.raises(ValueError, match="even"):
        places(found, 2, [2])
    assert places(found, 2, [2, 1]) == [3, 2]
    assert places(found, 3, [1, 2, 3]) == [3, 1, 2]


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ({"nominated_her": True, "hers": (), "nominees": ()}, Kind.OWN),
        ({"nominated_her": False, "hers": (1, 2), "nominees": (2, 3)}, Kind.SAME),
        ({"nominated_her": False, "hers": (1,), "nominees": (2, 3)}, None),
        ({"nominated_her": False, "hers": (), "nominees": (), "is_nominee": True}, Kind.OWN),
    ],
)
def test_who_stands_aside(told, kind):
    assert conflict(**told) == kind


def test_a_name_a_number_or_an_address_in_a_text_is_found():
    her = ("Itto Aït Ali", "+212600000001", "itto@example.test")
    for text in ("Selon ITTO, oui", "appelez le 06 00 00 00 01", "Itto@example.test", "chez les ali"):
        assert names_her(text, *her), text
    assert not names_her("Elle tisse et elle forme ses voisines", *her)
