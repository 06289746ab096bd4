"""A person with only a project: she begins, keeps a sheet, is followed, and becomes a producer once."""

import pytest
from django.db import IntegrityError, transaction

from home.training.actions.forget_projects import forget_projects
from home.training.actions.projects import become_producer, meet, write_sheet
from home.training.domain.projects import ProjectError, Why, filled, lacks
from home.training.models import Project, ProjectNote
from home.training.testing.builders import a_project
from producers.actions.deliver import deliver_announcements
from producers.domain.actors import SYSTEM
from producers.models import Message, Organisation
from producers.testing.builders import a_craft, a_producer, an_agent_for
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _market(db):
    a_market()


def test_whoever_begins_gets_the_link_on_her_phone_alone(client):
    answer = client.post("/fr/project/", {"name": "Itto B.", "contact": "0612345678", "what": "Des tapis"})
    project = Project.objects.get()
    assert (answer.status_code, project.phone, project.what) == (302, "+212612345678", "Des tapis")
    assert project.token not in answer.url + client.get(answer.url).content.decode()
    deliver_announcements()
    message = Message.objects.get()
    assert message.recipient == "+212612345678"
    assert f"/fr/project/sheet/{project.token}/" in message.text


@pytest.mark.parametrize(
    "typed", [{"name": "", "contact": "0612345678"}, {"name": "Itto", "contact": "12"}, {}]
)
def test_what_is_missing_is_said_and_what_was_typed_stays(client, typed):
    answer = client.post("/fr/project/", typed | {"what": "Des tapis"})
    assert (answer.status_code, Project.objects.exists()) == (422, False)
    assert "Des tapis" in answer.content.decode()


def test_where_she_is_says_who_is_near(client):
    typed = {"name": "Itto B.", "contact": "0612345678", "province": "MA-CAS"}
    assert client.post("/fr/project/", typed | {"province": "MA-ABC"}).status_code == 422
    assert client.post("/fr/project/", typed).status_code == 302
    assert (Project.objects.get().region, Project.objects.get().province) == ("MA-06", "MA-CAS")


def test_her_sheet_opens_with_its_secret_and_keeps_what_she_writes(client):
    project, craft = a_project(), a_craft()
    address = f"/fr/project/sheet/{project.token}/"
    typed = {
        "what": "Tapis",
        "missing": "Un métier",
        "region": "MA-06",
        "province": "MA-CAS",
        "crafts": [craft.pk],
    }
    assert client.post(address, typed).status_code == 302
    project.refresh_from_db()
    assert (project.what, project.missing, list(project.crafts.all())) == ("Tapis", "Un métier", [craft])
    refused = client.post(address, typed | {"region": "MA-01"})
    assert (refused.status_code, "Un métier" in refused.content.decode()) == (422, True)
    assert client.get("/fr/project/sheet/guessed/").status_code == 404


def test_the_database_keeps_no_note_without_consent():
    with pytest.raises(IntegrityError), transaction.atomic():
        ProjectNote.objects.create(project=a_project(), text="x", is_agreed=False)


def test_she_becomes_a_producer_from_her_sheet_and_only_once():
    project = a_project(name="Itto B.", region="MA-06", province="MA-CAS")
    with pytest.raises(ProjectError) as refused:
        become_producer(project, actor=SYSTEM)
    assert (refused.value.why, refused.value.missing) == (Why.INCOMPLETE, ("crafts",))
    write_sheet(project, {}, crafts=(a_craft(),), actor=SYSTEM)
    maker = become_producer(project, actor=SYSTEM)
    assert (str(maker.name), maker.region, maker.phone, maker.status) == (
        "Itto B.", "MA-06", "+212600000001", "applied",
    )  # fmt: skip
    assert list(maker.crafts.values_list("code", flat=True)) == ["weaving"]
    before = Organisation.objects.count()
    with pytest.raises(ProjectError):
        become_producer(project, actor=SYSTEM)
    assert Organisation.objects.count() == before
    project.refresh_from_db()
    assert (project.state, project.producer) == ("producer", maker)
    with pytest.raises(ProjectError):
        meet(project, note="x", is_agreed=True, actor=SYSTEM)


def test_an_operator_gives_a_mentor_and_makes_a_producer(admin_client):
    project, mentor = a_project(region="MA-06", province="MA-CAS"), an_agent_for(a_producer())
    project.crafts.add(a_craft())
    address = f"/admin/training/projects/{project.pk}/"
    assert project.name in admin_client.get("/admin/training/projects/").content.decode()
    assert "/admin/training/projects/" in admin_client.get("/admin/").content.decode()
    assert admin_client.post(address, {"do": "meet", "note": "x"}).status_code == 422
    assert admin_client.post(address, {"do": "mentor", "mentor": mentor.pk}).status_code == 302
    assert admin_client.post(address, {"do": "producer"}).status_code == 302
    assert admin_client.post(address, {"do": "producer"}).status_code == 422
    project.refresh_from_db()
    assert (project.mentor, project.state) == (mentor, "producer")


def test_what_nobody_touched_for_two_years_is_forgotten():
    old, new = a_project(what="Tapis"), a_project(name="Neuve")
    meet(old, note="x", is_agreed=True, actor=SYSTEM)
    Project.objects.filter(pk=old.pk).update(changed_at="2020-01-01T00:00Z")
    assert forget_projects() == 1
    old.refresh_from_db()
    assert (old.name, old.phone, old.what, old.notes.count()) == ("", "", "", 0)
    assert Project.objects.get(pk=new.pk).name == "Neuve"


def test_a_sheet_says_what_it_lacks():
    assert lacks({"name": "I", "region": "MA-06", "province": "", "crafts": ()}) == ("province", "crafts")
    assert filled({"what": "Tapis", "there": " "}) == 1
