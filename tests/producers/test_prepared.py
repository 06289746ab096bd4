"""What every page asks is planned once a connection, and is right for other values and after a rollback."""

import pytest
from django.db import DatabaseError, connection, transaction

from producers.compiled import Compiled
from producers.models import Organisation
from producers.prepared import planned_once, prepared
from producers.testing.builders import an_organisation

pytestmark = pytest.mark.django_db
MARK = "a statement that is planned once"
ASKS = f"SELECT number, '{MARK}' FROM tiwizi_producers_organisation WHERE number = %s"


@planned_once
def _asked(number: int) -> tuple[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT number, '{MARK}' FROM tiwizi_producers_organisation WHERE number = %s", [number]
        )
        return cursor.fetchone()


def _plans() -> int:
    """Return how many plans of that statement the server keeps for this connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", [f"%{MARK}%"])
        return int(cursor.fetchone()[0])


def _expected() -> int:
    return 1 if connection.vendor == "postgresql" else 0  # SQLite keeps plans by itself


def _kept() -> int:
    return _plans() if connection.vendor == "postgresql" else 0


def test_what_is_asked_twice_is_planned_once_and_right_for_other_values():
    made = [an_organisation() for _ in range(3)]
    for one in made:
        assert _asked(one.number) == (one.number, MARK)
    assert _kept() == _expected()


def test_a_rollback_forgets_plans_and_nothing_else():
    made = an_organisation()
    for _again in range(3):
        _asked(made.number)
    with transaction.atomic():
        _asked(made.number)
        transaction.set_rollback(True)
    for _again in range(3):
        assert _asked(made.number) == (made.number, MARK)
    assert _kept() == _expected()


def test_where_plans_cannot_be_kept_nothing_is_prepared(settings):
    settings.PRODUCERS = {**settings.PRODUCERS, "PREPARE_STATEMENTS": False}
    made = an_organisation()
    for _again in range(3):
        assert _asked(made.number) == (made.number, MARK)
    assert _kept() == 0


def test_outside_statements_are_as_before_also_after_an_error():
    made = an_organisation()
    with pytest.raises(DatabaseError), transaction.atomic(), prepared(connection):
        connection.cursor().execute("SELECT no_such_column WHERE 1 = %s", [1])
    before = _kept()
    for _again in range(3):
        _asked.__wrapped__(made.number)
    assert _kept() == before


def test_a_compiled_query_converts_what_it_reads_as_django_does():
    made = an_organisation()
    find = Compiled(lambda *, number: Organisation.objects.filter(number=number))
    for _again in range(3):
        (found,) = find(number=made.number)
        assert found.name == made.name
        assert found.created_at == made.created_at


def test_the_log_of_statements_shows_values_as_elsewhere(django_assert_num_queries):
    made = an_organisation()
    with django_assert_num_queries(3) as log:
        for _again in range(3):
            _asked(made.number)
    assert all(f"number = {made.number}" in said["sql"] for said in log.captured_queries)
