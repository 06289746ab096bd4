"""The agenda in the portal: two taps to take part, somebody who acts for her, and somebody else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from home.events.actions.places import set_places
from home.events.actions.register import register
from home.events.models import Event, Places, Registration
from home.events.testing.builders import a_person, a_session, an_event
from producers.domain.actors import SYSTEM
from producers.models import Act, Organisation
from producers.testing.builders import a_producer, an_agent_for, an_owner_of
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db
LIST, PAGE = "/fr/portal/agenda/", "/fr/portal/agenda/cours/"


@pytest.fixture
def places(db) -> Places:
    a_market()
    return set_places(
        an_event(slug="cours", title="Fixer son prix", kind="training"), capacity=2, actor=SYSTEM
    )


@pytest.fixture
def maker(db) -> Organisation:
    return a_producer(name="Fatima", phone="+212661000001", language="ar")


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_she_takes_part_in_two_taps_and_sees_it_on_her_home(places, maker):
    user = an_owner_of(maker)
    client = signed_in(user)
    assert PAGE in client.get(LIST).content.decode()
    assert 'data-role="take"' in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"part": places.pk}).status_code == 302
    one = Registration.objects.get()
    assert (one.state, one.name, one.phone, one.language) == ("seated", "Fatima", "+212661000001", "ar")
    assert (one.user, one.organisation) == (user, maker)
    page = client.get(PAGE).content.decode()
    assert f"{one.code[:5]}-{one.code[5:]}" in page
    assert 'data-role="take"' not in page
    home = client.get("/fr/portal/").content.decode()
    assert "Fixer son prix" in home
    assert home.count('data-role="today"') == 1


def test_an_agent_registers_her_producer_and_the_log_names_both(places, maker):
    agent = an_agent_for(maker, permission="edit_profile", username="agent")
    signed_in(agent).post(PAGE, {"part": places.pk})
    one = Registration.objects.get()
    assert (one.user, one.booked_by, one.organisation) == (None, agent, maker)
    act = Act.objects.get(verb="seat.register")
    assert (act.actor_id, act.for_organisation_id) == (agent.pk, maker.pk)
    home = signed_in(an_owner_of(maker)).get("/fr/portal/").content.decode()
    assert "Fixer son prix" in home


def test_an_agent_whose_grant_is_for_something_else_finds_nothing(places, maker):
    agent = an_agent_for(maker, permission="manage_stock", username="agent")
    assert signed_in(agent).post(PAGE, {"part": places.pk}).status_code == 404
    assert not Registration.objects.exists()


def test_a_maker_without_a_phone_is_not_registered_twice_and_is_to_be_called(places):
    client = signed_in(an_owner_of(a_producer(name="Itto", phone="")))
    assert [client.post(PAGE, {"part": places.pk}).status_code for _ in range(2)] == [302, 422]
    assert Registration.objects.get().wants_call
    places.refresh_from_db()
    assert places.taken == 1


@pytest.mark.parametrize("part", ["", "x", "999999999", "-1", "٣"])
def test_a_part_that_is_none_of_this_event_takes_no_seat(places, maker, part):
    set_places(places.event, session=a_session(places.event), capacity=1, actor=SYSTEM)
    assert signed_in(an_owner_of(maker)).post(PAGE, {"part": part}).status_code == 422
    assert not Registration.objects.exists()


def test_what_is_over_takes_nobody_and_what_is_full_waits(places, maker):
    for number in (1, 2):
        register(places.event, places.pk, a_person(number), actor=SYSTEM)
    client = signed_in(an_owner_of(maker))
    client.post(PAGE, {"part": places.pk})
    assert Registration.objects.get(organisation=maker).state == "waiting"
    Event.objects.update(first_day="2020-01-01", last_day="2020-01-02")
    assert PAGE not in client.get(LIST).content.decode()
    assert signed_in(an_owner_of(a_producer())).post(PAGE, {"part": places.pk}).status_code == 422


def test_somebody_without_an_account_is_registered_by_name_and_phone(places, maker):
    agent = an_agent_for(maker, permission="edit_profile", username="agent")
    client = signed_in(agent)
    typed = {"part": places.pk, "name": "Tuda", "phone": "0661 00 00 09", "kind": "project"}
    page = client.post(f"{PAGE}other/", typed).content.decode()
    one = Registration.objects.get()
    assert (one.name, one.phone, one.organisation, one.booked_by) == ("Tuda", "+212661000009", None, agent)
    assert "Tuda" in page
    assert Act.objects.get(verb="seat.register").for_organisation_id is None
    assert client.post(f"{PAGE}other/", typed).status_code == 422
    wrong = client.post(f"{PAGE}other/", typed | {"phone": "12", "name": "Zahra"})
    assert wrong.status_code == 422
    assert "Zahra" in wrong.content.decode()
    client.post(f"{PAGE}other/", typed | {"phone": "", "name": "Zahra"})
    assert Registration.objects.get(name="Zahra").wants_call


def test_who_registered_others_sees_them_with_words_to_say_and_nobody_else_does(maker):
    a_market()
    tomorrow = timezone.localdate() + timedelta(days=1)
    event = an_event(slug="cours", title={"fr": "Le prix", "ar": "الثمن"}, first_day=tomorrow)
    set_places(event, capacity=5, actor=SYSTEM)
    agent = an_agent_for(maker, permission="edit_profile", username="agent")
    client = signed_in(agent)
    for name, phone in (("Itto", ""), ("Rqia", "0661000009")):
        sent = {"part": event.places.get().pk, "name": name, "phone": phone, "kind": "project"}
        assert client.post(f"{PAGE}other/", sent).status_code == 200
    itto, rqia = Registration.objects.order_by("pk")
    page = client.get(f"{PAGE}other/").content.decode()
    assert page.index("Rqia") < page.index("Itto")
    assert f"/agenda/seat/{itto.token}/" in page
    assert page.count("Le prix ·") == 1  # the words are for who gets no messages
    assert "Itto" in client.get("/fr/portal/").content.decode()
    hers = signed_in(an_owner_of(maker))
    assert "Itto" not in hers.get(f"{PAGE}other/").content.decode() + hers.get("/fr/portal/").content.decode()
    assert rqia.token not in hers.get(f"{PAGE}other/").content.decode()


def test_who_is_offered_a_seat_and_gets_no_messages_is_to_be_told(places, maker):
    agent = an_agent_for(maker, permission="edit_profile", username="agent")
    signed_in(agent).post(f"{PAGE}other/", {"part": places.pk, "name": "Itto", "kind": "project"})
    assert "Itto" not in signed_in(agent).get("/fr/portal/").content.decode()
    until = timezone.now() + timedelta(days=1)
    Registration.objects.update(state="offered", offered_until=until)
    assert "Itto" in signed_in(agent).get("/fr/portal/").content.decode()
