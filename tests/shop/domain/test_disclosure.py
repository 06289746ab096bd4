"""No figure is about fewer than five people, and none can be had by subtraction."""

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from shop.domain.counting import Table, cells, outweighing, wholes
from shop.domain.disclosure import LEAST, hidden, hidden_below, hidden_part, part_sum_is_hidden, sum_is_hidden

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


counts = st.integers(0, 20)
parts = st.dictionaries(keys, st.tuples(counts, counts), max_size=12)


def alone_or_few(counts: dict, away: frozenset) -> bool:
    """Whether some hidden cell of a group could be had from the others and the sum of the group."""
    groups = defaultdict(list)
    for key in away:
        if counts.get(key):
            groups[key[:-1]].append(key)
    for group, found in groups.items():
        whole = [key for key in counts if key[:-1] == group and counts[key]]
        if len(found) < len(whole) and (len(found) == 1 or sum(counts[key] for key in found) < LEAST):
            return True
    return False


@given(parts)
def test_neither_a_part_nor_who_is_beside_it_is_told_where_they_are_few(cells):
    part, rest = ({key: both[n] for key, both in cells.items()} for n in (0, 1))
    away = hidden_part(part, [rest])
    for key in cells:
        if key not in away:
            assert part[key] == 0 or part[key] >= LEAST
            assert rest[key] == 0 or rest[key] >= LEAST
    assert not alone_or_few(part, away)
    assert not alone_or_few(rest, away)


@given(tables)
def test_no_sum_of_a_group_is_told_by_its_cells_where_it_is_hidden(people):
    sums = defaultdict(int)
    for key, count in people.items():
        sums[key[:-1]] += count
    shown = {key for key in people if people[key]} - hidden_below(people)
    for group in hidden(dict(sums)):
        assert not [key for key in shown if key[:-1] == group]


def test_the_few_who_are_left_over_hide_the_part():
    women, others = {("y", "a"): 7, ("y", "b"): 9, ("y", "c"): 8}, {("y", "a"): 3, ("y", "b"): 6}
    assert hidden_part(women, [others]) == {("y", "a"), ("y", "b")}
    assert not part_sum_is_hidden(women, [others], ("y",))
    assert part_sum_is_hidden({("y", "a"): 7}, [{("y", "a"): 3}], ("y",))


made = st.dictionaries(
    keys, st.lists(st.integers(1, 50) | st.integers(10_000, 90_000), min_size=1, max_size=9), max_size=10
)


@given(made)
def test_no_sum_is_shown_that_is_mostly_one_persons_nor_can_it_be_had_by_subtraction(cells):
    rows = [(key, (key, n), amount) for key, some in cells.items() for n, amount in enumerate(some)]
    people = {key: len(some) for key, some in cells.items()}
    away = hidden(people, outweighing(rows))
    groups = defaultdict(list)
    for key in cells:
        groups[key[:-1]].append(key)
        assert key in away or max(cells[key]) <= 0.8 * sum(cells[key])
    for whole in groups.values():
        gone = [key for key in whole if key in away]
        together = [amount for key in gone for amount in cells[key]]
        assert not gone or gone == whole or len(together) >= LEAST
        assert not gone or gone == whole or max(together) <= 0.8 * sum(together)


def test_whoever_makes_nearly_all_of_a_region_hides_it_with_neighbours_until_she_is_one_of_many():
    rows = [(2026, region, "MAD", f"{region}{n}", 100) for region in ("a", "b", "c") for n in range(6)]
    table = Table("region", [*rows, (2026, "a", "MAD", "a0", 5000)])
    assert [cell.code for cell in cells(table, counts_people=False) if cell.value is None] == ["a", "b", "c"]
    assert [cell.value for cell in wholes(table, counts_people=False)] == [6800]
    table = Table("region", [*rows, (2026, "a", "MAD", "a0", 3000)])
    assert [cell.code for cell in cells(table, counts_people=False) if cell.value is None] == ["a", "b"]
    assert all(cell.value for cell in cells(table, counts_people=True))


def test_a_year_that_is_mostly_one_makers_has_no_sum():
    rows = [(2026, "a", "MAD", n, 10) for n in range(6)]
    table = Table("region", [*rows, (2026, "a", "MAD", 9, 900)])
    assert [cell.value for cell in wholes(table, counts_people=False)] == [None]
    assert [cell.value for cell in wholes(table, counts_people=False, hides=False)] == [960]
