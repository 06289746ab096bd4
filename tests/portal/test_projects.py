"""Projects on an agent's phone: she sees whom she follows and who asked near her, and nobody else."""

from datetime import date

import pytest

from home.training.actions.projects import follow, give_mentor, hand_back
from home.training.domain.projects import ProjectError, Why
from home.training.models import Project
from home.training.testing.builders import a_project
from producers.domain.actors import SYSTEM, Actor
from producers.models import Act, Consent, GrantRequest, Organisation
from producers.testing.builders import a_craft, a_producer, an_agent_for, an_association, an_owner_of
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db
LIST = "/fr/portal/projects/"
HERE = {"region": "MA-06", "province": "MA-CAS"}


@pytest.fixture
def association(db) -> Organisation:
    a_market()
    return an_association(**HERE)


@pytest.fixture
def agent(association):
    return an_agent_for(a_producer(), association=association, username="agent")


@pytest.fixture
def browser(client, agent):
    client.force_login(agent)
    return client


def address(project: Project, end: str = "") -> str:
    return f"{LIST}{project.export_id}/{end}"


def names(page) -> tuple[list[str], list[str]]:
    return [one.name for one in page.context["followed"]], [one.name for one in page.context["near"]]


def test_she_sees_whom_she_follows_and_who_asked_near_her(browser, agent, django_assert_max_num_queries):
    mine = a_project(name="Suivie", next_meeting=date(2020, 1, 1))
    give_mentor(mine, agent, actor=SYSTEM)
    a_project(name="Même région", region="MA-06", province="MA-MOH")
    a_project(name="Voisine", what="Tapis", **HERE)
    a_project(name="Loin", region="MA-01", province="MA-TNG")
    a_project(name="Nulle part")
    a_project(name="Fermée", state="closed", **HERE)
    followed_by_another = a_project(name="D’une autre", **HERE)
    give_mentor(followed_by_another, an_agent_for(a_producer()), actor=SYSTEM)
    browser.get(LIST)
    with django_assert_max_num_queries(15):  # eleven of them at the door
        page = browser.get(LIST)
    assert names(page) == (["Suivie"], ["Voisine", "Même région"])
    assert "Vous vouliez vous voir" in page.content.decode()
    assert "+2126" not in page.content.decode()


def test_who_is_far_or_followed_by_another_does_not_exist_and_a_maker_has_no_such_screens(browser, client):
    far, taken = a_project(region="MA-01"), a_project(**HERE)
    give_mentor(taken, an_agent_for(a_producer()), actor=SYSTEM)
    near = a_project(**HERE)
    for one in (far, taken):
        for end in ("", "sheet/", "producer/"):
            assert browser.get(address(one, end)).status_code == 404
            assert browser.post(address(one, end), {"note": "x", "is_agreed": "on"}).status_code == 404
    for end in ("sheet/", "producer/"):  # not before she follows her
        assert browser.get(address(near, end)).status_code == 404
    client.force_login(an_owner_of(a_producer()))
    for place in (LIST, f"{LIST}new/", address(near)):
        assert client.get(place).status_code == 404
    assert list(Project.objects.filter(notes__isnull=False)) == []


def test_before_she_follows_her_she_sees_a_plan_and_no_phone(browser, agent):
    near = a_project(name="Voisine", what="Tapis", there="Un secret de famille", **HERE)
    before = browser.get(address(near)).content.decode()
    assert "Tapis" in before
    assert "+212600000001" not in before
    assert "secret de famille" not in before
    assert browser.post(address(near), {"do": "follow"}).status_code == 302
    near.refresh_from_db()
    assert near.mentor == agent
    after = browser.get(address(near)).content.decode()
    assert "tel:+212600000001" in after
    assert "secret de famille" in after


def test_whoever_is_second_follows_nobody(agent):
    near, other = a_project(**HERE), an_agent_for(a_producer())
    follow(near, actor=Actor(agent.pk, "agent"))
    with pytest.raises(ProjectError) as refused:
        follow(near, actor=Actor(other.pk, "other"))
    near.refresh_from_db()
    assert (refused.value.why, near.mentor) == (Why.TAKEN, agent)


