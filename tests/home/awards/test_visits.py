"""Somebody visits a nominee: an agent's sheet that arrives once, and the desk's own."""

import io

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from home.awards.actions.answer_nomination import refuse
from home.awards.actions.forget_nominations import forget_nominations
from home.awards.actions.visit_nominee import visit_nominee
from home.awards.domain.nominating import RefusedError, Why
from home.awards.models import Backer, Edition, Nomination
from home.awards.testing.builders import a_category, a_nomination, an_award_edition
from producers.actions.assess import Sheet
from producers.domain.actors import SYSTEM
from producers.domain.grants import Permission
from producers.models import Act, FieldVisit
from producers.testing.builders import a_producer, a_user, an_agent_for, an_owner_of
from tests.producers.recordings import a_webm

pytestmark = pytest.mark.django_db
PAGE = "/fr/portal/awards/visit/"


def typed(nominee: Nomination, /, **fields) -> dict[str, object]:
    values = {
        "nomination": nominee.pk, "key": "s1", "visited_on": "2026-05-01", "visitor": "Amina",
        "place": "Azilal", "seen_payment": "yes",
    }  # fmt: skip
    return values | fields


def a_photo(size: tuple[int, int] = (2600, 1300)) -> SimpleUploadedFile:
    """A photo that says where it was taken."""
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (31.0, 57.0, 0.0)}
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, "JPEG", exif=exif)
    return SimpleUploadedFile("p.jpg", file.getvalue(), "image/jpeg")


@pytest.fixture
def maker(db):
    return a_producer(name="Itto", slug="itto")


@pytest.fixture
def nominee(maker) -> Nomination:
    edition = an_award_edition(state="visits")
    return a_nomination(edition, state="eligible", organisation=maker)


@pytest.fixture
def agent(client, maker):
    client.force_login(an_agent_for(maker, permission=Permission.EDIT_PROFILE))
    return client


def test_an_agent_writes_a_visit_down_once_with_small_photos_without_their_place(agent, nominee):
    page = agent.get(PAGE).content.decode()
    assert 'data-queue="' in page
    assert f'value="{nominee.pk}" checked' in page
    assert PAGE in agent.get("/fr/portal/").content.decode()
    sent = typed(nominee, photos=a_photo(), sound=SimpleUploadedFile("v.webm", a_webm(), "audio/webm"))
    assert agent.post(PAGE, sent).status_code == 302
    assert agent.post(PAGE, typed(nominee)).status_code == 302
    row = FieldVisit.objects.get()
    nominee.refresh_from_db()
    assert (nominee.visit, row.seen, row.kind) == (row, {"payment": "yes"}, "agent")
    assert row.sound.size
    with Image.open(row.photos.get().file) as kept:
        assert (max(kept.size), dict(kept.getexif())) == (2000, {})
    assert Act.objects.filter(verb="award.visit").count() == 1
    assert agent.post(PAGE, typed(nominee, key="s2")).status_code == 422
    assert PAGE not in agent.get("/fr/portal/awards/").content.decode()


def test_what_is_wrong_with_a_sheet_is_said_and_what_was_typed_stays(agent, nominee):
    for wrong in (
        {"nomination": ""},
        {"nomination": "x"},
        {"visited_on": "2999-01-01"},
        {"seen_payment": ""},
        {"photos": SimpleUploadedFile("x.jpg", b"<svg>")},
        {"sound": SimpleUploadedFile("x.webm", b"no sound")},
    ):
        answer = agent.post(PAGE, typed(nominee, note="Un métier neuf", **wrong))
        assert (answer.status_code, wrong) == (422, wrong)
        assert "Un métier neuf" in answer.content.decode()
    assert not FieldVisit.objects.exists()


def test_another_makers_nominee_is_not_visited_and_nobody_visits_herself(agent, client, nominee):
    other = a_nomination(nominee.edition, state="eligible", organisation=a_producer(slug="other"))
    assert agent.post(PAGE, typed(other)).status_code == 422
    client.force_login(an_owner_of(nominee.organisation))
    assert client.post(PAGE, typed(nominee)).url == "/fr/portal/awards/"
    assert not FieldVisit.objects.exists()


def test_who_is_nominated_twice_is_visited_for_what_is_touched(agent, nominee):
    second = a_nomination(
        nominee.edition,
        category=a_category(nominee.edition, "terroir"),
        state="eligible",
        organisation=nominee.organisation,
        person="",
    )
    assert "checked" not in agent.get(PAGE).content.decode()
    assert agent.post(PAGE, typed(second)).status_code == 302
    second.refresh_from_db()
    nominee.refresh_from_db()
    assert (nominee.visit, second.visit) == (None, FieldVisit.objects.get())


