"""No figure is about fewer than five people, and none can be had by subtraction."""

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from shop.domain.disclosure import LEAST, hidden, sum_is_hidden

keys = st.tuples(st.sampled_from(["MA-01", "MA-05", "MA-09"]), st.sampled_from("abcdefg"))
tables = st.dictionaries(keys, st.integers(0, 30), max_size=20)


@given(tables)
def test_no_cell_about_few_is_shown(people):
    away = hidden(people)
    assert all(count == 0 or count >= LEAST for key, count in people.items() if key not in away)
    assert not [key for key in away if people[key] == 0]


@given(tables)
def test_what_is_hidden_cannot_be_had_by_subtraction(people):
    groups = defaultdict(list)
    for key in hidden(people):
        groups[key[:-1]].append(key)
    for group, away in groups.items():
        whole = [key for key in people if key[:-1] == group and people[key]]
        assert len(away) == len(whole) or (len(away) > 1 and sum(people[key] for key in away) >= LEAST)


@given(tables)
def test_a_group_that_is_hidden_whole_has_no_sum_when_it_is_about_few(people):
    for group in {key[:-1] for key in people}:
        total = sum(count for key, count in people.items() if key[:-1] == group)
        assert sum_is_hidden(people, group) == (0 < total < LEAST)


def test_one_small_cell_takes_its_smallest_neighbour_along():
    people = {("r", "a"): 3, ("r", "b"): 8, ("r", "c"): 20, ("s", "a"): 9}
    assert hidden(people) == {("r", "a"), ("r", "b")}


def test_several_small_cells_that_are_five_together_hide_nothing_more():
    assert hidden({("r", "a"): 3, ("r", "b"): 2, ("r", "c"): 20}) == {("r", "a"), ("r", "b")}
