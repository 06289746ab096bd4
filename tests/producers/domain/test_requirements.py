"""Whether a maker has what she needs: every combination, and what must never slip through."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from producers.domain.requirements import (
    Answer,
    Answered,
    Nature,
    Point,
    Rule,
    Verdict,
    binds,
    is_satisfied,
    judge,
    unmet,
)
from producers.domain.standing import MOVES, Standing, is_shown, may_move, may_sell

DAY = date(2026, 5, 1)
days = st.dates(DAY - timedelta(days=400), DAY + timedelta(days=400))
answers = st.none() | st.builds(Answered, st.sampled_from(Answer), days)
rules = st.builds(Rule, st.sampled_from(Nature), st.booleans(), st.none() | days)


@given(rules, answers, st.booleans())
def test_only_a_reason_for_it_satisfies_a_requirement(rule, answer, is_true):
    if not is_satisfied(judge(rule, answer, is_true=is_true)):
        return
    assert rule.is_judgeable, "what nobody can judge is never met"
    state = answer.state if answer else None
    assert (
        state is Answer.WAIVED
        or (rule.nature is Nature.COMPUTED and is_true)
        or (rule.nature is Nature.ATTESTED and state is Answer.TICKED)
        or (rule.nature is Nature.VERIFIED and state is Answer.ACCEPTED)
    )


@given(st.sampled_from(Nature), answers, st.booleans())
def test_a_requirement_whose_target_is_gone_is_broken_whatever_was_answered(nature, answer, is_true):
    verdict = judge(Rule(nature, is_judgeable=False), answer, is_true=is_true)
    assert verdict is Verdict.BROKEN
    assert not is_satisfied(verdict)


@given(days, days)
def test_terms_that_changed_are_accepted_anew(ticked, since):
    rule = Rule(Nature.ATTESTED, since=since)
    assert is_satisfied(judge(rule, Answered(Answer.TICKED, ticked))) is (ticked >= since)


@given(st.sampled_from([Answer.TICKED, Answer.WAITING]), days)
def test_her_own_word_never_verifies(state, on):
    assert not is_satisfied(judge(Rule(Nature.VERIFIED), Answered(state, on)))


@given(st.booleans(), st.sampled_from([one for one in Answer if one is not Answer.WAIVED]), days)
def test_no_tick_changes_what_is_computed(is_true, state, on):
    rule = Rule(Nature.COMPUTED)
    assert judge(rule, Answered(state, on), is_true=is_true) is judge(rule, None, is_true=is_true)


@given(st.lists(st.tuples(st.sampled_from(Point), st.sampled_from(Verdict))))
def test_whoever_may_be_approved_might_have_asked_for_it(judged):
    assert set(unmet(judged, Point.SUBMIT)) <= set(unmet(judged, Point.APPROVE))
    if not unmet(judged, Point.APPROVE):
        assert all(is_satisfied(verdict) for _, verdict in judged)


def test_what_is_needed_to_be_approved_does_not_hinder_her_asking():
    assert not binds(Point.APPROVE, Point.SUBMIT)
    assert binds(Point.SUBMIT, Point.APPROVE)


def test_only_an_active_maker_sells_and_pages_are_apart():
    assert [one for one in Standing if may_sell(one)] == [Standing.ACTIVE]
    assert not may_sell("queen")
    assert is_shown(Standing.APPLIED, is_visible=True)
    assert not is_shown(Standing.SUSPENDED, is_visible=False)


def test_the_moves_are_these():
    legal = {(old.value, new.value) for old in Standing for new in Standing if may_move(old, new)}
    assert legal == {
        ("applied", "submitted"), ("applied", "active"), ("applied", "applied"), ("submitted", "active"),
        ("submitted", "applied"), ("active", "suspended"), ("suspended", "active"),
    }  # fmt: skip
    assert set(MOVES) == set(Standing)