def refused(nomination: Nomination, **fields) -> Why:
    values = {
        "key": "k", "visited_on": timezone.localdate(), "kind": "office", "visitor": "C", "place": "A",
        "seen": {"payment": "yes"},
    } | fields  # fmt: skip
    with pytest.raises(RefusedError) as found:
        visit_nominee(nomination, Sheet(**values), actor=SYSTEM)
    return found.value.why


def test_nobody_is_visited_who_does_not_go_on_or_once_visits_are_over(nominee):
    Nomination.objects.filter(pk=nominee.pk).update(state="withdrawn")
    assert refused(nominee) == Why.NO_VISIT
    Nomination.objects.filter(pk=nominee.pk).update(state="eligible")
    Edition.objects.update(state="jury")
    assert refused(nominee) == Why.NO_VISIT
    assert not FieldVisit.objects.exists()


def of_no_producer(nominee: Nomination, user=None) -> Nomination:
    """Somebody without a shop; ``user`` is the agent who nominated her."""
    row = a_nomination(nominee.edition, state="eligible", name="Sans Boutique", phone="+212662222221")
    Backer.objects.create(nomination=row, way="agent", user=user, name="Agente")
    return row


def test_an_agent_visits_whom_she_nominated_though_she_is_no_producer(agent, client, nominee):
    user = get_user_model().objects.get(pk=client.session["_auth_user_id"])
    hers, of_another = of_no_producer(nominee, user), of_no_producer(nominee, a_user("another"))
    page = agent.get(PAGE).content.decode()
    assert (page.count("Sans Boutique"), f'value="{hers.pk}"' in page) == (1, True)
    assert agent.post(PAGE, typed(of_another)).status_code == 422
    assert agent.post(PAGE, typed(hers, photos=a_photo((60, 40)))).status_code == 302
    assert agent.post(PAGE, typed(hers)).status_code == 302  # sent again, it is the same visit
    hers.refresh_from_db()
    assert (hers.visit, hers.visit.organisation) == (FieldVisit.objects.get(), None)
    assert agent.post(PAGE, typed(nominee)).status_code == 422  # the key is another visit's


@pytest.mark.parametrize("goes", ["withdrawn", "forgotten"])
def test_what_was_seen_of_who_is_no_producer_goes_with_her(
    client, nominee, goes, django_capture_on_commit_callbacks
):
    client.force_login(a_user("chief", is_superuser=True, is_staff=True))
    hers = of_no_producer(nominee)
    for row in (hers, nominee):
        here = f"/admin/awards/nomination/{row.pk}/"
        assert 'name="seen_payment"' in client.get(here).content.decode()
        sent = typed(row, key=f"s{row.pk}", photos=[a_photo((60, 40))])
        assert client.post(here + "visit/", sent).status_code == 302
    assert "Azilal" in client.get(f"/admin/awards/nomination/{hers.pk}/").content.decode()
    hers.refresh_from_db()
    file = hers.visit.photos.get().file
    with django_capture_on_commit_callbacks(execute=True):
        if goes == "withdrawn":
            for row in (hers, nominee):
                refuse(row, actor=SYSTEM)
        else:
            Edition.objects.update(opens_on="2020-01-01", closes_on="2020-02-01", ceremony_on="2020-03-01")
            forget_nominations()
    for row in (hers, nominee):
        row.refresh_from_db()
    assert (hers.visit, nominee.visit) == (None, FieldVisit.objects.get())
    assert not file.storage.exists(file.name)


def test_the_desk_writes_a_visit_and_reads_what_was_seen(client, nominee):
    client.force_login(a_user("chief", is_superuser=True, is_staff=True))
    here = f"/admin/awards/nomination/{nominee.pk}/"
    assert 'name="seen_payment"' in client.get(here).content.decode()
    for wrong in ({"visited_on": "2999-01-01"}, {"seen_payment": ""}, {"visitor": ""}):
        assert client.post(here + "visit/", typed(nominee, note="Un toit", **wrong)).status_code == 422
    assert (
        client.post(
            here + "visit/", typed(nominee, photos=[a_photo((60, 40)), a_photo((60, 40))])
        ).status_code
        == 302
    )
    assert client.post(here + "visit/", typed(nominee)).status_code == 302
    row = FieldVisit.objects.get()
    assert (row.kind, row.photos.count()) == ("office", 2)
    page = client.get(here).content.decode()
    assert "Azilal" in page
    assert page.count("/principles/photos/") == 4
    assert 'name="seen_payment"' not in page
