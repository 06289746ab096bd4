"""Somebody without a shop wants no messages from a maker, as a maker may from her: both directions."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from home.events.actions.places import set_places
from home.events.actions.register import register
from home.events.models import Registration
from home.events.testing.builders import a_person, an_event
from home.network.actions.talks import ask, ask_as_guest, block_as_guest, block_person, unblock_as_guest
from home.network.domain.listings import RefusedError
from home.network.domain.talks import Sentence
from home.network.models import Block, Listing, Talk
from home.network.testing.builders import a_guest, a_listing, a_plan
from producers.actions.deliver import deliver_announcements
from producers.domain.actors import SYSTEM
from producers.models import Act, Message
from producers.testing.builders import a_producer, an_owner_of
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db
LIST = "/fr/portal/network/"


@pytest.fixture(autouse=True)
def _market(db):
    a_market()


@pytest.fixture
def maker():
    return a_producer(name="Fatima", phone="+212661000001")


@pytest.fixture
def hers(maker) -> Client:
    client = Client()
    client.force_login(an_owner_of(maker))
    return client


@pytest.fixture
def seat() -> Registration:
    return a_guest(a_plan(), name="Galerie Tizi", phone="+212600000077", email="").registration


def of_seat(seat: Registration) -> Listing:
    return Listing.objects.create(
        seat=seat, side="needs", thing="selling", words="Cent coussins", shows_name=True, shows_words=True,
        until="2999-01-01",
    )  # fmt: skip


def another_seat_of(seat: Registration) -> Registration:
    event = an_event()
    places = set_places(event, capacity=5, actor=SYSTEM)
    return register(event, places.pk, a_person(9, name=seat.name, phone=seat.phone, email=""), actor=SYSTEM)


def test_a_maker_whom_she_blocked_can_neither_write_nor_see_her(client, hers, maker, seat):
    listing = of_seat(seat)
    talk = ask(listing, maker, [Sentence.MINE], actor=SYSTEM)
    assert "Galerie Tizi" in hers.get(LIST).content.decode()
    page = f"/fr/network/yours/{seat.token}/"
    assert client.post(page, {"do": "block", "row": talk.export_id}).status_code == 302
    talk.refresh_from_db()
    assert talk.state == "no"
    deliver_announcements()
    assert not Message.objects.filter(recipient=maker.phone).exists()
    assert "Galerie Tizi" not in hers.get(LIST).content.decode()
    assert hers.get(f"{LIST}write/{listing.export_id}/").status_code == 404
    with pytest.raises(RefusedError, match="blocked"):
        ask(listing, maker, [Sentence.PRICE], actor=SYSTEM)
    assert Talk.objects.count() == 1
    assert Act.objects.filter(verb="member.blocked").exists()
    assert 'value="unblock"' in client.get(page).content.decode()


def test_her_other_seats_are_closed_to_the_maker_as_well(hers, maker, seat):
    block_as_guest(seat, maker, actor=SYSTEM)
    other = of_seat(another_seat_of(seat))
    assert "Galerie Tizi" not in hers.get(LIST).content.decode()
    with pytest.raises(RefusedError, match="blocked"):
        ask(other, maker, [Sentence.MINE], actor=SYSTEM)


def test_other_makers_still_see_her_and_write(maker, seat):
    block_as_guest(seat, maker, actor=SYSTEM)
    second = a_producer(name="Hadda")
    assert ask(of_seat(seat), second, [Sentence.MINE], actor=SYSTEM).state == "asked"


def test_she_lets_the_maker_write_again(client, hers, maker, seat):
    listing = of_seat(seat)
    talk = ask(listing, maker, [Sentence.MINE], actor=SYSTEM)
    page = f"/fr/network/yours/{seat.token}/"
    client.post(page, {"do": "block", "row": talk.export_id})
    client.post(page, {"do": "unblock", "row": talk.export_id})
    unblock_as_guest(seat, maker, actor=SYSTEM)
    assert not Block.objects.exists()
    assert "Galerie Tizi" in hers.get(LIST).content.decode()
    assert ask(listing, maker, [Sentence.PRICE], actor=SYSTEM).state == "asked"


def test_the_other_way_a_maker_blocks_her(maker, seat):
    block_person(maker, seat, actor=SYSTEM)
    listing = a_listing(maker)
    with pytest.raises(RefusedError, match="blocked"):
        ask_as_guest(listing, seat, [Sentence.MINE], actor=SYSTEM)
    assert not Listing.objects.open_to(seat).filter(pk=listing.pk).exists()
    assert (
        ask(of_seat(seat), maker, [Sentence.MINE], actor=SYSTEM).state == "asked"
    )  # hers is open to the maker


def test_a_message_to_another_is_not_hers_to_block_by(client, maker, seat):
    foreign = a_guest(a_plan(), name="Autre", phone="+212600000078", email="").registration
    talk = ask(of_seat(foreign), maker, [Sentence.MINE], actor=SYSTEM)
    page = f"/fr/network/yours/{seat.token}/"
    assert client.post(page, {"do": "block", "row": talk.export_id}).status_code == 404
    assert not Block.objects.exists()


def test_a_block_is_of_one_and_has_a_maker_in_it(maker, seat):
    for wrong in (
        {"organisation": maker, "by_seat": seat, "other": a_producer(name="X")},
        {"by_seat": seat, "seat": seat},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Block.objects.create(**wrong)
