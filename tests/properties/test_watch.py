"""What lets checks be left out: a fault is found with its step, a hidden one when everything is looked at."""

from unittest.mock import patch

import pytest
from django.db import connection, transaction

from producers.models import Organisation
from producers.testing.builders import a_producer
from shop.actions.post import post
from shop.domain.postings import Account, Entry, Posting
from shop.models import Order, Stock
from shop.testing.builders import a_variant
from tests.properties.market.moves import step
from tests.properties.market.proof import ADDED_UP, Proof
from tests.properties.market.world import Market
from tests.properties.watch import Watch, named_in

pytestmark = pytest.mark.django_db


def test_only_a_plain_select_is_no_write():
    orders, lines = "tiwizi_shop_order", "tiwizi_shop_orderline"
    assert named_in(f'SELECT "{orders}"."id" FROM "{orders}" FOR UPDATE') == ({orders}, True)
    assert named_in(f'UPDATE "{orders}" SET "total" = 1') == ({orders}, False)
    assert named_in(f"WITH old AS (DELETE FROM {lines} RETURNING *) SELECT 1") == ({lines}, False)
    assert named_in(f"insert into {lines} select * from {orders}") == ({lines, orders}, False)
    assert named_in('SAVEPOINT "s1"') == (set(), False)


def test_a_check_is_asked_again_when_a_table_that_it_reads_was_written_to():
    a_variant(stock=3)
    with Watch() as watch:
        assert watch.run(none_is_below_two) == []
        Organisation.objects.update(phone="0790000001")
        assert watch.statements == 2
        assert watch.run(none_is_below_two) == []
        assert watch.statements == 2
        Stock.objects.update(on_hand=1)
        assert watch.run(none_is_below_two) == ["1"]
        assert watch.run(none_is_below_two) == ["1"]  # what is wrong stays wrong
        Stock.objects.update(on_hand=3)
        assert watch.run(none_is_below_two) == []
        unseen(f"UPDATE {Stock._meta.db_table} SET on_hand = 1")
        assert watch.run(none_is_below_two) == []
        assert watch.run(none_is_below_two, anyway=True) == ["1"]


def none_is_below_two():
    yield from Stock.objects.filter(on_hand__lt=2).values_list("on_hand", flat=True)


def unseen(sql: str) -> None:
    """Write past the watch."""
    with patch.object(connection, "execute_wrappers", []), connection.cursor() as cursor:
        cursor.execute(sql)


def test_each_check_adds_up_the_accounts_that_are_named_and_no_others():
    maker = a_producer()
    for kind in Account:
        with transaction.atomic():
            book(kind, maker)
            found = {check for check in ADDED_UP if complains(check)}
            transaction.set_rollback(True)
        assert found == {check for check, kinds in ADDED_UP.items() if kind in kinds}, kind


def book(kind, maker):
    """Book a dirham that nothing else knows of."""
    sides = (Posting(kind, 100, "MAD", maker.pk), Posting(Account.GOODWILL, -100, "MAD"))
    if kind is Account.GOODWILL:
        sides = (sides[0], Posting(Account.ROUNDING, -100, "MAD"))
    post(Entry("payout.sent", sides), key=f"stray {kind.value}")


def complains(check) -> bool:
    try:
        return bool(list(check() or ()))
    except AssertionError:
        return True


def test_a_fault_is_found_at_once_and_one_in_an_old_row_when_everything_is_looked_at():
    market = Market(1)
    with Watch() as watch:
        proof = Proof(market, watch)
        while not Order.objects.filter(status="placed").exists():
            proof.of_step(is_done=step(market))
        with transaction.atomic():
            book(Account.REFUNDS_SENT, market.makers[0])
            with pytest.raises(AssertionError, match="refunds_on_their_way_are_booked"):
                proof.of_step(is_done=True)
            transaction.set_rollback(True)
        proof.of_all()
        unseen(f"UPDATE {Stock._meta.db_table} SET on_hand = on_hand + 1")
        proof.of_step(is_done=True)
        with pytest.raises(AssertionError, match="stock_is_the_sum_of_its_moves"):
            proof.of_all()


def test_a_refused_step_may_change_nothing():
    market = Market(1)
    with Watch() as watch:
        proof = Proof(market, watch)
        proof.of_step(is_done=False)
        book_twice = Entry(
            "payout.sent", (Posting(Account.BANK, 1, "MAD"), Posting(Account.GOODWILL, -1, "MAD"))
        )
        with transaction.atomic():
            post(book_twice, key="stray")
        with pytest.raises(AssertionError, match="refused"):
            proof.of_step(is_done=False)
