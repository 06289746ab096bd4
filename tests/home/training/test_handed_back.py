"""A mentor hands a project back: the person whose project it is hears of it, in writing or by voice."""

import pytest

from home.training.actions.projects import follow, give_mentor, hand_back
from home.training.models import Project
from home.training.testing.builders import a_project
from producers.actions.deliver import deliver_announcements
from producers.domain.actors import Actor
from producers.models import Act, Message
from producers.testing.builders import a_user
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _market(db):
    a_market()


@pytest.fixture
def mentor():
    return a_user("mentor")


def handed_back(mentor, **fields: str) -> Project:
    project = a_project(name="Itto", **fields)
    her = Actor(mentor.pk, "mentor")
    follow(project, actor=her)
    deliver_announcements()
    Message.objects.all().delete()
    return hand_back(project, why="Je change de province", actor=her)


@pytest.mark.parametrize(("language", "word"), [("fr", "ne le suit plus"), ("ar", "لم يعد")])
def test_she_is_told_with_her_link_and_without_the_reason(mentor, language, word):
    project = handed_back(mentor, email="itto@example.test", phone="", language=language)
    deliver_announcements()
    told = Message.objects.get()
    assert told.recipient == "itto@example.test"
    text = f"{told.subject} {told.text}"
    assert word in text
    assert project.token in text
    assert "province" not in text
    assert not Project.objects.to_call().exists()


def test_with_a_phone_alone_she_is_written_to_and_called(client, mentor, admin_user):
    project = handed_back(mentor, email="", phone="+212600000071", language="ar")
    deliver_announcements()
    assert Message.objects.get().recipient == "+212600000071"
    client.force_login(admin_user)
    office = "/admin/training/projects/"
    page = client.get(office).content.decode()
    assert "+212600000071" in page
    assert "لم يعد" in page
    for _ in range(2):
        assert client.post(f"{office}{project.pk}/told/").status_code == 302
    assert "+212600000071" not in client.get(office).content.decode()
    assert Act.objects.filter(verb="project.told").count() == 1


def test_who_cannot_be_reached_is_on_the_list_of_calls_alone(mentor):
    project = handed_back(mentor, email="", phone="")
    deliver_announcements()
    assert not Message.objects.exists()
    assert list(Project.objects.to_call()) == [project]


def test_whoever_follows_her_next_need_not_be_asked_to_call(mentor):
    project = handed_back(mentor, email="", phone="+212600000071")
    follow(project, actor=Actor(a_user("other").pk, "other"))
    assert not Project.objects.to_call().exists()
    again = handed_back(a_user("third"), email="", phone="+212600000072")
    give_mentor(again, None, actor=Actor(None, "office"))
    assert list(Project.objects.to_call()) == [again]


def test_handed_back_twice_she_is_told_twice(mentor):
    project = handed_back(mentor, email="itto@example.test", phone="")
    her = Actor(mentor.pk, "mentor")
    follow(project, actor=her)
    hand_back(project, why="Encore", actor=her)
    deliver_announcements()
    assert Message.objects.count() == 2
