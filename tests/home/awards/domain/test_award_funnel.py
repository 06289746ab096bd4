"""The funnel: what is counted, and that no number published tells of fewer than five."""

from hypothesis import given, settings
from hypothesis import strategies as st

from home.awards.domain.funnel import WITHIN, Person, Step, funnel

REACHED = (
    {Step.NOMINATED},
    {Step.NOMINATED, Step.AGREED},
    {Step.NOMINATED, Step.AGREED, Step.ELIGIBLE},
    {Step.NOMINATED, Step.AGREED, Step.ELIGIBLE, Step.VISITED},
    {Step.NOMINATED, Step.AGREED, Step.ELIGIBLE, Step.WON},
)
PEOPLE = st.lists(
    st.builds(
        Person,
        st.sampled_from(REACHED).map(frozenset),
        st.sampled_from([True, False, None]),
        st.booleans(),
        st.sampled_from(["MA-01", "MA-02", ""]),
    ),
    max_size=60,
)


def people(count: int, steps: set[Step], **told) -> list[Person]:
    return [Person(frozenset(steps), **told) for _ in range(count)]


def test_steps_and_shares_are_counted():
    rows = [
        *people(10, REACHED[4], is_woman=True, is_rural=True, region="MA-01"),
        *people(10, REACHED[4], is_woman=False, is_rural=False, region="MA-02"),
        *people(8, REACHED[1], is_woman=True, is_rural=False, region="MA-01"),
        *people(7, REACHED[0], is_woman=False, is_rural=True, region="MA-02"),
    ]
    found = {one.step: one for one in funnel(rows)}
    assert [one.total for one in found.values()] == [35, 28, 20, 0, 20]
    assert (found[Step.NOMINATED].women, found[Step.AGREED].women, found[Step.WON].women) == (18, 18, 10)
    assert found[Step.NOMINATED].regions == {"MA-01": 18, "MA-02": 17}


def test_a_small_part_is_hidden_with_what_would_give_it_away():
    rows = people(20, REACHED[0], is_woman=True) + people(3, REACHED[0], is_woman=False)
    assert funnel(rows)[0].women is None
    assert funnel(rows, least=1)[0].women == 20


def test_a_small_difference_between_two_steps_is_hidden():
    rows = people(20, REACHED[1], is_woman=True) + people(20, REACHED[1], is_woman=False)
    rows += people(2, REACHED[0], is_woman=True) + people(9, REACHED[0], is_woman=False)
    nominated, agreed, *_rest = funnel(rows)
    assert nominated.women == 22
    assert agreed.women is None


@given(PEOPLE)
@settings(max_examples=80, deadline=None)
def test_no_published_part_is_about_one_to_four_nor_is_the_difference_of_two(rows):
    found = {one.step: one for one in funnel(rows)}
    for step, one in found.items():
        cells = {"women": one.women, "rural": one.rural} | {f"r{key}": n for key, n in one.regions.items()}
        assert not any(number is not None and 0 < number < 5 for number in cells.values())
        if one.total is not None and one.women is not None:
            assert not 0 < one.total - one.women < 5
        if step in WITHIN and found[WITHIN[step]].women is not None and one.women is not None:
            assert not 0 < found[WITHIN[step]].women - one.women < 5
