"""Somebody registered for an event who is no maker says needs and offers, and makers write to her."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from home.events.actions.change_seat import cancel_seat
from home.network.actions.listings import Said, say_as_guest
from home.network.actions.meeting_guests import wish_by_match
from home.network.actions.talks import ask, ask_as_guest
from home.network.domain.listings import RefusedError, Side, Thing
from home.network.domain.talks import Sentence
from home.network.models import Block, Listing, MeetingWish, Talk
from home.network.reading.counts import read_counts
from home.network.testing.builders import a_guest, a_listing, a_plan, a_talk
from producers.actions.deliver import deliver_announcements
from producers.domain.actors import SYSTEM
from producers.models import Message, Organisation
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


def others(seat) -> str:
    return f"/fr/network/yours/{seat.token}/others/"


def writing(seat, listing: Listing) -> str:
    return f"/fr/network/yours/{seat.token}/write/?to={listing.export_id}"


def test_she_sees_what_makers_need_and_not_whose_it_is(maker, seat):
    a_listing(maker, words="Vingt kilos", shows=("name", "photo", "commune", "words"))
    say_as_guest(a_guest(a_plan()).registration, Said(Side.NEEDS, Thing.DYE), actor=SYSTEM)
    a_listing(gone := a_producer(), thing="dye")
    Organisation.objects.filter(pk=gone.pk).update(status="suspended")
    page = text(Client(), others(seat))
    assert page.count('data-role="listing"') == 1
    assert not any(hidden in page for hidden in ("Fatima", "Vingt kilos", "661000001"))
    narrow = text(Client(), others(seat) + "?thing=dye&side=needs")
    assert narrow.count('data-role="listing"') == 0
    assert f'href="{others(seat)}"' in narrow
    assert Client().get(others(seat) + "?page=2").status_code == 404
    assert others(seat) in text(Client(), f"/fr/network/yours/{seat.token}/")


def test_she_writes_first_and_learns_who_it_is_with_her_yes(maker, hers, seat):
    need, client = a_listing(maker), Client()
    page, write = f"/fr/network/yours/{seat.token}/", writing(seat, need)
    assert client.post(write, {"words": "Appelez 0612345678"}).status_code == 422
    assert client.post(write, {}).status_code == 422
    assert client.post(write, {"sentences": ["mine"], "words": "Pour cent pièces"}).url == page
    assert client.post(write, {"sentences": ["mine"]}).status_code == 422  # she has not answered yet
    talk = Talk.objects.get()
    assert (talk.sender, talk.sender_seat, talk.receiver) == (None, seat, maker)
    deliver_announcements()
    assert Message.objects.get(kind="talk.asked").recipient == "+212661000001"
    assert "Fatima" not in text(client, page)
    seen = text(hers, f"{LIST}messages/{talk.export_id}/")
    assert all(one in seen for one in ("Galerie Tizi", "Pour cent pièces"))
    assert "0000077" not in seen
    assert "Galerie Tizi" in text(hers, f"{LIST}messages/")
    assert hers.post(f"{LIST}messages/{talk.export_id}/", {"do": "yes"}).status_code == 302
    assert "Fatima" in text(client, page)
    deliver_announcements()
    told = Message.objects.get(kind="talk.answered")
    assert (told.recipient, page in told.text) == ("+212600000077", True)


def test_she_takes_back_what_was_not_answered_and_nothing_of_another(maker, seat):
    talk = ask_as_guest(a_listing(maker), seat, (Sentence.MINE,), actor=SYSTEM)
    foreign = a_guest(a_plan()).registration
    answer = Client().post(f"/fr/network/yours/{foreign.token}/", {"do": "back", "row": talk.export_id})
    assert answer.status_code == 404
    page = f"/fr/network/yours/{seat.token}/"
    assert Client().post(page, {"do": "back", "row": talk.export_id}).status_code == 302
    assert Client().post(page, {"do": "back", "row": talk.export_id}).status_code == 422
    talk.refresh_from_db()
    assert talk.state == "taken_back"


def test_whoever_is_blocked_is_so_from_all_her_seats_and_is_not_told(maker, hers, seat):
    need = a_listing(maker)
    talk = ask_as_guest(need, seat, (Sentence.MINE,), actor=SYSTEM)
    address = f"{LIST}messages/{talk.export_id}/"
    assert hers.post(address, {"do": "block"}).status_code == 302
    assert (Block.objects.get().seat, Talk.objects.get().state) == (seat, "no")
    same = a_guest(a_plan(), name="Galerie Tizi", phone="+212600000077", email="").registration
    assert same.person == seat.person
    for one in (seat, same):
        assert text(Client(), others(one)).count('data-role="listing"') == 0
        assert Client().get(writing(one, need)).status_code == 404
        with pytest.raises(RefusedError, match="blocked"):
            ask_as_guest(need, one, (Sentence.MINE,), actor=SYSTEM)
    assert hers.post(address, {"do": "unblock"}).status_code == 302
    ask_as_guest(need, same, (Sentence.MINE,), actor=SYSTEM)


def test_who_has_no_seat_or_a_shop_or_has_written_enough_does_not_write_from_a_seat(maker, seat):
    of_a_maker = a_guest(a_plan(), a_producer()).registration
    waiting = a_listing(maker)
    with pytest.raises(RefusedError, match="not_active"):
        ask_as_guest(waiting, of_a_maker, (Sentence.MINE,), actor=SYSTEM)
    assert Client().get(others(of_a_maker)).status_code == 404
    for thing in ("dye", "packaging", "transport", "machine", "place"):
        ask_as_guest(a_listing(maker, thing=thing), seat, (Sentence.MINE,), actor=SYSTEM)
    with pytest.raises(RefusedError, match="too_many"):
        ask_as_guest(waiting, seat, (Sentence.MINE,), actor=SYSTEM)
    cancel_seat(seat, actor=SYSTEM)
    with pytest.raises(RefusedError, match="not_active"):
        ask_as_guest(waiting, seat, (Sentence.MINE,), actor=SYSTEM)
    for address in (others(seat), writing(seat, waiting)):
        assert Client().get(address).status_code == 404


def test_a_message_is_of_one_and_one_of_the_two_is_a_maker(maker, seat):
    talk = a_talk(a_listing(maker))
    of_hers = say_as_guest(seat, Said(Side.NEEDS, Thing.WOOL), actor=SYSTEM)
    with pytest.raises(RefusedError, match="over"):
        ask_as_guest(of_hers, a_guest(a_plan()).registration, (Sentence.MINE,), actor=SYSTEM)
    for whose in (
        {"sender": None},
        {"sender_seat": seat},
        {"sender": None, "sender_seat": seat, "receiver": None, "receiver_seat": seat},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Talk.objects.filter(pk=talk.pk).update(**whose)
    with pytest.raises(IntegrityError), transaction.atomic():
        Block.objects.create(organisation=maker)


@pytest.mark.parametrize("size", [1, 20])
def test_more_needs_cost_no_more_queries(seat, django_assert_max_num_queries, size):
    for _number in range(size):
        a_listing(a_producer())
    with django_assert_max_num_queries(10):
        Client().get(others(seat))
