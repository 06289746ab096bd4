"""What shops ask of a maker: she answers, or who helps her; nobody else sees it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from moneyed import Money

from producers.actions.deliver import deliver_announcements
from producers.domain.actors import SYSTEM
from producers.models import Act, Grant, Message, Organisation
from producers.testing.builders import a_producer, an_agent_for, an_association, an_owner_of
from shop.actions.sourcing import ask_makers, close_request
from shop.models import SourcingAsk
from shop.testing.trade import a_request, a_trade_buyer
from tests.portal.path import a_rug, at, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def maker() -> Organisation:
    return a_producer(name="Fatima", region="MA-07", phone="+212600000071", language="ar")


@pytest.fixture
def ask(maker) -> SourcingAsk:
    request = a_request(a_trade_buyer(phone="+212600000099"), a_rug(maker))
    return ask_makers(request, [maker], actor=SYSTEM)[0]


@pytest.fixture
def client(maker) -> Client:
    return signed_in(an_owner_of(maker, username="fatima"))


def yes(ask: SourcingAsk, **changed: str) -> dict[str, str]:
    day = timezone.localdate() + timedelta(days=60)
    return {"quantity": "30", "amount": "120", "day": day.isoformat()} | changed


def test_she_is_told_and_says_that_she_can(client, maker, ask):
    deliver_announcements()
    told = Message.objects.get(kind="sourcing.asked", recipient="+212600000071")
    assert f"/ar/portal/asked/{ask.pk}/" in told.text
    assert at("ask", ask.pk) in client.get(at("asks")).content.decode()
    assert at("asks") in client.get("/fr/portal/").content.decode()
    page = client.get(at("ask", ask.pk)).content.decode()
    assert "Réseau Équilibre" in page
    for word in ("achat@trade.test", "+212600000099", "Nour Achat", "ICE 001"):
        assert word not in page
    assert client.get(at("ask_can", ask.pk)).status_code == 200
    assert client.post(at("ask_can", ask.pk), yes(ask)).status_code == 302
    ask.refresh_from_db()
    assert (ask.status, ask.quantity, ask.price) == ("can", 30, Money(120, "MAD"))
    assert client.post(at("ask_can", ask.pk), yes(ask, quantity="25")).status_code == 302
    ask.refresh_from_db()
    assert (ask.status, ask.quantity) == ("can", 25)
    assert at("asks") not in client.get("/fr/portal/").content.decode()


def test_she_says_that_she_cannot_and_may_think_better_of_it(client, ask):
    for _ in range(2):
        assert client.post(at("ask", ask.pk)).status_code == 302
    ask.refresh_from_db()
    assert ask.status == "cannot"
    assert client.post(at("ask_can", ask.pk), yes(ask)).status_code == 302
    ask.refresh_from_db()
    assert ask.status == "can"


@pytest.mark.parametrize(
    "changed",
    [
        {"quantity": "0"},
        {"quantity": "-1"},
        {"quantity": "100001"},
        {"quantity": "9" * 300},
        {"quantity": "many"},
        {"amount": "0"},
        {"amount": "-4"},
        {"amount": "x"},
        {"day": ""},
        {"day": "2020-01-01"},
    ],
    ids=lambda changed: str(changed)[:30],
)
def test_an_answer_that_cannot_be_keeps_what_was_typed(client, ask, changed):
    answer = client.post(at("ask_can", ask.pk), yes(ask, **changed))
    assert answer.status_code == 422
    assert "portal-error" in answer.content.decode()
    ask.refresh_from_db()
    assert ask.status == "asked"


def test_a_closed_request_takes_no_answer(client, ask):
    close_request(ask.request, actor=SYSTEM)
    assert client.post(at("ask_can", ask.pk), yes(ask)).status_code == 422
    assert client.post(at("ask", ask.pk)).status_code == 422
    assert client.get(at("asks")).content.decode().count('data-role="ask"') == 0


def test_who_helps_her_answers_in_her_name_and_others_find_nothing(maker, ask):
    agent = an_agent_for(maker, association=an_association(), username="agent")
    helping = signed_in(agent, maker)
    assert helping.post(at("ask_can", ask.pk), yes(ask)).status_code == 302
    act = Act.objects.get(verb="sourcingask.can")
    assert (act.actor_id, act.for_organisation_id) == (agent.pk, maker.pk)
    Grant.objects.filter(giver=maker).update(withdrawn_at=timezone.now())
    assert helping.post(at("ask", ask.pk)).status_code in (302, 404)
    other = signed_in(an_owner_of(a_producer(name="Yto"), username="yto"))
    assert other.get(at("ask", ask.pk)).status_code == 404
    assert other.post(at("ask", ask.pk)).status_code == 404
    ask.refresh_from_db()
    assert ask.status == "can"
