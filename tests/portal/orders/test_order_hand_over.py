"""A parcel leaves a maker: to a carrier, to the agent, or she brings it herself."""

import re

import pytest

from producers.testing.builders import (
    an_association,
)
from shop.actions import fulfil
from shop.domain.errors import RefusedError
from shop.models import CashCustody, CashMove, Parcel, Place
from shop.testing.builders import a_place
from tests.portal.orders.acts import HER, page, press_next, status_of
from tests.portal.path import HOME, a_carrier, a_rug, at, sold

pytestmark = pytest.mark.django_db


def test_who_brings_it_herself_sees_the_phone_until_it_is_there(client, maker):
    near = HOME | {"region": "MA-07"}
    part = sold(a_rug(maker), address=near)
    fulfil.accept(part, actor=HER)
    fulfil.pack(part, actor=HER)
    assert 'value="herself"' in page(client, "order_hand_over", part.number)
    assert "buyer-phone" not in page(client, "order", part.number)
    client.post(at("order_hand_over", part.number), {"who": "herself"})
    assert Parcel.objects.get().by_maker
    seen = page(client, "order", part.number)
    assert "07 90 00 00 55" in seen
    assert 'data-role="collect"' in seen, "it is paid at the door"
    assert "Elle l’a et elle a payé" in seen
    assert press_next(client, part).status == "delivered"
    custody = CashCustody.objects.get()
    assert (custody.status, custody.holder_id) == ("with_producer", maker.pk)
    client.post(at("order_step", part.number), {"do": "brought"})
    assert CashMove.objects.count() == 1
    assert "07 90 00 00 55" not in page(client, "order", part.number)


def test_far_away_nobody_brings_it_herself(client, part):
    fulfil.accept(part, actor=HER)
    fulfil.pack(part, actor=HER)
    assert 'value="herself"' not in page(client, "order_hand_over", part.number)
    answer = client.post(at("order_hand_over", part.number), {"who": "herself"})
    assert (answer.status_code, status_of(part)) == (422, "packed")
    with pytest.raises(RefusedError):
        fulfil.ship(part, carrier="x", actor=HER, by_maker=True)


def test_the_agent_takes_it_to_the_centre(client, maker):
    centre = a_place(an_association(), kind=Place.Kind.CENTRE, region="MA-07")
    maker.vouched_by = an_association(name="Amal")
    maker.save()
    part = sold(a_rug(maker), mode="consolidated")
    fulfil.accept(part, actor=HER)
    fulfil.pack(part, actor=HER)
    client.post(at("order_hand_over", part.number), {"who": "agent"})
    parcel = Parcel.objects.get()
    assert (parcel.place_id, parcel.carrier) == (centre.pk, "Amal")


def test_what_was_typed_stays_when_something_is_wrong(client, part):
    fulfil.accept(part, actor=HER)
    fulfil.pack(part, actor=HER)
    answer = client.post(at("order_hand_over", part.number), {"who": a_carrier(), "tracking": "رقم"})
    seen = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="رقم"' in seen
    assert 'id="tracking-error"' in seen
    assert re.search(r'value="c\d+" checked', seen)
    assert not Parcel.objects.exists()


def test_nothing_leaves_before_the_buyer_was_called(client, part):
    fulfil.accept(part, actor=HER)
    fulfil.pack(part, actor=HER)
    type(part.order).objects.update(confirmation="waiting")
    assert "Gardez le colis" in page(client, "order", part.number)
    client.post(at("order_hand_over", part.number), {"who": a_carrier()})
    assert (status_of(part), Parcel.objects.count()) == ("packed", 0)


def test_pieces_that_were_taken_off_are_said_in_words(client, maker):
    part = sold((a_rug(maker), 3))
    allocation = part.lines.get().allocations.get()
    type(allocation).objects.filter(pk=allocation.pk).update(quantity=2)
    seen = page(client, "order", part.number)
    assert "1 a été retirée" in seen
    assert "Reste à envoyer" in seen
