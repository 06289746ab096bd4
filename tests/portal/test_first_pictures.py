"""Who printed a card does not choose pictures with it: the Centre speaks with her first."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from producers.actions.door_cards import make_card
from producers.actions.first_pictures import LeaveRefusedError, let_choose
from producers.actions.pins import clear_pin
from producers.domain.actors import Actor
from producers.domain.pins import LEAVE_LASTS, is_let
from producers.models import Act, DoorCard, DoorPhone, PicturePin
from producers.testing.builders import (
    a_person_of,
    a_producer,
    an_agent_for,
    an_operator,
    an_owner_of,
)
from tests.portal.door import DOOR, HERS, TAPS, is_in, tap
from tests.shop.office.test_office import browser, into_the_office

pytestmark = pytest.mark.django_db
CHOOSE = "pictures/choose/"


@pytest.fixture
def maker():
    return a_producer(name="Fatima", slug="fatima")


@pytest.fixture
def she(maker):
    user = a_person_of(maker, number=HERS, pin="")
    DoorPhone.objects.filter(user=user).delete()
    PicturePin.objects.filter(user=user).delete()
    return user


@pytest.fixture
def agent(maker):
    return an_agent_for(maker, username="agent")


@pytest.fixture
def card(she, agent, maker) -> str:
    return make_card(she, actor=Actor(agent.pk, "agent", maker.pk))


@pytest.fixture
def office() -> Actor:
    return Actor(an_operator(username="operator").pk, "operator")


def with_card(card: str) -> Client:
    client = Client()
    client.post(f"{DOOR}card/{card}/")
    return client


def choose_twice(client: Client) -> bool:
    for _ in range(2):
        tap(client, at=CHOOSE)
    return is_in(client)


def the_card() -> DoorCard:
    return DoorCard.objects.live().get()


def test_the_agent_who_printed_her_card_does_not_come_in_as_her(card):
    client = with_card(card)
    page = client.get(f"{DOOR}{CHOOSE}").content.decode()
    assert 'name="taps"' not in page
    assert not choose_twice(client)
    assert not PicturePin.objects.exists()


def test_after_a_word_with_the_centre_she_chooses_within_a_day_and_once(card, she, office):
    let_choose(the_card(), actor=office, reason="her voice, at the neighbour's")
    assert choose_twice(with_card(card))
    act = Act.objects.get(verb="card.let_choose")
    assert (act.actor_id, act.for_organisation.slug) == (office.user_id, "fatima")
    clear_pin(she, actor=office, reason="forgotten")
    assert not choose_twice(with_card(card)), "the word counted once"


def test_after_a_day_it_counts_no_more(card, office):
    let_choose(the_card(), actor=office, reason="x", now=timezone.now() - LEAVE_LASTS - timedelta(minutes=1))
    assert not choose_twice(with_card(card))


def test_a_new_card_needs_a_new_word(card, she, agent, maker, office):
    let_choose(the_card(), actor=office, reason="x")
    new = make_card(she, actor=Actor(agent.pk, "agent", maker.pk))
    assert not choose_twice(with_card(new))


def test_pictures_taken_away_need_a_word_too(card, she, agent, maker, office):
    let_choose(the_card(), actor=office, reason="x")
    assert choose_twice(with_card(card))
    clear_pin(she, actor=Actor(agent.pk, "agent", maker.pk), reason="forgotten")
    assert not choose_twice(with_card(card))


def test_with_a_phone_her_code_opens_and_a_word_is_not_asked(card, she, office):
    DoorPhone.objects.create(user=she, number=HERS)
    with pytest.raises(LeaveRefusedError, match="over"):
        let_choose(the_card(), actor=office, reason="x")
    assert not choose_twice(with_card(card))


def test_whoever_is_involved_gives_no_word(card, she, agent, maker, office):
    colleague = an_agent_for(maker, username="colleague")
    cousin = an_owner_of(maker, username="cousin")
    for actor, why in (
        (Actor(agent.pk, "agent"), "involved"),
        (Actor(colleague.pk, "colleague"), "involved"),
        (Actor(cousin.pk, "cousin"), "involved"),
        (Actor(None, "job"), "not_by_a_person"),
    ):
        with pytest.raises(LeaveRefusedError, match=why):
            let_choose(the_card(), actor=actor, reason="x")
    with pytest.raises(LeaveRefusedError, match="reason_needed"):
        let_choose(the_card(), actor=office, reason=" ")
    DoorCard.objects.update(made_by=office.user_id)
    with pytest.raises(LeaveRefusedError, match="involved"):
        let_choose(the_card(), actor=office, reason="x")
    assert the_card().allowed_at is None


def test_a_card_that_ended_or_pictures_that_are_there_are_over(card, she, office):
    row = the_card()
    DoorCard.objects.update(revoked_at=timezone.now())
    with pytest.raises(LeaveRefusedError, match="over"):
        let_choose(row, actor=office, reason="x")
    DoorCard.objects.update(revoked_at=None)
    PicturePin.objects.create(user=she, digest="x")
    with pytest.raises(LeaveRefusedError, match="over"):
        let_choose(row, actor=office, reason="x")


def test_a_day_has_an_end():
    now = timezone.now()
    assert is_let(now, now)
    assert not is_let(now - LEAVE_LASTS, now)
    assert not is_let(now + timedelta(seconds=1), now)
    assert not is_let(None, now)


def test_an_operator_finds_whom_to_speak_with_and_writes_it_down(card):
    operator = browser(into_the_office(an_operator(username="operator")))
    listed = operator.get(reverse("shop_office:door_calls")).content.decode()
    here = reverse("shop_office:door_call", args=[the_card().pk])
    assert here in listed
    assert operator.post(here, {"reason": ""}).status_code == 422
    assert the_card().allowed_at is None
    assert operator.post(here, {"reason": "her voice"}).status_code == 302
    assert choose_twice(with_card(card))
    assert here not in operator.get(reverse("shop_office:door_calls")).content.decode()


def test_her_four_stay_hers(card, office):
    let_choose(the_card(), actor=office, reason="x")
    client = with_card(card)
    choose_twice(client)
    client.post("/fr/portal/sign-out/")
    again = with_card(card)
    assert tap(again, TAPS).url == "/fr/portal/"
