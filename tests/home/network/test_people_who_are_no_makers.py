"""Somebody registered for an event who is no maker says needs and offers, and makers write to her."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from home.events.actions.change_seat import cancel_seat
from home.network.actions.listings import Said, say_as_guest
from home.network.actions.meeting_guests import wish_by_match
from home.network.actions.talks import ask
from home.network.domain.listings import RefusedError, Side, Thing
from home.network.domain.talks import Sentence
from home.network.models import Listing, MeetingWish, Talk
from home.network.reading.counts import read_counts
from home.network.testing.builders import a_guest, a_listing, a_plan
from producers.actions.deliver import deliver_announcements
from producers.domain.actors import SYSTEM
from producers.models import Message
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
def seat():
    return a_guest(a_plan(), name="Galerie Tizi", phone="+212600000077", email="").registration


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_she_says_what_she_needs_and_only_what_she_allows_is_shown(hers, seat):
    hers_page, client = f"/fr/network/yours/{seat.token}/", Client()
    typed = {"do": "say", "side": "needs", "thing": "selling", "words": "Cent coussins par mois"}
    assert client.post(hers_page, typed).status_code == 302
    page = text(hers, LIST)
    assert "client" in page
    assert not any(hidden in page for hidden in ("Galerie Tizi", "Cent coussins", "0000077"))
    client.post(hers_page, {**typed, "shows": ["name", "words"]})
    page = text(hers, LIST)
    assert all(shown in page for shown in ("Galerie Tizi", "Cent coussins"))
    assert "0000077" not in page
    row = Listing.objects.get()
    client.post(hers_page, {"do": "end", "row": row.export_id})
    assert "Galerie Tizi" not in text(hers, LIST)


def test_what_is_wrong_stands_beside_what_she_typed(seat):
    page, client = f"/fr/network/yours/{seat.token}/", Client()
    typed = {"do": "say", "side": "needs", "thing": "wool", "words": "Appelez 06 12 34 56 78"}
    refused = client.post(page, typed)
    assert refused.status_code == 422
    assert "Appelez 06 12 34 56 78" in refused.content.decode()
    assert client.post(page, {"do": "say"}).status_code == 422
    assert client.post(page, {"do": "else"}).status_code == 404
    assert not Listing.objects.exists()


def test_a_maker_writes_to_her_and_learns_her_name_with_her_yes(hers, seat):
    row = say_as_guest(seat, Said(Side.NEEDS, Thing.SELLING), actor=SYSTEM)
    sent = hers.post(f"{LIST}with/{row.export_id}/", {"sentences": ["mine"]})["Location"]
    assert "Galerie Tizi" not in text(hers, sent)
    deliver_announcements()
    letter = Message.objects.get(kind="talk.asked")
    assert (letter.recipient, f"/network/yours/{seat.token}/" in letter.text) == ("+212600000077", True)
    page, client = f"/fr/network/yours/{seat.token}/", Client()
    shown = text(client, page)
    assert "Fatima" in shown
    assert "661000001" not in shown
    talk = Talk.objects.get()
    assert client.post(page, {"do": "yes", "row": talk.export_id}).status_code == 302
    assert "Galerie Tizi" in text(hers, sent)
    assert client.post(page, {"do": "no", "row": talk.export_id}).status_code == 422
    foreign = a_guest(a_plan()).registration
    assert (
        Client().post(f"/fr/network/yours/{foreign.token}/", {"do": "yes", "row": talk.export_id}).status_code
        == 404
    )


def test_without_a_seat_nothing_of_her_is_shown_or_said(maker, seat):
    row = say_as_guest(seat, Said(Side.NEEDS, Thing.WOOL), actor=SYSTEM)
    cancel_seat(seat, actor=SYSTEM)
    with pytest.raises(RefusedError, match="over"):
        ask(row, maker, (Sentence.MINE,), actor=SYSTEM)
    with pytest.raises(RefusedError, match="not_active"):
        say_as_guest(seat, Said(Side.NEEDS, Thing.DYE), actor=SYSTEM)
    assert Client().get(f"/fr/network/yours/{seat.token}/").status_code == 404


def test_her_needs_propose_whom_she_meets_and_count_as_no_makers():
    plan, maker = a_plan(), a_producer()
    client, guest = a_guest(plan), a_guest(plan, maker)
    say_as_guest(client.registration, Said(Side.NEEDS, Thing.WOOL), actor=SYSTEM)
    a_listing(maker, side="offers", thing="wool")
    assert wish_by_match(plan, actor=SYSTEM) == 1
    assert MeetingWish.objects.get().who == client
    assert MeetingWish.objects.get().whom == guest
    Listing.objects.filter(seat=None).delete()
    assert read_counts("fr", client.created_at.date()) == []


def test_a_need_is_of_one_a_maker_or_a_person(seat, maker):
    row = say_as_guest(seat, Said(Side.NEEDS, Thing.WOOL), actor=SYSTEM)
    for whose in ({"organisation": maker}, {"seat": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Listing.objects.filter(pk=row.pk).update(**whose)
