"""Every code that the queue of exceptions may hold has words."""

import ast
from pathlib import Path

import shop.actions
from shop.actions import record_payment
from shop.domain.exceptions import SORTS, Area, Do, sort_of
from shop.domain.payments import EventState
from shop.models import ExceptionCase
from shop.office.exception_words import HAPPENED, SUGGESTED, in_words


def kinds_raised(name: str, place: int) -> set[str]:
    """Return the codes that calls of this name in the actions have at ``place``, read from their source."""
    sources = [path.read_text() for path in Path(shop.actions.__file__).parent.glob("*.py")]
    calls = [
        node
        for source in sources
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name and len(node.args) > place
    ]
    return {
        one.value
        for call in calls
        for one in ast.walk(call.args[place])
        if isinstance(one, ast.Constant) and not isinstance(call.args[place], ast.JoinedStr)
    }


def test_every_kind_that_an_action_raises_is_sorted():
    raised = kinds_raised("set_aside", 2) | kinds_raised("raise_exception", 0)
    assert len(raised) >= 7
    assert raised <= set(SORTS)
    assert {f"{kind}_{state}" for kind in record_payment.BACK for state in EventState} <= set(SORTS)


def test_every_kind_and_suggestion_has_words():
    assert set(SORTS) == set(HAPPENED)
    assert set(Do) == set(SUGGESTED)
    assert {area.value for area in Area} == set(ExceptionCase.Area.values)


def test_every_code_fits_its_column():
    assert max(map(len, SORTS)) <= 30
    assert max(map(len, Do)) <= 30


def test_a_code_of_a_host_project_stands_for_itself():
    assert in_words("made_up", HAPPENED) == "made_up"
    assert sort_of("made_up").area is Area.OTHER