def test_she_hands_her_back_with_a_reason_and_another_near_her_sees_her(browser, agent, association, client):
    mine = a_project(name="Rendue", next_meeting=date(2027, 1, 1), **HERE)
    give_mentor(mine, agent, actor=SYSTEM)
    refused = browser.post(address(mine), {"do": "leave", "why": " "})
    assert (refused.status_code, "en quelques mots" in refused.content.decode()) == (422, True)
    mine.refresh_from_db()
    assert mine.mentor == agent
    assert browser.post(address(mine), {"do": "leave", "why": "Je change de région"}).url == LIST
    mine.refresh_from_db()
    assert (mine.mentor, mine.next_meeting) == (None, None)
    act = Act.objects.get(verb="project.hand_back")
    assert (act.reason, act.actor_id) == ("Je change de région", agent.pk)
    assert names(browser.get(LIST)) == ([], ["Rendue"])
    client.force_login(an_agent_for(a_producer(), association=association, username="second"))
    assert client.post(address(mine), {"do": "follow"}).status_code == 302
    assert names(client.get(LIST)) == (["Rendue"], [])


def test_nobody_hands_back_whom_another_follows(agent, browser):
    taken, other = a_project(**HERE), an_agent_for(a_producer())
    give_mentor(taken, other, actor=SYSTEM)
    assert browser.post(address(taken), {"do": "leave", "why": "x"}).status_code == 404
    for nobody in (SYSTEM, Actor(agent.pk, "agent")):
        with pytest.raises(ProjectError) as refused:
            hand_back(taken, why="x", actor=nobody)
        assert refused.value.why == Why.NOT_HERS
    taken.refresh_from_db()
    assert taken.mentor == other


def test_she_notes_a_talk_with_consent_and_when_they_meet_next(browser, agent):
    mine = a_project()
    give_mentor(mine, agent, actor=SYSTEM)
    refused = browser.post(address(mine), {"note": "Elle a trouvé la laine."})
    assert (refused.status_code, "Elle a trouvé la laine." in refused.content.decode()) == (422, True)
    wrong = browser.post(address(mine), {"next_meeting": "bientôt"})
    assert (wrong.status_code, "bientôt" in wrong.content.decode()) == (422, True)
    form = {"note": "Elle a trouvé la laine.", "is_agreed": "on", "next_meeting": "2027-02-01"}
    assert browser.post(address(mine), form).status_code == 302
    mine.refresh_from_db()
    assert (mine.next_meeting, mine.notes.get().by) == (date(2027, 2, 1), agent)
    assert "Elle a trouvé la laine." in browser.get(address(mine)).content.decode()


def test_she_writes_somebody_down_without_a_phone_and_follows_her(browser, agent):
    shown = browser.get(f"{LIST}new/")
    assert shown.context["form"]["province"].value() == "MA-CAS"
    refused = browser.post(f"{LIST}new/", {"name": "", "what": "Des paniers"})
    assert (refused.status_code, "Des paniers" in refused.content.decode()) == (422, True)
    assert browser.post(f"{LIST}new/", {"name": "Itto", "province": "MA-AZI"}).status_code == 302
    found = Project.objects.get()
    assert (found.mentor, found.registered_by, found.region, found.phone) == (agent, agent, "MA-05", "")


def test_she_helps_her_become_a_producer_and_nothing_is_typed_twice(browser, agent, association):
    mine, craft = a_project(name="Itto B.", what="Tapis"), a_craft()
    give_mentor(mine, agent, actor=SYSTEM)
    assert "région" in browser.get(address(mine, "producer/")).context["missing"]
    assert browser.post(address(mine, "producer/")).status_code == 422
    sheet = {"what": "Tapis ras", "crafts": [craft.pk], **HERE}
    assert browser.post(address(mine, "sheet/"), sheet | {"region": "MA-01"}).status_code == 422
    assert browser.post(address(mine, "sheet/"), sheet).status_code == 302
    ready = browser.get(address(mine, "producer/"))
    assert (ready.context["missing"], "Itto B." in ready.content.decode()) == ("", True)
    form = {"consent": ["name", "money"]}
    assert browser.post(address(mine, "producer/"), form).status_code == 302
    maker = Organisation.objects.get(status="applied")
    assert (str(maker.name), maker.phone, maker.province, maker.vouched_by) == (
        "Itto B.", "+212600000001", "MA-CAS", association,
    )  # fmt: skip
    assert list(Consent.objects.filter(organisation=maker).values_list("scope", flat=True)) == ["name"]
    assert GrantRequest.objects.get(giver=maker).receiver == association
    assert browser.post(address(mine, "producer/"), form).status_code == 404
    assert Organisation.objects.filter(status="applied").count() == 1
    assert "inscrite comme productrice" in browser.get(address(mine)).content.decode()
