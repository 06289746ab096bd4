"""The portal's door and its first screen."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from producers.domain.grants import Permission
from producers.models import Grant
from producers.portal import tasks
from producers.portal.tasks import Task, Today
from producers.testing.builders import a_cooperative, a_producer, a_user, an_agent_for, an_owner_of

pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def home(client: Client, **extra):
    return client.get(reverse("portal:home"), **extra)


@pytest.fixture
def _own_tasks(monkeypatch):
    monkeypatch.setattr(tasks, "_tasks", {})
    monkeypatch.setattr(tasks, "_today", [])


def test_whoever_is_not_signed_in_is_led_there_and_back():
    answer = home(Client())
    assert answer.status_code == 302
    assert answer.url.endswith("?next=/fr/portal/")


def test_she_comes_in_and_the_page_is_hers_alone():
    answer = home(signed_in(an_owner_of(a_producer(name="Fatima"))))
    assert answer.status_code == 200
    assert "Fatima" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_whoever_acts_for_nobody_is_told_so():
    client = signed_in(a_user())
    assert home(client).url == reverse("portal:choose")
    assert "Personne" in client.get(reverse("portal:choose")).content.decode()


def test_with_two_groups_she_chooses_first():
    first, second = a_producer(name="Une"), a_cooperative(name="Deux")
    user = an_owner_of(first)
    second.memberships.create(user=user, role="owner")
    client = signed_in(user)
    assert home(client).url == reverse("portal:choose")
    client.post(reverse("portal:choose"), {"for": second.slug})
    assert "Deux" in home(client).content.decode()


@pytest.mark.usefixtures("_own_tasks")
def test_an_agent_sees_for_whom_she_acts_and_what_she_may():
    maker = a_producer(name="Fatima")
    client = signed_in(an_agent_for(maker, permission="manage_stock"))
    tasks.add_task(Task("stock", "Stock", "list", "portal:home", Permission.MANAGE_STOCK, 1))
    tasks.add_task(Task("money", "Money", "coin", "portal:home", Permission.SEE_MONEY, 2))
    page = home(client).content.decode()
    assert 'data-role="acting-for"' in page
    assert 'data-task="stock"' in page
    assert 'data-task="money"' not in page


def test_a_withdrawn_or_expired_grant_ends_at_once():
    maker = a_producer()
    client = signed_in(an_agent_for(maker))
    client.post(reverse("portal:choose"), {"for": maker.slug})
    assert home(client).status_code == 200
    Grant.objects.update(valid_until=timezone.localdate() - timedelta(days=1))
    assert home(client).url == reverse("portal:choose")


def test_nobody_chooses_a_maker_who_granted_her_nothing():
    stranger = a_producer()
    client = signed_in(an_agent_for(a_producer()))
    assert client.post(reverse("portal:choose"), {"for": stranger.slug}).status_code == 404
    assert client.post(reverse("portal:choose"), {"for": "x" * 10_000}).status_code == 404


def test_a_choice_kept_from_before_opens_nothing():
    mine, other = a_producer(), a_producer()
    client = signed_in(an_owner_of(mine))
    session = client.session
    session["portal_for"] = other.pk
    session.save()
    assert home(client).url == reverse("portal:choose")


@pytest.mark.usefixtures("_own_tasks")
def test_what_is_urgent_stands_first_and_not_all_of_it():
    tasks.add_today(lambda acting: [Today(f"Chose {n}", "clock", "/x/", urgency=9 - n) for n in range(9)])
    page = home(signed_in(an_owner_of(a_producer()))).content.decode()
    assert page.count('data-role="today"') == tasks.SHOWN_TODAY
    assert page.index("Chose 8") < page.index("Chose 4")
    assert "Chose 0" not in page


@pytest.mark.usefixtures("_own_tasks")
def test_the_home_asks_the_database_little(django_assert_max_num_queries):
    client = signed_in(an_owner_of(a_producer()))
    home(client)
    with django_assert_max_num_queries(13):  # each of the tiles and of the things to do asks once
        home(client)
