"""Who gets a stand first: the rules on invented makers, every mixture of merits."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from home.stands.domain.fairness import Applicant, Why, rank
from home.stands.domain.slots import Slot, free_slots
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
