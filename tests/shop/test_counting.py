"""Numbers that many processes count together: never more than allowed, though the cache is asked less."""

import pytest
from django.core.cache import cache

from shop import counting
from shop.counting import counted, may_again


@pytest.fixture(autouse=True)
def _nothing_counted():
    cache.clear()
    counting.forget_shares()


def another_process() -> None:
    """What one process has taken for itself is unknown to the next."""
    counting.forget_shares()


@pytest.mark.parametrize("most", [0, 1, 3, 19, 20, 60, 61])
def test_one_process_lets_through_exactly_as_many_as_may(most: int):
    assert [may_again("k", most, 60) for _ in range(most + 5)] == [True] * most + [False] * 5


@pytest.mark.parametrize("most", [2, 40, 100])
def test_several_processes_let_through_no_more_and_nearly_as_many(most: int):
    through = 0
    for place in range(most * 3):
        if place % 7 == 0:
            another_process()
        through += may_again("k", most, 60)
    assert most // 3 <= through <= most


def test_the_cache_is_asked_a_twentieth_as_often(monkeypatch):
    asked: list[str] = []
    monkeypatch.setattr(counting, "counted", lambda *args: asked.append("x") or counted(*args))
    assert all(may_again("k", 1000, 60) for _ in range(1000))
    assert len(asked) == 20


def test_counting_begins_with_how_many_there_are():
    assert [counted("n", 60), counted("n", 60, 4), counted("n", 60)] == [1, 5, 6]
