"""The short way to the editions says what the usual one says, and leaves to it what is not as expected."""

import pytest
from django.db import connection, transaction

from producers.editions.current import STATEMENT, Editions, _usual_look
from producers.editions.quick_look import quick_look
from producers.testing.builders import an_organisation

pytestmark = pytest.mark.django_db(transaction=True)


def _is_quick() -> bool:
    return quick_look(connection, STATEMENT) is not None


def _expected() -> bool:
    return connection.vendor == "postgresql"


def test_it_sees_each_write_as_the_usual_look_does():
    for _again in range(3):
        before = Editions().numbers
        an_organisation()
        after = Editions().numbers
        assert after == _usual_look()
        assert after["offers"] > before.get("offers", 0)
        assert _is_quick() is _expected()


def test_within_a_transaction_it_is_left_alone():
    with transaction.atomic():
        an_organisation()
        assert quick_look(connection, STATEMENT) is None
        assert Editions().numbers == _usual_look()


def test_whoever_logs_statements_sees_it(django_assert_num_queries):
    an_organisation()
    with django_assert_num_queries(1) as log:
        assert Editions().numbers["offers"]
    assert "tiwizi_producers_edition" in log.captured_queries[0]["sql"]


def test_a_plan_that_is_gone_is_made_again():
    an_organisation()
    assert _is_quick() is _expected()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DEALLOCATE ALL")
        assert not _is_quick()
    for _again in range(3):
        assert Editions().numbers == _usual_look()
    assert _is_quick() is _expected()


def test_a_server_that_was_started_anew_is_asked_again():
    an_organisation()
    before = Editions().numbers
    if connection.vendor == "postgresql":
        other = connection.copy()
        with connection.cursor() as cursor, other.cursor() as killer:
            cursor.execute("SELECT pg_backend_pid()")
            killer.execute("SELECT pg_terminate_backend(%s)", cursor.fetchone())
        other.close()
    assert Editions().numbers == before
