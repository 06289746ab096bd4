"""The questions that the search is judged by."""

from tests.demo.judged import QUERIES, SITES


def test_there_are_enough_queries_of_each_kind():
    assert len(QUERIES) >= 150
    for language in SITES:
        assert sum(one == language for _query, one, _judged in QUERIES) >= 30
