"""An agent's list: who let her help, by souk day and place; whom she acts for; how she asks to be let in."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from producers.actions.rounds import keep_round
from producers.domain.actors import SYSTEM
from producers.domain.text import fold
from producers.models import Act, DoneForHer, Grant, GrantRequest, Message, Round
from producers.testing.builders import a_producer, a_user, an_agent_for, an_association, an_owner_of

pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def a_weaver(name: str, association=None, **fields):
    weaver = a_producer(name=name, search_text=fold(name), **fields)
    if association:
        Grant.objects.create(giver=weaver, receiver=association, permission="manage_stock")
    return weaver


@pytest.fixture
def association():
    return an_association(name="Association Tissage", slug="tissage")


@pytest.fixture
def agent(association):
    return an_agent_for(
        a_weaver("Fatima", slug="fatima"),
        association=association,
        permission="manage_stock",
        username="agent",
    )


@pytest.fixture
def client(agent):
    return signed_in(agent)


def names(client, **query) -> list[str]:
    page = client.get(reverse("portal:producers"), query).content.decode()
    return re.findall(r'<button name="for" value="([\w-]+)"', page)


def test_she_sees_those_who_let_her_and_nobody_else(client, association):
    a_weaver("Yto", association, slug="yto")
    a_weaver("Étrangère", slug="stranger")
    gone = a_weaver("Partie", association, slug="gone")
    Grant.objects.filter(giver=gone).update(withdrawn_at=timezone.now())
    assert set(names(client)) == {"fatima", "yto"}
    assert "Association Tissage" in client.get(reverse("portal:producers")).content.decode()


def test_the_list_follows_the_week_and_the_place(client, association, agent):
    for name, day, place in (("friday", 4, "Azilal"), ("monday-b", 0, "Demnate"), ("monday-a", 0, "Azilal")):
        weaver = a_weaver(name, association, slug=name)
        keep_round(association, weaver, weekday=day, place=place, agent=None, actor=SYSTEM)
    assert names(client) == ["monday-a", "monday-b", "friday", "fatima"]
    assert names(client, day="0") == ["monday-a", "monday-b"]
    assert names(client, mine="1") == []


def test_names_are_found_as_people_type_them(client, association):
    a_weaver("فاطمة الزهراء", association, slug="zahra")
    assert names(client, q="فاطمه") == ["zahra"]
    assert names(client, q="fatíma") == ["fatima"]
    assert names(client, q="zzz%") == []
    assert names(client, day="9", page="x") != []


def test_many_are_read_page_by_page_with_few_queries(client, association, django_assert_max_num_queries):
    for number in range(45):
        a_weaver(f"Tisseuse {number}", association, slug=f"w-{number}")
    with django_assert_max_num_queries(26):
        first = names(client)
    assert len(first) == 20
    assert len(names(client, page="3")) == 6


def test_she_acts_for_one_and_leaves_with_one_tap(client, association):
    a_weaver("Yto", association, slug="yto")
    client.post(reverse("portal:choose"), {"for": "yto"})
    page = client.get(reverse("portal:home")).content.decode()
    assert 'data-role="acting-for"' in page
    assert 'data-role="leave"' in page
    assert "Yto" in page
    assert client.post(reverse("portal:leave")).url == reverse("portal:producers")
    assert client.get(reverse("portal:home")).url == reverse("portal:choose")
    assert client.get(reverse("portal:choose")).url == reverse("portal:producers")


def test_the_souk_of_a_producer_is_kept_and_told_to_her(client, agent):
    answer = client.post(reverse("portal:souk"), {"day": "3", "place": " Azilal ", "mine": "1"})
    assert answer.url == reverse("portal:producers")
    kept = Round.objects.get()
    assert (kept.weekday, kept.place, kept.agent) == (3, "Azilal", agent)
    assert Act.objects.get(verb="round.kept").for_organisation == kept.producer
    assert names(client, mine="1") == ["fatima"]
    assert not DoneForHer.objects.filter(act__verb="product.changed").exists()


def test_herself_and_strangers_have_no_such_screens():
    she = signed_in(an_owner_of(a_weaver("Seule"), username="she"))
    stranger = signed_in(a_user("stranger"))
    for client in (she, stranger):
        assert client.get(reverse("portal:producers")).status_code == 404
        assert client.get(reverse("portal:ask_her")).status_code == 404
        assert client.post(reverse("portal:her_code"), {"which": "1", "code": "1"}).status_code == 404
    assert she.get(reverse("portal:souk")).status_code == 404


def test_she_asks_by_number_and_the_code_comes_from_the_producers_own_phone(client):
    weaver = a_weaver("Hadda", phone="+212661234567", slug="hadda")
    form = {"phone": "06 61 23 45 67", "scope": ["prepare", "stock"]}
    assert client.post(reverse("portal:ask_her"), form).status_code == 200
    row = GrantRequest.objects.get(giver=weaver)
    code = re.search(r"\b\d{6}\b", Message.objects.get(recipient=weaver.phone).text)[0]
    here = reverse("portal:her_code")
    assert client.post(here, {"which": row.pk, "code": "nope"}).status_code == 422
    assert client.post(here, {"which": row.pk, "code": code}).url == reverse("portal:ask_her")
    row.refresh_from_db()
    assert row.status == "confirmed"
    assert "hadda" not in names(client)


def test_a_number_that_nobody_has_is_answered_in_the_same_words(client):
    a_weaver("Hadda", phone="+212661234567")
    answers = [
        client.post(reverse("portal:ask_her"), {"phone": phone, "scope": ["stock"]})
        for phone in ("0661234567", "0661999999")
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert GrantRequest.objects.count() == 1


def test_an_agent_of_another_association_confirms_nothing(client):
    weaver = a_weaver("Hadda", phone="+212661234567")
    client.post(reverse("portal:ask_her"), {"phone": "0661234567", "scope": ["stock"]})
    row = GrantRequest.objects.get(giver=weaver)
    other = signed_in(an_agent_for(a_weaver("Autre"), association=an_association(), username="other"))
    assert other.post(reverse("portal:her_code"), {"which": row.pk, "code": "123456"}).status_code == 404
    assert client.post(reverse("portal:her_code"), {"which": "x", "code": "1"}).status_code == 404
