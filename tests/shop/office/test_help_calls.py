"""The Centre calls her back before anybody may act for her."""

import pytest
from django.test import Client
from django.urls import reverse

from producers.actions.grants import ask_grant, confirm_at_her_door
from producers.domain.actors import Actor
from producers.domain.grants import Scope
from producers.models import Act, Grant, Membership
from producers.testing.builders import a_producer, a_user, an_association, an_operator, an_owner_of
from tests.shop.office.test_office import into_the_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def weaver():
    return a_producer(phone="+212661000001", slug="fatima")


@pytest.fixture
def association():
    return an_association(slug="tissage")


@pytest.fixture
def row(weaver, association):
    agent = a_user("agent")
    row = ask_grant(weaver, association, [Scope.STOCK, Scope.PAGE], actor=Actor(agent.pk, "agent"))
    confirm_at_her_door(row, actor=Actor(an_owner_of(weaver, username="fatima").pk, "fatima"))
    return row


@pytest.fixture
def user():
    return an_operator(username="operator")


@pytest.fixture
def operator(user):
    client = Client()
    client.force_login(into_the_office(user))
    return client


def test_the_list_says_whom_to_call_and_about_what(operator, row):
    page = operator.get(reverse("shop_office:help_calls")).content.decode()
    assert "+212661000001" in page
    assert "fatima" in page
    assert "compter les pièces" in page


def test_after_her_yes_the_grants_count_and_the_list_is_empty(operator, row, user):
    here = reverse("shop_office:help_call", args=[row.pk])
    answer = operator.post(here, {"says": "yes", "reason": "She named her village."})
    assert answer.url == reverse("shop_office:help_calls")
    assert set(Grant.objects.values_list("permission", flat=True)) == {"manage_stock", "edit_profile"}
    assert Act.objects.get(verb="grantrequest.given").actor_id == user.pk
    assert "fatima" not in operator.get(reverse("shop_office:help_calls")).content.decode()
    assert operator.post(here, {"says": "yes", "reason": "Again."}).status_code == 422
    assert Grant.objects.count() == 2


def test_her_no_gives_nothing(operator, row):
    here = reverse("shop_office:help_call", args=[row.pk])
    operator.post(here, {"says": "no", "reason": "She knows nothing of it."})
    row.refresh_from_db()
    assert row.status == "refused"
    assert not Grant.objects.exists()


@pytest.mark.parametrize("typed", [{}, {"says": "yes"}, {"says": "yes", "reason": "  "}, {"reason": "x"}])
def test_without_an_answer_and_a_word_on_the_call_nothing_counts(operator, row, typed):
    assert operator.post(reverse("shop_office:help_call", args=[row.pk]), typed).status_code == 422
    assert not Grant.objects.exists()


def test_an_operator_who_is_of_the_association_does_not_call(operator, row, user, association):
    Membership.objects.create(user=user, organisation=association, role=Membership.Role.MEMBER)
    here = reverse("shop_office:help_call", args=[row.pk])
    answer = operator.post(here, {"says": "yes", "reason": "She named her village."})
    assert answer.status_code == 422
    assert "Quelqu’un d’autre doit l’appeler" in answer.content.decode().replace("&#x27;", "’")
    assert not Grant.objects.exists()
