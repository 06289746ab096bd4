import pytest
from django.db import IntegrityError, connection, transaction

from producers.domain.actors import Actor
from producers.models import Act
from producers.testing.builders import an_organisation
from shop.actions.adjust_stock import StockError, adjust, receive, returned, send, take_back, transfer
from shop.models import Allocation, Listing, Stock, StockMove
from shop.testing.builders import a_place, a_variant, on_show
from shop.testing.orders import a_draft

pytestmark = pytest.mark.django_db
KEEPER = Actor(7, "Keeper")


def counts(stock: Stock) -> tuple[int, int]:
    stock.refresh_from_db()
    assert stock.on_hand == sum(move.quantity for move in stock.moves.all())
    return stock.on_hand, stock.allocated


def test_pieces_that_arrive_are_counted_and_the_lists_know():
    variant = a_variant(stock=0)
    on_show(variant)
    assert not Listing.objects.get().is_available
    move = receive(variant, variant.stock.get().place, 4, actor=KEEPER, reason="new loom")
    assert counts(variant.stock.get()) == (4, 0)
    assert (move.kind, move.actor_id, move.reason) == ("receipt", 7, "new loom")
    assert Listing.objects.get().is_available
    act = Act.objects.get(verb="stock.receipt")
    assert (act.before, act.after, act.actor_name) == ({"on_hand": 0}, {"on_hand": 4}, "Keeper")


def test_a_place_that_never_had_any_gets_its_row():
    variant = a_variant()
    centre = a_place(an_organisation("centre"), "centre")
    receive(variant, centre, 2, actor=KEEPER)
    assert counts(variant.stock.get(place=centre)) == (2, 0)


@pytest.mark.parametrize("quantity", [0, -1])
def test_a_receipt_brings_something(quantity):
    variant = a_variant()
    with pytest.raises(StockError):
        receive(variant, variant.stock.get().place, quantity, actor=KEEPER)
    assert counts(variant.stock.get()) == (3, 0)


def test_a_count_is_corrected_with_a_reason():
    stock = a_variant(stock=3).stock.get()
    adjust(stock, -1, actor=KEEPER, reason="broken")
    assert counts(stock) == (2, 0)


@pytest.mark.parametrize(("change", "reason"), [(-4, "lost"), (-1, ""), (-1, "  "), (0, "nothing")])
def test_what_is_not_there_or_not_explained_is_refused(change, reason):
    stock = a_variant(stock=3).stock.get()
    with pytest.raises(StockError):
        adjust(stock, change, actor=KEEPER, reason=reason)
    assert counts(stock) == (3, 0)
    assert not Act.objects.exists()


def test_a_promised_piece_cannot_be_taken_away():
    variant = a_variant(stock=3)
    a_draft((variant, 2))
    stock = variant.stock.get()
    with pytest.raises(StockError):
        adjust(stock, -2, actor=KEEPER, reason="recount")
    with pytest.raises(StockError):
        transfer(stock, a_place(an_organisation("centre"), "fair"), 2, actor=KEEPER)
    assert counts(stock) == (3, 2)


def test_pieces_go_to_a_fair_and_back():
    stock = a_variant(stock=3).stock.get()
    fair = a_place(an_organisation("centre"), "fair", is_selling=False)
    there = transfer(stock, fair, 2, actor=KEEPER)
    assert (counts(stock), counts(there)) == ((1, 0), (2, 0))
    transfer(there, stock.place, 2, actor=KEEPER)
    assert (counts(stock), counts(there)) == ((3, 0), (0, 0))
    with pytest.raises(StockError):
        transfer(stock, stock.place, 1, actor=KEEPER)


def test_what_is_sent_leaves_once():
    variant = a_variant(stock=3)
    a_draft((variant, 2))
    allocation = Allocation.objects.get()
    send(allocation, actor=KEEPER)
    assert counts(variant.stock.get()) == (1, 0)
    with pytest.raises(StockError):
        send(allocation, actor=KEEPER)
    assert counts(variant.stock.get()) == (1, 0)


def test_what_was_made_to_order_arrives_before_it_leaves():
    variant = a_variant(stock=0, cap=2, making_days=9)
    a_draft((variant, 2))
    send(Allocation.objects.get(), actor=KEEPER)
    assert counts(variant.stock.get()) == (0, 0)
    assert list(StockMove.objects.values_list("kind", "quantity")) == [("receipt", 2), ("shipment", -2)]


def test_no_more_comes_back_than_was_sent():
    variant = a_variant(stock=3)
    a_draft((variant, 2))
    allocation = Allocation.objects.get()
    with pytest.raises(StockError):
        take_back(allocation, 1, actor=KEEPER, reason="not sent yet")
    send(allocation, actor=KEEPER)
    take_back(allocation, 1, actor=KEEPER, reason="too small")
    assert returned(allocation) == 1
    assert counts(variant.stock.get()) == (2, 0)
    with pytest.raises(StockError):
        take_back(allocation, 2, actor=KEEPER, reason="too small")
    take_back(allocation, 1, actor=KEEPER, reason="too small")
    assert counts(variant.stock.get()) == (3, 0)


@pytest.mark.parametrize("statement", ["UPDATE {} SET quantity = 9", "DELETE FROM {}"])
def test_moves_are_never_changed(statement):
    a_variant(stock=3)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format("tiwizi_shop_stockmove"))
