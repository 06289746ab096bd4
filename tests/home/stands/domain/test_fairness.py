"""Who gets a stand first: the rules on invented makers, every mixture of merits."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from home.stands.domain.fairness import Applicant, Why, rank
from home.stands.domain.slots import Seeker, Slot, free_slots, shared_out
from home.stands.domain.states import ApplicationState, may_step

CRAFTS = st.frozensets(st.sampled_from(["weaving", "clay", "argan"]), max_size=2)
MAKERS = st.lists(
    st.builds(Applicant, st.text("abc", min_size=1, max_size=4), *[st.booleans()] * 3, CRAFTS),
    max_size=8,
    unique_by=lambda one: one.key,
)


def a_maker(key, **fields):
    merits = {"is_first_time": False, "is_woman": False, "is_far": False}
    return Applicant(key, **(merits | fields))


@given(MAKERS)
def test_everybody_is_ranked_once(makers):
    ranks = rank(makers)
    assert sorted(one.key for one in ranks) == sorted(one.key for one in makers)
    assert [one.place for one in ranks] == list(range(1, len(makers) + 1))
    assert all(one.reasons for one in ranks)


@given(MAKERS, st.randoms(use_true_random=False))
def test_who_came_first_to_the_office_plays_no_part(makers, chance):
    mixed = list(makers)
    chance.shuffle(mixed)
    assert rank(mixed, "fair") == rank(makers, "fair")


@given(MAKERS, st.booleans(), st.booleans(), CRAFTS)
def test_a_first_timer_never_stands_below_her_equal_who_came_before(makers, is_woman, is_far, crafts):
    new = a_maker("new", is_first_time=True, is_woman=is_woman, is_far=is_far, crafts=crafts)
    row = [one.key for one in rank([*makers, new, replace(new, key="old", is_first_time=False)])]
    assert row.index("new") < row.index("old")


@given(MAKERS, st.booleans(), CRAFTS)
def test_nor_does_a_woman_below_her_equal_or_who_comes_from_far(makers, is_first_time, crafts):
    plain = a_maker("plain", is_first_time=is_first_time, crafts=crafts)
    woman, far = replace(plain, key="woman", is_woman=True), replace(plain, key="far", is_far=True)
    row = [one.key for one in rank([*makers, plain, woman, far])]
    assert row.index("woman") < row.index("far") < row.index("plain")


def test_the_next_of_equals_brings_a_craft_that_nobody_above_shows():
    makers = [
        a_maker(key, is_first_time=True, is_woman=True, crafts=frozenset({craft}))
        for key, craft in (("a", "weaving"), ("b", "weaving"), ("c", "clay"))
    ]
    ranks = rank(makers)
    by_key = {one.key: one for one in makers}
    assert {next(iter(by_key[one.key].crafts)) for one in ranks[:2]} == {"weaving", "clay"}
    assert ranks[2].reasons == (Why.FIRST_TIME, Why.WOMAN)
    assert Why.NEW_CRAFT in ranks[1].reasons


GROUPS = st.sets(st.integers(1, 3), min_size=2)
IN_GROUPS = MAKERS.flatmap(
    lambda makers: st.tuples(
        *(st.integers(0, 3).map(lambda group, one=one: replace(one, group=group)) for one in makers)
    )
)


@given(IN_GROUPS, GROUPS, st.dictionaries(st.integers(1, 3), CRAFTS), st.randoms(use_true_random=False))
def test_a_craft_is_new_in_her_group_exactly_where_nobody_above_shows_it_there(makers, groups, shown, chance):
    mixed = list(makers)
    chance.shuffle(mixed)
    ranks, by_key = rank(makers, "fair", groups=groups, shown=shown), {one.key: one for one in makers}
    assert ranks == rank(mixed, "fair", groups=groups, shown=shown)
    assert sorted(one.key for one in ranks) == sorted(by_key)
    mix = dict(shown)
    for one in ranks:
        crafts, there = by_key[one.key].crafts, mix.get(one.group, frozenset())
        assert (Why.NEW_IN_GROUP in one.reasons) == bool(crafts - there)
        assert Why.NEW_CRAFT not in one.reasons
        if by_key[one.key].group in groups:
            assert one.group == by_key[one.key].group
        mix[one.group] = there | crafts


SEEKERS = st.lists(st.builds(Seeker, st.integers(0, 3), CRAFTS), max_size=8)


@given(SEEKERS, GROUPS, st.integers(1, 3), st.dictionaries(st.integers(1, 3), CRAFTS))
def test_nobody_is_put_where_more_of_her_crafts_are_shown_than_in_another_free_group(
    seekers, groups, stands, shown
):
    left, mix = free_slots(stands, (), groups), dict(shown)
    found = shared_out(seekers, left, shown)
    assert len([slot for slot in found if slot]) == min(len(seekers), stands * len(groups))
    for one, slot in zip(seekers, found, strict=True):
        if slot is None:
            assert not left
            continue
        free = {other.group for other in left}
        if one.wish in free:
            assert slot.group == one.wish
        else:
            same = {group: len(one.crafts & mix.get(group, frozenset())) for group in free}
            assert same[slot.group] == min(same.values())
        left.remove(slot)
        mix[slot.group] = mix.get(slot.group, frozenset()) | one.crafts


def test_the_second_weaver_goes_to_the_group_without_one():
    weaver, potter = Seeker(crafts=frozenset({"weaving"})), Seeker(crafts=frozenset({"clay"}))
    found = shared_out([weaver, weaver, potter, potter], free_slots(2, (), (1, 2)))
    assert [slot.group for slot in found if slot] == [1, 2, 1, 2]
    taken = {1: frozenset({"weaving"})}
    assert [slot.group for slot in shared_out([weaver], free_slots(2, (), (1, 2)), taken) if slot] == [2]


def test_of_equals_who_is_new_in_her_group_comes_first():
    weavers = [
        a_maker(key, crafts=frozenset({"weaving"}), group=group)
        for key, group in (("a", 1), ("b", 1), ("c", 2))
    ]
    ranks = rank(weavers, groups=(1, 2))
    assert {one.key for one in ranks[:2]} & {"c"}, "over the whole fair hers would be shown already"
    assert [Why.NEW_IN_GROUP in one.reasons for one in ranks] == [True, True, False]


def test_equals_are_drawn_by_lot_and_it_says_so():
    makers = [a_maker(str(number)) for number in range(6)]
    ranks = rank(makers, "fair")
    assert [one.reasons for one in ranks] == [(Why.CAME_BEFORE, Why.LOT)] * 5 + [(Why.CAME_BEFORE,)]
    assert [one.key for one in ranks] == [one.key for one in rank(makers, "fair")]
    assert len({tuple(one.key for one in rank(makers, fair)) for fair in "abcdef"}) > 1


def test_steps_and_numbers():
    assert not may_step(ApplicationState.REFUSED, ApplicationState.PLACED)
    assert may_step(ApplicationState.WITHDRAWN, ApplicationState.APPLIED)
    assert free_slots(4, {Slot(0, 2), Slot(0, 4), Slot(0, 9)}) == [Slot(0, 1), Slot(0, 3)]
