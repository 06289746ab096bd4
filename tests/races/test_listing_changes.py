"""Which offers are listed otherwise, while somebody else's transaction stays open."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest
from django.db import connection, transaction

from shop.listing_changes import changed_since, seen_now
from shop.models import ListingChange, Variant
from shop.testing.builders import a_market, a_variant

PATIENCE = 20


@pytest.fixture(autouse=True)
def market(_committed):
    return a_market()


def touch(variant) -> None:
    Variant.objects.filter(pk=variant.pk).update(product=variant.product_id)


@contextmanager
def touched_for_long(variant) -> Iterator[None]:
    """Somebody changes a variant first and commits last."""
    changed, end = Event(), Event()

    def write() -> None:
        with transaction.atomic():
            touch(variant)
            changed.set()
            end.wait(PATIENCE)
        connection.close()

    writer = Thread(target=write)
    writer.start()
    assert changed.wait(PATIENCE)
    try:
        yield
    finally:
        end.set()
        writer.join()


def test_one_open_transaction_does_not_make_all_after_it_look_unseen(is_postgresql):
    slow, quick = a_variant(), a_variant()
    if not is_postgresql:  # there, one writes at a time
        touch(quick)
        seen = seen_now()
        touch(slow)
        assert slow.product_id in changed_since(seen)[1]
        return
    with touched_for_long(slow):
        touch(quick)
        seen = seen_now()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
            after_the_oldest = ListingChange.objects.filter(stamp__gte=cursor.fetchone()[0])
        assert after_the_oldest.filter(product_id=quick.product_id).exists()  # the control
        assert changed_since(seen)[1] == []
    assert changed_since(seen)[1] == [slow.product_id]


def test_what_a_transaction_has_changed_itself_counts_as_unseen():
    variant = a_variant()
    with transaction.atomic():
        touch(variant)
        seen = seen_now()
        touch(variant)
        assert variant.product_id in changed_since(seen)[1]
