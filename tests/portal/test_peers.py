"""A maker visits another: whoever gains nothing by it, asked by an operator, herself, with what she saw."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from producers.actions.assess import AssessmentError, Sheet, accept_assessment
from producers.actions.deliver import deliver_announcements
from producers.actions.peers import ask_peer, take_peer_back, write_peer_visit
from producers.domain.actors import Actor
from producers.domain.peers import PeerError
from producers.models import (
    Act,
    Assessment,
    DoorPhone,
    FieldVisit,
    Label,
    Membership,
    Message,
    Organisation,
    PeerVisit,
)
from producers.testing.builders import (
    a_cooperative,
    a_producer,
    a_user,
    an_agent_for,
    an_association,
    an_operator,
    an_owner_of,
    texts,
)
from tests.shop.office.test_office import browser, into_the_office

pytestmark = pytest.mark.django_db
OFFICE = Actor(None, "office")


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def a_sheet(**fields) -> Sheet:
    values = {
        "key": "k1", "visited_on": timezone.localdate(), "kind": "agent", "visitor": "Yto",
        "place": "Azilal", "seen": {"payment": "yes"},
    } | fields  # fmt: skip
    return Sheet(**values)


@pytest.fixture
def maker():
    one = a_producer(name="Tuda", slug="tuda", phone="+212611111111")
    Assessment.objects.create(organisation=one, state="sent")
    return one


@pytest.fixture
def peer():
    return a_producer(name="Yto", slug="yto", phone="+212622222222")


def test_who_gains_by_it_is_not_asked(maker, peer):
    group = a_cooperative(slug="coop")
    shared = an_owner_of(maker, username="shared")
    Membership.objects.create(user=shared, organisation=a_producer(slug="sister"))
    lives_with = a_producer(slug="lives-with")
    DoorPhone.objects.create(user=an_owner_of(lives_with, username="x"), number=maker.phone)
    a_producer(slug="in-group", group=group)
    applied = a_producer(slug="applied", status="applied")
    maker.group = group
    maker.save()
    faults = {
        maker: "herself", applied: "not_a_maker", an_association(): "not_a_maker", group: "same_group",
        Organisation.objects.get(slug="in-group"): "same_group",
        Organisation.objects.get(slug="sister"): "same_people",
        lives_with: "same_phone",
    }  # fmt: skip
    for one, fault in faults.items():
        with pytest.raises(PeerError) as refused:
            ask_peer(maker, one, actor=OFFICE)
        assert refused.value.fault == fault, one
    assert not PeerVisit.objects.exists()
    ask_peer(maker, peer, actor=OFFICE)
    with pytest.raises(PeerError, match="already_asked"):
        ask_peer(maker, peer, actor=OFFICE)


def test_a_visit_is_not_returned_within_a_year(maker, peer):
    row = ask_peer(maker, peer, actor=OFFICE)
    write_peer_visit(row, a_sheet(), actor=OFFICE)
    with pytest.raises(PeerError, match="in_return"):
        ask_peer(peer, maker, actor=OFFICE)
    FieldVisit.objects.update(visited_on=timezone.localdate() - timedelta(days=366))
    ask_peer(peer, maker, actor=OFFICE)


def test_both_are_told_and_she_finds_it_on_her_home(maker, peer):
    row = ask_peer(maker, peer, actor=OFFICE)
    deliver_announcements()
    sent = {one.recipient: one.text for one in Message.objects.filter(kind="peer.asked")}
    assert set(sent) == {maker.phone, peer.phone}
    assert "Tuda" in sent[peer.phone]
    assert "Yto" in sent[maker.phone]
    here = reverse("portal:peer_visit", args=[row.pk])
    assert here in signed_in(an_owner_of(peer)).get(reverse("portal:home")).content.decode()


def test_she_writes_down_what_she_saw_once_with_photos(maker, peer):
    row = ask_peer(maker, peer, actor=OFFICE)
    client = signed_in(owner := an_owner_of(peer, username="yto"))
    here = reverse("portal:peer_visit", args=[row.pk])
    page = client.get(here).content.decode()
    assert "Tuda" in page
    assert 'data-queue="' in page
    file = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(file, "JPEG")
    photo = SimpleUploadedFile("p.jpg", file.getvalue(), "image/jpeg")
    typed = {
        "key": "s1",
        "visited_on": "2026-05-01",
        "visitor": "Yto",
        "place": "Azilal",
        "seen_payment": "yes",
    }
    for wrong in (
        {"visited_on": "2999-01-01"},
        {"seen_payment": ""},
        {"photos": SimpleUploadedFile("x", b"<svg>")},
    ):
        assert client.post(here, typed | wrong).status_code == 422
    assert not FieldVisit.objects.exists()
    assert client.post(here, typed | {"photos": photo}).status_code == 302
    assert client.post(here, typed).status_code == 302
    assert client.post(here, typed | {"key": "s2"}).status_code == 404
    assert client.get(here).status_code == 404
    visit = FieldVisit.objects.get()
    assert (visit.organisation, visit.kind, visit.entered_by) == (maker, "peer", owner)
    assert (visit.photos.count(), visit.assessment.state) == (1, "visited")
    visit.photos.get().file.delete(save=False)
    act = Act.objects.get(verb="visit.written")
    assert (act.for_organisation, act.actor_id) == (maker, owner.pk)


def test_nobody_goes_in_her_place(maker, peer):
    row = ask_peer(maker, peer, actor=OFFICE)
    here = reverse("portal:peer_visit", args=[row.pk])
    agent = an_agent_for(peer, permission="edit_profile", username="agent")
    for user in (agent, an_owner_of(maker, username="tuda"), an_owner_of(a_producer(), username="other")):
        client = signed_in(user)
        assert client.get(here).status_code == 404
        assert client.post(here, {"key": "s"}).status_code == 404
    assert "visits/" not in signed_in(agent).get(reverse("portal:home")).content.decode()


def test_who_has_joined_her_group_since_does_not_visit_her_any_more(maker, peer):
    row = ask_peer(maker, peer, actor=OFFICE)
    type(peer).objects.filter(pk__in=[maker.pk, peer.pk]).update(group=a_cooperative())
    with pytest.raises(PeerError, match="same_group"):
        write_peer_visit(row, a_sheet(), actor=OFFICE)
    assert not FieldVisit.objects.exists()


def test_what_was_taken_back_is_over_and_what_was_done_is_not_taken_back(maker, peer):
    row = ask_peer(maker, peer, actor=OFFICE)
    take_peer_back(row, actor=OFFICE, reason="ill")
    with pytest.raises(PeerError, match="over"):
        write_peer_visit(row, a_sheet(), actor=OFFICE)
    again = ask_peer(maker, peer, actor=OFFICE)
    first = write_peer_visit(again, a_sheet(), actor=OFFICE)
    assert write_peer_visit(again, a_sheet(note="again"), actor=OFFICE) == first
    with pytest.raises(PeerError, match="over"):
        take_peer_back(again, actor=OFFICE, reason="late")


def test_her_visit_is_accepted_by_somebody_else(maker, peer):
    label = Label.objects.create(code="ten", name=texts("Dix"), covers="organisation")
    row = ask_peer(maker, peer, actor=OFFICE)
    visitor = a_user("yto")
    write_peer_visit(row, a_sheet(), actor=Actor(visitor.pk, "yto"))
    told = Assessment.objects.get()
    with pytest.raises(AssessmentError):
        accept_assessment(told, label=label, valid_until=None, actor=Actor(visitor.pk, "yto"))
    proof = accept_assessment(told, label=label, valid_until=None, actor=OFFICE)
    assert (proof.kind, proof.issuer) == ("visit", "Yto")


def test_operators_ask_take_back_and_see_the_photos(maker, peer):
    told = Assessment.objects.get()
    operator = browser(into_the_office(an_operator(username="operator")))
    here = reverse("shop_office:assessment", args=[told.pk])
    step = lambda name: reverse("shop_office:assessment_step", args=[told.pk, name])  # noqa: E731  # read once
    assert "yto" in operator.get(here).content.decode(), "she is near"
    for nobody in ("nobody", "tuda", ""):
        assert operator.post(step("ask"), {"ask-peer": nobody}).status_code == 422
    assert operator.post(step("ask"), {"ask-peer": "yto"}).status_code == 302
    assert operator.post(step("unask"), {"unask-reason": "ill"}).status_code == 302
    assert operator.post(step("ask"), {"ask-peer": "yto"}).status_code == 302
    file = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(file, "JPEG")
    photo = SimpleUploadedFile("visit.jpg", file.getvalue())
    row = PeerVisit.objects.get(ended_at=None)
    visit = write_peer_visit(row, a_sheet(photos=(photo,)), actor=OFFICE)
    address = reverse("shop_office:visit_photo", args=[visit.photos.get().pk])
    assert address in operator.get(here).content.decode()
    answer = operator.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert b"".join(answer.streaming_content) == file.getvalue()
    for user in (an_owner_of(maker, username="tuda"), an_owner_of(peer, username="yto")):
        assert signed_in(user).get(address).status_code in (302, 404)
    visit.photos.get().file.delete(save=False)
    assert operator.get(address).status_code == 404
