"""Rows written by SQL that is composed once are as those that Django writes, and as safe."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from moneyed import Money

from producers.models import Announcement
from producers.quick_writes import MOST, insert, update, update_where
from shop.models import Cart, CartLine, Hold
from shop.testing.builders import a_variant

pytestmark = pytest.mark.django_db


def _same(row):
    """A row as it is read again, without its key."""
    read = type(row).objects.get(pk=row.pk)
    return {field.attname: getattr(read, field.attname) for field in row._meta.concrete_fields[1:]}


def _lines(cart, count):
    variants = [a_variant() for _ in range(count)]
    return [CartLine(cart=cart, variant=one, quantity=2, seen=Money("12.50", "MAD")) for one in variants]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_rows_are_written_as_django_writes_them(count):
    ours, djangos = Cart.objects.create(country="MA"), Cart.objects.create(country="MA")
    for _again in range(2):  # the second time its SQL is known
        mine = insert(_lines(ours, count))
        theirs = [
            CartLine(cart=djangos, variant=one.variant, quantity=one.quantity, seen=one.seen) for one in mine
        ]
        CartLine.objects.bulk_create(theirs)
        for one, other in zip(mine, theirs, strict=True):
            assert one.pk
            assert (one._state.adding, one._state.db) == (False, "default")
            assert _same(one) == _same(other) | {"cart_id": ours.pk, "added_at": one.added_at}
            assert abs(one.added_at - timezone.now()) < timedelta(minutes=1)


def test_one_statement_writes_several_and_keys_come_in_their_order():
    cart = Cart.objects.create(country="MA")
    insert(_lines(cart, 3))
    rows = _lines(cart, 3)
    with CaptureQueriesContext(connection) as said:
        insert(rows)
    assert len(said) == 1
    for row in rows:
        assert CartLine.objects.get(pk=row.pk).variant_id == row.variant_id


def test_values_of_every_kind_come_back():
    made = insert([Cart(country="FR", checkout={"name": "Ælla", "modes": {"7": "direct"}, "n": None})])[0]
    read = Cart.objects.get(pk=made.pk)
    assert (read.country, read.checkout, read.user_id, read.closed_at) == ("FR", made.checkout, None, None)
    assert read.token == made.token


def test_what_is_there_already_stays_when_it_may():
    rows = [Announcement(key="a", kind="x.y", payload={"n": 1}), Announcement(key="b", kind="x.y")]
    for _again in range(3):
        insert(rows, ignore_conflicts=True)
    assert sorted(Announcement.objects.filter(kind="x.y").values_list("key", flat=True)) == ["a", "b"]
    with pytest.raises(IntegrityError), transaction.atomic():
        insert([Announcement(key="a", kind="x.y")])


def test_an_error_breaks_the_transaction_and_keeps_nothing():
    cart = Cart.objects.create(country="MA")
    (line,) = insert(_lines(cart, 1))
    with pytest.raises(IntegrityError):
        _write_both(cart, line)
    assert not Cart.objects.filter(country="DE").exists()


@transaction.atomic
def _write_both(cart, line):
    insert([Cart(country="DE")])
    insert([CartLine(cart=cart, variant=line.variant, quantity=1, seen=line.seen)])


def test_nothing_and_many_are_written_too():
    assert insert([]) == []
    rows = [Announcement(key=str(number), kind="many.rows") for number in range(MOST + 5)]
    insert(rows)
    assert Announcement.objects.filter(kind="many.rows").count() == MOST + 5


def test_an_update_writes_what_is_named_and_nothing_else():
    cart = Cart.objects.create(country="MA", checkout={"name": "a"})
    before = cart.changed_at
    for name in ("b", "c"):
        cart.checkout, cart.country = {"name": name}, "FR"
        update(cart, "checkout", "changed_at")
        read = Cart.objects.get(pk=cart.pk)
        assert (read.checkout, read.country) == ({"name": name}, "MA")
        assert read.changed_at == cart.changed_at > before


def test_an_update_writes_nothing_where_there_was_something():
    cart = Cart.objects.create(country="MA")
    for moment in (timezone.now(), None, timezone.now(), None):
        cart.closed_at = moment
        update(cart, "closed_at", "changed_at")
        assert Cart.objects.get(pk=cart.pk).closed_at == moment


def test_only_a_row_that_is_still_as_it_was_is_changed():
    cart = Cart.objects.create(country="MA")
    for _again in range(2):
        assert not update_where(cart, {"country": "FR"}, {"country": "DE"})
        assert update_where(cart, {"country": "MA"}, {"country": "FR", "checkout": {"name": "x"}})
        assert cart.country == "MA"  # the object is the caller's
        assert Cart.objects.get(pk=cart.pk).country == "FR"
        assert update_where(cart, {"country": "FR"}, {"country": "MA"})
    with pytest.raises(TypeError, match="Only values"):
        update_where(cart, {}, {"user": F("user")})


def test_a_row_of_another_table_is_written_by_its_key():
    first, second = Cart.objects.create(country="MA"), Cart.objects.create(country="FR")
    (line,) = insert(_lines(first, 1))
    for cart in (second, first, second):
        assert update_where(line, {}, {"cart": cart})
        assert CartLine.objects.get(pk=line.pk).cart_id == cart.pk


def test_a_row_that_is_gone_cannot_be_updated():
    cart = Cart.objects.create(country="MA")
    Cart.objects.filter(pk=cart.pk).delete()
    with pytest.raises(DatabaseError):
        update(cart, "country")


def test_a_hold_is_found_by_those_who_read_it():
    cart, variant = Cart.objects.create(country="MA"), a_variant()
    until = timezone.now() + timedelta(minutes=5)
    insert([Hold(variant=variant, cart=cart, quantity=1, until=until)])
    assert Hold.objects.live(timezone.now()).get(cart=cart).until == until
