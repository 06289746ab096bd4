"""Who helps her: seen, asked for, switched off; and the list of what was done for her."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from producers.actions.grants import ask_grant
from producers.actions.record import record
from producers.domain.actors import Actor
from producers.domain.grants import PROPOSED, Scope
from producers.models import DoneForHer, Grant, GrantRequest
from producers.testing.builders import a_producer, a_user, an_agent_for, an_association, an_owner_of

pytestmark = pytest.mark.django_db
NOBODY = Actor(None, "test")


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def weaver():
    return a_producer(name="Fatima")


@pytest.fixture
def association():
    return an_association(name="Association Tissage", slug="tissage")


@pytest.fixture
def agent(weaver, association):
    return an_agent_for(weaver, association=association, permission="manage_stock", username="agent")


@pytest.fixture
def she(weaver):
    return signed_in(an_owner_of(weaver, username="fatima"))


def test_she_sees_who_helps_her_and_with_what(she, agent):
    page = she.get(reverse("portal:helpers")).content.decode()
    assert "Association Tissage" in page
    assert page.count("scope-on") == 1
    assert page.count("scope-off") == len(Scope) - 1


def test_she_switches_one_thing_off_and_the_agent_is_out_at_once(she, agent, weaver):
    helper = signed_in(agent)
    assert helper.get(reverse("portal:home")).status_code == 200
    answer = she.post(reverse("portal:helpers"), {"who": "tissage", "scope": "stock"})
    assert answer.status_code == 302
    assert helper.get(reverse("portal:home")).url == reverse("portal:choose")
    assert not Grant.objects.filter(withdrawn_at=None).exists()


def test_she_ends_all_of_it(she, agent, weaver, association):
    Grant.objects.create(giver=weaver, receiver=association, permission="see_money")
    she.post(reverse("portal:helpers"), {"who": "tissage"})
    assert not Grant.objects.filter(withdrawn_at=None).exists()


def test_she_asks_for_help_without_money_and_nothing_counts_yet(she, weaver, association):
    form = she.get(reverse("portal:ask_help")).content.decode()
    assert form.count(" checked") == len(PROPOSED)
    answer = she.post(
        reverse("portal:ask_help"), {"who": "tissage", "scope": [scope.value for scope in PROPOSED]}
    )
    assert answer.url == reverse("portal:helpers")
    request = GrantRequest.objects.get()
    assert (request.status, request.confirmed_how) == ("confirmed", "door")
    assert not Grant.objects.exists()
    assert "Nous vous appelons" in she.get(reverse("portal:helpers")).content.decode()


def test_a_form_with_nothing_ticked_comes_back_with_what_was_chosen(she, association):
    answer = she.post(reverse("portal:ask_help"), {"who": "tissage", "scope": ["everything"]})
    assert answer.status_code == 422
    assert 'value="tissage" required checked' in answer.content.decode()
    assert not GrantRequest.objects.exists()


@pytest.mark.parametrize(("said", "status"), [("yes", "confirmed"), ("no", "refused")])
def test_she_decides_what_an_association_asked(she, weaver, association, said, status):
    row = ask_grant(weaver, association, PROPOSED, actor=NOBODY)
    she.post(reverse("portal:decide_help"), {"which": row.pk, "do": said})
    row.refresh_from_db()
    assert row.status == status
    again = she.post(reverse("portal:decide_help"), {"which": row.pk, "do": "yes"})
    assert again.status_code == (302 if status == "confirmed" else 404)


def test_an_agent_neither_sees_nor_decides_who_helps(agent, weaver, association):
    row = ask_grant(weaver, an_association(), PROPOSED, actor=NOBODY)
    helper = signed_in(agent)
    for answer in (
        helper.get(reverse("portal:helpers")),
        helper.get(reverse("portal:ask_help")),
        helper.get(reverse("portal:done")),
        helper.post(reverse("portal:helpers"), {"who": "tissage", "scope": "stock"}),
        helper.post(reverse("portal:ask_help"), {"who": "tissage", "scope": "money"}),
        helper.post(reverse("portal:decide_help"), {"which": row.pk, "do": "yes"}),
    ):
        assert answer.status_code == 404
    assert 'data-task="helpers"' not in helper.get(reverse("portal:home")).content.decode()
    row.refresh_from_db()
    assert row.status == "asked"
    assert Grant.objects.filter(withdrawn_at=None).count() == 1


def test_another_producer_decides_nothing_for_her(weaver, association):
    row = ask_grant(weaver, association, PROPOSED, actor=NOBODY)
    other = signed_in(an_owner_of(a_producer(), username="other"))
    assert other.post(reverse("portal:decide_help"), {"which": row.pk, "do": "yes"}).status_code == 404
    row.refresh_from_db()
    assert row.status == "asked"


@transaction.atomic
def helped(weaver, agent) -> None:
    record(verb="producerpage.changed", row=weaver, actor=Actor(agent.pk, "agent", weaver.pk))


def test_what_was_done_for_her_is_on_her_home_until_she_has_seen_it(she, weaver, agent):
    helped(weaver, agent)
    home = she.get(reverse("portal:home")).content.decode()
    assert reverse("portal:done") in home
    page = she.get(reverse("portal:done")).content.decode()
    assert "done-new" in page
    assert "agent" in page
    assert DoneForHer.objects.get().seen_at is not None
    assert reverse("portal:done") not in she.get(reverse("portal:home")).content.decode()
    assert "done-new" not in she.get(reverse("portal:done")).content.decode()


def test_the_list_is_read_page_by_page_with_few_queries(she, weaver, agent, django_assert_max_num_queries):
    for _ in range(45):
        helped(weaver, agent)
    with django_assert_max_num_queries(20):
        page = she.get(reverse("portal:done")).content.decode()
    assert page.count("done-new") == 20
    assert "?page=2" in page


def test_nobody_else_reads_her_list(weaver, agent):
    helped(weaver, agent)
    other = signed_in(an_owner_of(a_producer(), username="other"))
    assert "done-new" not in other.get(reverse("portal:done")).content.decode()
    assert signed_in(a_user("nobody")).get(reverse("portal:done")).url == reverse("portal:choose")
    assert DoneForHer.objects.get().seen_at is None
