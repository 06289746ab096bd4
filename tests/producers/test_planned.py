"""What is planned on a connection is sent by the shortest way, with the outcome of the usual one."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, InternalError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from producers import planned, prepared
from producers.compiled import Compiled, CompiledUpdate
from producers.models import Organisation
from producers.prepared import as_sent
from producers.testing.builders import an_organisation

pytestmark = pytest.mark.django_db


@Compiled
def _of(*, number: int, slug: str, after: object) -> QuerySet[Organisation]:
    return Organisation.objects.filter(number=number, created_at__gt=after).exclude(slug=slug)


@CompiledUpdate
def _called(*, number: int, slug: str):
    return Organisation.objects.filter(number=number), {"slug": slug}


@pytest.fixture
def short(monkeypatch):
    """Count the statements that were sent by the shortest way."""
    sent = []
    usual = prepared.answered

    def answered(*args):
        found = usual(*args)
        if found is not None:
            sent.append(found)
        return found

    monkeypatch.setattr("producers.compiled.answered", answered)
    return sent


def _plans() -> bool:
    return connection.vendor == "postgresql"


@contextmanager
def _logged():
    """Have the usual way gone, as it is while statements are logged."""
    connection.force_debug_cursor = True
    try:
        yield
    finally:
        connection.force_debug_cursor = False


@contextmanager
def _undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _planned(**values):
    for _again in range(3):
        list(_of(**values))


def test_a_statement_is_sent_with_numbers_where_its_values_go():
    assert (
        as_sent("SELECT '%%' WHERE a = (%s)::int AND b = %s") == b"SELECT '%' WHERE a = ($1)::int AND b = $2"
    )


def test_the_shortest_way_finds_the_same_rows_with_the_same_values(short):
    made = an_organisation(name={"fr": "Tissage d'Azrou", "ar": "نسيج أزرو"})
    values = {"number": made.number, "slug": "", "after": timezone.now() - timedelta(days=1)}
    _planned(**values)
    assert bool(short) is _plans()
    (found,) = _of(**values)
    with _logged():
        (usual,) = _of(**values)
    names = [field.attname for field in Organisation._meta.concrete_fields]
    assert [getattr(found, name) for name in names] == [getattr(usual, name) for name in names]
    assert [type(getattr(found, name)) for name in names] == [type(getattr(usual, name)) for name in names]
    assert not list(_of(**values | {"slug": made.slug}))


def test_an_update_says_how_many_rows_it_has_changed(short):
    made = an_organisation()
    for name in ("first", "second", "third", "fourth"):
        assert _called(number=made.number, slug=name) == 1
    assert _called(number=99_999, slug="nobody") == 0
    assert bool(short) is _plans()
    made.refresh_from_db()
    assert made.slug == "fourth"


def test_what_a_constraint_refuses_is_refused_as_always_and_ends_the_transaction():
    first, second = an_organisation(), an_organisation()
    for name in ("one", "two", "three"):
        _called(number=first.number, slug=name)
    with pytest.raises(IntegrityError), transaction.atomic():
        _called(number=first.number, slug=second.slug)
    assert connection.needs_rollback is False
    with transaction.atomic():
        with pytest.raises(IntegrityError):
            _called(number=first.number, slug=second.slug)
        with pytest.raises(DatabaseError):
            list(_of(number=first.number, slug="", after=timezone.now()))
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_a_rollback_makes_no_plan_a_trap(short):
    made = an_organisation()
    values = {"number": made.number, "slug": "", "after": timezone.now() - timedelta(days=1)}
    _planned(**values)
    with _undone():
        list(_of(**values))
    short.clear()
    assert list(_of(**values)) == [made]
    assert not short, "the driver has forgotten it"
    _planned(**values)
    assert bool(short) is _plans()


def test_what_was_undone_to_a_savepoint_leaves_the_plans_right():
    made = an_organisation(slug="before")
    for name in ("one", "two", "before"):
        _called(number=made.number, slug=name)
    with _undone():
        _called(number=made.number, slug="undone")
    assert _called(number=made.number, slug="after") == 1
    made.refresh_from_db()
    assert made.slug == "after"


@pytest.mark.django_db(transaction=True)
def test_a_transaction_begins_and_ends_as_always(short):
    made = an_organisation()
    for name in ("one", "two", "three"):
        _called(number=made.number, slug=name)
    short.clear()
    with transaction.atomic():
        assert _called(number=made.number, slug="kept") == 1
        assert bool(short) is _plans(), "the first statement begins the transaction"
        assert _called(number=made.number, slug="kept-2") == 1
    with _undone():
        _called(number=made.number, slug="undone")
        _called(number=made.number, slug="undone-2")
    made.refresh_from_db()
    assert made.slug == "kept-2"


@pytest.mark.django_db(transaction=True)
def test_a_transaction_of_a_kind_of_its_own_is_begun_by_the_driver(short):
    if not _plans():
        assert not short, "elsewhere nothing goes that way"
        return
    made = an_organisation()
    for name in ("one", "two", "three"):
        _called(number=made.number, slug=name)
    short.clear()
    raw = connection.connection
    raw.read_only = True
    try:
        with pytest.raises(InternalError, match="read-only"), transaction.atomic():
            _called(number=made.number, slug="never")
    finally:
        raw.read_only = None
    assert not short


def test_while_statements_are_logged_all_of_them_are(django_assert_num_queries, short):
    made = an_organisation()
    values = {"number": made.number, "slug": "", "after": timezone.now() - timedelta(days=1)}
    _planned(**values)
    short.clear()
    with django_assert_num_queries(2):
        list(_of(**values))
        list(_of(**values))
    assert not short


@contextmanager
def _new_request():
    """Have the connection kept and not looked at yet, as at the beginning of a request."""
    connection.ensure_connection()
    connection.health_check_enabled, connection.health_check_done = True, False
    try:
        yield
    finally:
        connection.health_check_enabled = False


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_was_kept_is_looked_at_once_a_request():
    made = an_organisation()
    values = {"number": made.number, "slug": "", "after": timezone.now() - timedelta(days=1)}
    raw = connection.connection
    with _new_request():
        assert list(_of(**values)) == [made]
        assert connection.health_check_done
    assert connection.connection is raw


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_the_server_has_ended_is_opened_anew(short):
    made = an_organisation()
    values = {"number": made.number, "slug": "", "after": timezone.now() - timedelta(days=1)}
    _planned(**values)
    ended = connection.connection
    if _plans():
        killer = connection.copy()
        with killer.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [ended.info.backend_pid])
        killer.close()
    short.clear()
    with _new_request():
        assert list(_of(**values)) == [made]
    assert (connection.connection is not ended) is _plans()
    assert not short, "a new connection has planned nothing yet"


def test_a_driver_with_other_inner_parts_goes_the_usual_way():
    assert planned.names_on(object()) == {}
