"""Every part lies on one heap and has one next step, and the step is one that the table of moves allows."""

from itertools import product

import pytest

from shop.domain.maker_steps import Facts, Step, Todo, may_show_progress, next_step, todo_of
from shop.domain.states import PartStatus, may_move

LEADS_TO = {
    Step.ACCEPT: PartStatus.ACCEPTED,
    Step.START: PartStatus.MAKING,
    Step.PACK: PartStatus.PACKED,
    Step.HAND_OVER: PartStatus.SHIPPED,
    Step.BROUGHT: PartStatus.DELIVERED,
}
ALL = [Facts(status, *flags) for status in PartStatus for flags in product([False, True], repeat=5)]


def test_what_the_button_does_is_always_a_legal_move():
    wrong = [
        facts for facts in ALL
        if (new := LEADS_TO.get(next_step(facts))) and not may_move(facts.status, new)
    ]  # fmt: skip
    assert wrong == []


def test_nothing_is_to_do_with_what_is_over_or_not_paid_yet():
    over = {"delivered", "declined", "cancelled", "returned", "waiting"}
    found = [facts for facts in ALL if facts.status in over]
    assert {(todo_of(facts), next_step(facts)) for facts in found} == {(Todo.DONE, Step.NOTHING)}


def test_nothing_leaves_before_the_buyer_has_said_yes():
    assert Step.HAND_OVER not in {next_step(facts) for facts in ALL if facts.awaits_call}
    assert next_step(Facts(PartStatus.PACKED, awaits_call=True)) is Step.WAIT_FOR_CALL


@pytest.mark.parametrize(
    ("facts", "todo", "step"),
    [
        (Facts(PartStatus.PLACED), Todo.ACCEPT, Step.ACCEPT),
        (Facts(PartStatus.ACCEPTED, is_made_to_order=True), Todo.MAKE, Step.START),
        (Facts(PartStatus.MAKING, is_made_to_order=True), Todo.MAKE, Step.PACK),
        (Facts(PartStatus.ACCEPTED), Todo.PACK, Step.PACK),
        (Facts(PartStatus.PACKED), Todo.HAND_OVER, Step.HAND_OVER),
        (Facts(PartStatus.PARTLY_SHIPPED), Todo.HAND_OVER, Step.HAND_OVER),
        (Facts(PartStatus.SHIPPED), Todo.ON_ITS_WAY, Step.NOTHING),
        (Facts(PartStatus.SHIPPED, brings_herself=True), Todo.ON_ITS_WAY, Step.BROUGHT),
        (Facts(PartStatus.ACCEPTED, is_service=True), Todo.MAKE, Step.SAY_DONE),
        (Facts(PartStatus.ACCEPTED, is_service=True, is_said_done=True), Todo.MAKE, Step.NOTHING),
    ],
)
def test_each_part_has_its_heap_and_its_step(facts, todo, step):
    assert (todo_of(facts), next_step(facts)) == (todo, step)


def test_a_picture_of_the_work_is_taken_while_the_work_is_hers():
    shown = {facts.status for facts in ALL if may_show_progress(facts)}
    assert shown == {"accepted", "making"}
