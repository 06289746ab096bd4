"""Who makes a card and ends what is lost: an agent with a grant, an operator, she herself, nobody else."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from producers.actions.devices import remember_on_device
from producers.actions.door_cards import make_card
from producers.actions.first_pictures import let_choose
from producers.domain.actors import Actor
from producers.models import Act, Device, DoorCard, DoorPhone, Grant, Membership, PicturePin, Visit
from producers.testing.builders import (
    a_person_of,
    a_producer,
    a_user,
    an_agent_for,
    an_association,
    an_operator,
    an_owner_of,
)
from tests.portal.door import DOOR, HERS, OTHERS, TAPS, by_phone, is_in, tap

pytestmark = pytest.mark.django_db
PAGE = "/fr/portal/producers/fatima/card/"
OFFICE = "/fr/portal/office/fatima/keys/"


@pytest.fixture
def maker():
    return a_producer(name="Fatima", slug="fatima")


@pytest.fixture
def she(maker):
    return a_person_of(maker, number=HERS, pin=TAPS)


@pytest.fixture
def agent(maker):
    return an_agent_for(maker, username="agent")


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def secret_of(page: str) -> str:
    return re.search(r"/portal/sign-in/card/([\w-]{43})/", page).group(1)


def test_an_agent_opens_her_door_and_prints_her_card_and_she_comes_in(maker, agent):
    client = signed_in(agent)
    client.post(PAGE, {"do": "open", "name": "Fatima", "phone": ""})
    user = Membership.objects.get(organisation=maker).user
    answer = client.post(PAGE, {"do": "card", "person": user.pk})
    page = answer.content.decode()
    assert "data:image/svg+xml;base64," in page
    assert "no-store" in answer["Cache-Control"]
    hers = Client()
    hers.post(f"{DOOR}card/{secret_of(page)}/")
    let_choose(DoorCard.objects.get(), actor=Actor(an_operator().pk, "o"), reason="her voice")
    for _ in range(2):
        tap(hers, at="pictures/choose/")
    assert is_in(hers)
    made = Act.objects.get(verb="card.made")
    assert (made.actor, made.for_organisation) == (agent, maker)


def test_the_card_is_shown_once(she, agent):
    client = signed_in(agent)
    secret = secret_of(client.post(PAGE, {"do": "card", "person": she.pk}).content.decode())
    assert secret not in client.get(PAGE).content.decode()
    again = secret_of(client.post(PAGE, {"do": "card", "person": she.pk}).content.decode())
    assert again != secret
    assert Client().get(f"{DOOR}card/{secret}/").status_code == 404


@pytest.mark.parametrize("do", ["card", "revoke", "lost", "clear", "open"])
def test_nobody_else_touches_her_keys(maker, she, agent, do):
    make_card(she, actor=Actor(None, "x"))
    strangers = [
        a_user(),
        an_owner_of(a_producer(), username="other"),
        an_agent_for(a_producer(), username="b"),
    ]
    Grant.objects.filter(giver=maker).update(withdrawn_at=timezone.now())
    before = list(DoorCard.objects.values()), list(PicturePin.objects.values())
    for user in (*strangers, agent):
        client = signed_in(user)
        assert client.get(PAGE).status_code == 404
        assert client.post(PAGE, {"do": do, "person": she.pk, "name": "x"}).status_code == 404
        assert client.post(OFFICE, {"do": do, "person": she.pk, "name": "x"}).status_code == 404
    assert (list(DoorCard.objects.values()), list(PicturePin.objects.values())) == before


def test_a_person_of_another_maker_is_not_reached_by_her_page(she, agent):
    stranger = a_person_of(a_producer(), username="stranger")
    client = signed_in(agent)
    for do in ("card", "revoke", "lost", "clear", "phone"):
        assert client.post(PAGE, {"do": do, "person": stranger.pk}).status_code == 404
    assert not DoorCard.objects.exists()


def test_she_renews_her_own_card_and_nothing_of_her_sisters(maker, she):
    sister = a_person_of(maker, username="sister")
    client = signed_in(she)
    assert client.post(PAGE, {"do": "card", "person": she.pk}).status_code == 200
    assert client.post(PAGE, {"do": "card", "person": sister.pk}).status_code == 404
    for do in ("clear", "open", "phone"):
        assert client.post(PAGE, {"do": do, "person": she.pk, "name": "x"}).status_code == 404


def test_an_agent_does_not_change_her_phone(she, agent):
    answer = signed_in(agent).post(PAGE, {"do": "phone", "person": she.pk, "phone": "0699999999"})
    assert answer.status_code == 404
    assert DoorPhone.objects.get().number == HERS


def test_an_operator_ends_everything_at_once_while_she_is_in(client, she):
    by_phone(client)
    tap(client)
    assert is_in(client)
    boss = signed_in(an_operator(username="boss"))
    boss.post(OFFICE, {"do": "lost", "person": she.pk, "reason": "phone stolen"})
    assert not is_in(client)
    assert "Fatima" not in client.get(DOOR).content.decode()
    assert Act.objects.get(verb="device.revoked").reason == "phone stolen"


def test_an_operator_changes_her_phone(she):
    boss = signed_in(an_operator(username="boss"))
    assert boss.post(OFFICE, {"do": "phone", "person": she.pk, "phone": "12"}).status_code == 422
    boss.post(OFFICE, {"do": "phone", "person": she.pk, "phone": "06 99 99 99 99"})
    assert DoorPhone.objects.get().number == "+212699999999"


def test_an_operator_ends_what_an_agent_has_open_on_a_lost_phone(maker):
    association = an_association(slug="amal")
    agent = an_agent_for(maker, association=association, username="agent")
    client = signed_in(agent)
    assert is_in(client)
    boss = signed_in(an_operator(username="boss"))
    boss.post("/fr/portal/office/amal/keys/", {"do": "lost", "person": agent.pk})
    assert not is_in(client)


def test_an_agent_gets_no_card(maker):
    agent = an_agent_for(maker, association=an_association(slug="amal"), username="agent")
    boss = signed_in(an_operator(username="boss"))
    page = boss.get("/fr/portal/office/amal/keys/").content.decode()
    assert 'value="lost"' in page
    assert 'value="card"' not in page
    answer = boss.post("/fr/portal/office/amal/keys/", {"do": "card", "person": agent.pk})
    assert answer.status_code == 404
    assert not DoorCard.objects.exists()


@pytest.mark.parametrize(("name", "phone"), [("", ""), ("Fatima", "12"), (" ", "0612345678")])
def test_what_is_missing_is_said_and_what_was_typed_stays(maker, agent, name, phone):
    answer = signed_in(agent).post(PAGE, {"do": "open", "name": name, "phone": phone})
    assert answer.status_code == 422
    assert f'value="{phone}"' in answer.content.decode()
    assert not Membership.objects.filter(organisation=maker).exists()


@pytest.mark.parametrize("do", ["", "explode"])
def test_a_deed_that_is_none_does_nothing(she, agent, do):
    assert signed_in(agent).post(PAGE, {"do": do, "person": she.pk}).status_code == 404


def test_she_sees_the_phones_that_know_her_and_ends_one(client, she):
    by_phone(client)
    tap(client)
    lost, _ = remember_on_device(she, secret="", kind="tablet", actor=Actor(None, "x"))
    page = client.get("/fr/portal/phones/").content.decode()
    assert page.count("data-device") == 2
    client.post("/fr/portal/phones/", {"do": "lost", "device": lost.pk})
    lost.refresh_from_db()
    assert lost.revoked_at is not None
    assert is_in(client)


def test_leaving_a_phone_takes_her_picture_off_it_and_puts_her_out(client, she):
    by_phone(client)
    tap(client)
    client.post("/fr/portal/phones/", {"do": "forget", "device": Device.objects.get().pk})
    assert not is_in(client)
    assert "Fatima" not in client.get(DOOR).content.decode()


def test_ending_it_everywhere_ends_this_one_too(client, she):
    by_phone(client)
    tap(client)
    client.post("/fr/portal/phones/", {"do": "everywhere"})
    assert not is_in(client)
    assert not Visit.objects.filter(ended_at=None).exists()


@pytest.mark.parametrize("device", ["", "x", "0", "9" * 30, "-1", "²"])
def test_a_phone_of_another_is_not_hers_to_end(client, she, device):
    other = a_person_of(a_producer(), username="other", pin=OTHERS)
    theirs, _ = remember_on_device(other, secret="", kind="phone", actor=Actor(None, "x"))
    by_phone(client)
    tap(client)
    for key in (device, theirs.pk):
        assert client.post("/fr/portal/phones/", {"do": "lost", "device": key}).status_code == 404
    theirs.refresh_from_db()
    assert theirs.revoked_at is None
