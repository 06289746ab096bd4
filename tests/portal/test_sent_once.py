"""A form of the portal that arrives twice, for somebody who took her grant back, or changed meanwhile."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path
from django.utils import timezone

from producers.actions.record import record
from producers.domain.grants import Permission
from producers.models import Act, DoneForHer, Grant, SentOnce
from producers.portal.doors import portal_page
from producers.portal.sent_once import conflict, sent_once
from producers.testing.builders import a_producer, a_user, an_agent_for, an_owner_of
from storefront import urls as site

pytestmark = pytest.mark.django_db
KEY = "a1b2c3d4-e5f6"


@transaction.atomic
def write(request) -> None:
    organisation = request.acting.organisation
    record(verb="test.counted", row=organisation, actor=request.acting.actor, reason=request.POST["count"])


@portal_page(needs=Permission.MANAGE_STOCK)
@sent_once
def count(request):
    """Keep a count: 0 and less is refused, and what changed meanwhile is shown."""
    if request.POST["count"] == "0":
        return HttpResponse("no", status=422)
    now = str(Act.objects.count())
    if request.POST.get("seen", now) != now:
        return conflict(
            request,
            title="Tapis",
            mine=[("Pieces", request.POST["count"])],
            theirs=[("Pieces", now)],
            seen=now,
        )
    write(request)
    return HttpResponse(status=302, headers={"Location": "/fr/portal/"})


urlpatterns = [path("fr/portal/test-count/", count), *site.urlpatterns]
handler404 = site.handler404 if hasattr(site, "handler404") else "django.views.defaults.page_not_found"
ADDRESS = "/fr/portal/test-count/"


@pytest.fixture(autouse=True)
def _own_addresses():
    with override_settings(ROOT_URLCONF=__name__):
        yield


@pytest.fixture
def weaver():
    return a_producer(name="Fatima")


@pytest.fixture
def agent(weaver):
    return an_agent_for(weaver, permission="manage_stock", username="agent")


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(client, weaver=None, key=KEY, count="3", **fields):
    headers = {"X-Sent-Key": key} | ({"X-Sent-For": weaver.export_id} if weaver else {})
    return client.post(ADDRESS, {"count": count, "sent_end": "1", **fields}, headers=headers)


def test_a_form_sent_twice_by_two_taps_is_done_once(weaver):
    client = signed_in(an_owner_of(weaver))
    answers = [client.post(ADDRESS, {"count": "3", "sent_key": KEY}) for _ in range(3)]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, "/fr/portal/")}
    assert Act.objects.filter(verb="test.counted").count() == 1


def test_the_same_item_from_two_tabs_is_one(weaver, agent):
    tabs = [signed_in(agent), signed_in(agent)]
    answers = [send(tab, weaver) for tab in tabs]
    assert [answer.json() for answer in answers] == [{"done": True, "location": "/fr/portal/"}] * 2
    assert Act.objects.filter(verb="test.counted").count() == 1
    assert DoneForHer.objects.get().organisation == weaver


def test_an_upload_that_was_cut_off_is_not_taken_for_a_whole_one(weaver, agent):
    client = signed_in(agent)
    headers = {"X-Sent-Key": KEY, "X-Sent-For": weaver.export_id}
    cut = client.post(ADDRESS, {"count": "3"}, headers=headers)
    assert (cut.status_code, cut.json()) == (503, {"why": "cut"})
    assert not Act.objects.filter(verb="test.counted").exists()
    assert send(client, weaver).status_code == 200


def test_other_content_under_the_same_key_is_refused(weaver, agent):
    client = signed_in(agent)
    send(client, weaver)
    assert send(client, weaver, count="4").json() == {"why": "other"}
    plain = client.post(ADDRESS, {"count": "4", "sent_key": KEY})
    assert plain.status_code == 409
    assert Act.objects.filter(verb="test.counted").count() == 1


def test_another_file_is_other_content(weaver, agent):
    client = signed_in(agent)
    first = SimpleUploadedFile("a.jpg", b"one")
    send(client, weaver, photo=first)
    assert send(client, weaver, photo=SimpleUploadedFile("a.jpg", b"two")).status_code == 409
    assert send(client, weaver, photo=SimpleUploadedFile("a.jpg", b"one")).status_code == 200


def test_what_was_refused_comes_again_corrected(weaver, agent):
    client = signed_in(agent)
    assert send(client, weaver, count="0").status_code == 422
    assert send(client, weaver, count="3").status_code == 200


@pytest.mark.parametrize("key", ["short", "a" * 65, "<script>alert", "ключ-ключ"])
def test_a_key_that_is_none_is_refused(weaver, key):
    client = signed_in(an_owner_of(weaver))
    assert client.post(ADDRESS, {"count": "3", "sent_key": key}).status_code == 400
    assert not Act.objects.filter(verb="test.counted").exists()


def test_what_waited_until_the_grant_was_withdrawn_is_refused(weaver, agent):
    client = signed_in(agent)
    send(client, weaver)
    Grant.objects.update(withdrawn_at=timezone.now())
    assert send(client, weaver, key="another-key").status_code == 404
    assert send(client, weaver).status_code == 404
    assert Act.objects.filter(verb="test.counted").count() == 1
    assert SentOnce.objects.count() == 1


def test_an_expired_grant_and_a_missing_scope_do_nothing(weaver, agent):
    client = signed_in(agent)
    Grant.objects.update(permission="edit_profile")
    assert send(client, weaver).status_code == 404
    Grant.objects.update(
        permission="manage_stock", valid_until=timezone.localdate() - timezone.timedelta(days=1)
    )
    assert send(client, weaver).status_code == 404
    assert not Act.objects.filter(verb="test.counted").exists()
    assert not SentOnce.objects.exists()


def test_an_item_goes_to_whom_it_names_whoever_was_chosen_since(weaver, agent):
    other = a_producer(name="Autre")
    Grant.objects.create(giver=other, receiver=Grant.objects.get().receiver, permission="manage_stock")
    client = signed_in(agent)
    client.post("/fr/portal/for/", {"for": other.slug})
    send(client, weaver)
    assert DoneForHer.objects.get().organisation == weaver
    stranger = a_producer(name="Étrangère")
    assert send(client, stranger, key="another-key").status_code == 404


def test_without_a_sign_in_the_queue_is_told_so(weaver):
    assert send(Client(), weaver).status_code == 401
    assert send(signed_in(a_user("nobody")), weaver).status_code == 404


def test_two_agents_meet_and_the_second_chooses(weaver, agent):
    second = an_agent_for(
        weaver, association=Grant.objects.get().receiver, permission="manage_stock", username="second"
    )
    seen = str(Act.objects.count())
    assert send(signed_in(agent), weaver, count="5", seen=seen).status_code == 200
    client = signed_in(second)
    answer = send(client, weaver, key="second-key", count="7", seen=seen)
    assert answer.status_code == 409
    met = json.loads(answer.content)
    assert met["mine"] == [["Pieces", "7"]]
    assert met["theirs"] != met["mine"]
    assert Act.objects.filter(verb="test.counted").count() == 1
    assert send(client, weaver, key="second-key", count="7", seen=met["seen"]).status_code == 200
    assert Act.objects.filter(verb="test.counted").count() == 2


def test_without_script_both_versions_stand_side_by_side(weaver, agent):
    client = signed_in(agent)
    page = client.post(ADDRESS, {"count": "7", "seen": "none", "sent_key": KEY})
    assert page.status_code == 409
    text = page.content.decode()
    assert 'data-role="mine"' in text
    assert 'data-role="theirs"' in text
    assert 'name="count" value="7"' in text
