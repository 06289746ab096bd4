"""Every code that the queue of money may hold has words."""

import ast
from pathlib import Path

from shop.actions import record_payment
from shop.domain.payments import EventState
from shop.office.exception_words import HAPPENED, SUGGESTED, in_words


def codes() -> tuple[set[str], set[str]]:
    """Return the kinds and suggestions that ``record_payment`` writes, read from its source."""
    calls = [
        node
        for node in ast.walk(ast.parse(Path(record_payment.__file__).read_text()))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "set_aside"
    ]
    texts = [
        {one.value for one in ast.walk(call.args[place]) if isinstance(one, ast.Constant)}
        for place in (2, 3)
        for call in calls
        if not isinstance(call.args[place], ast.JoinedStr)
    ]
    half = len(texts) - len(calls)
    return set().union(*texts[:half]), set().union(*texts[half:])


def test_every_code_has_words():
    kinds, suggestions = codes()
    assert len(kinds) >= 7
    assert kinds <= set(HAPPENED)
    assert suggestions == set(SUGGESTED)
    assert {f"{kind}_{state}" for kind in record_payment.BACK for state in EventState} <= set(HAPPENED)


def test_a_code_of_a_host_project_stands_for_itself():
    assert in_words("made_up", HAPPENED) == "made_up"
