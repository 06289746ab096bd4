"""Business meetings in the office, in the portal, and for guests without a shop."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from home.events.testing.builders import an_event
from home.network.models import FollowUp, Meeting, MeetingGuest, MeetingHour, MeetingPlan, MeetingWish
from home.network.testing.builders import a_guest, a_listing, a_meeting, a_plan
from producers.testing.builders import a_producer, an_operator, an_owner_of
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db
OFFICE, HERS = "/admin/network/meetings/", "/fr/portal/network/meetings/"


@pytest.fixture(autouse=True)
def _market(db):
    a_market()


@pytest.fixture
def maker():
    return a_producer(name="Fatima", phone="+212661000001", region="MA-05")


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def office() -> Client:
    user = an_operator()
    door = Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")
    user.user_permissions.add(door)
    return signed_in(user)


@pytest.fixture
def hers(maker) -> Client:
    return signed_in(an_owner_of(maker))


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def begun(meeting: Meeting, days: int = 0) -> None:
    """Let a meeting be over, so many days ago."""
    ends = timezone.now() - timedelta(days=days, minutes=5)
    MeetingHour.objects.filter(pk=meeting.hour_id).update(
        begins_at=ends - timedelta(minutes=25), ends_at=ends
    )


def test_the_office_opens_fills_plans_and_tells(office, maker):
    event = an_event(title="Rencontre")
    sent = office.post(OFFICE, {"event": event.pk})
    assert sent["Location"] == f"{OFFICE}event/{event.pk}/"
    assert "Rencontre" in text(office, sent["Location"])
    day = event.first_day.isoformat()
    assert f'value="{day}"' in text(office, sent["Location"])
    room = {
        "day": day,
        "begins": "14:00",
        "ends": "16:00",
        "minutes": 25,
        "pause": 5,
        "tables": 3,
        "spare": 20,
    }
    wrong = office.post(sent["Location"], {**room, "day": "2020-01-01"})
    assert wrong.status_code == 422
    assert 'value="16:00"' in wrong.content.decode()
    page = office.post(sent["Location"], room)["Location"]
    plan = MeetingPlan.objects.get()
    guest = a_guest(plan, maker)
    client = a_guest(plan, name="Galerie")
    seat = client.registration
    MeetingGuest.objects.filter(pk=client.pk).delete()
    assert office.post(page, {"do": "guests", "seats": [seat.pk]}).status_code == 302
    client = MeetingGuest.objects.get(registration=seat)
    office.post(page, {"do": "wish", "who": guest.pk, "whom": client.pk, "weight": 3})
    office.post(page, {"do": "match"})
    office.post(page, {"do": "propose"})
    office.post(page, {"do": "tell"})
    assert Meeting.objects.count() == 1
    shown = text(office, page)
    assert "Fatima" in shown
    assert "Galerie" in shown
    assert "14:00 – 14:25" in shown


def test_a_clash_by_hand_is_refused_with_clear_words_and_what_was_typed(office):
    meeting = a_meeting()
    plan, third = meeting.hour.plan, a_guest(meeting.hour.plan, name="Troisième")
    page = f"{OFFICE}{plan.pk}/"
    typed = {
        "do": "place", "who": meeting.first_id, "whom": third.pk, "hour": meeting.hour_id, "table": 2,
        "reason": "Elle le souhaite",
    }  # fmt: skip
    refused = office.post(page, typed)
    assert refused.status_code == 422
    assert "a déjà un rendez-vous" in refused.content.decode()
    assert "Elle le souhaite" in refused.content.decode()
    assert office.post(page, {**typed, "reason": ""}).status_code == 422
    assert office.post(page, {"do": "out", "guest": third.pk, "reason": ""}).status_code == 422
    assert office.post(page, {"do": "out", "guest": 0, "reason": "x"}).status_code == 404
    assert office.post(page, {"do": "nothing"}).status_code == 404
    assert Meeting.objects.count() == 1


def test_the_office_moves_calls_off_and_says_what_came(office):
    meeting = a_meeting()
    page = f"/admin/network/meeting/{meeting.pk}/"
    later = meeting.hour.plan.hours.last()
    assert office.post(page, {"do": "outcome", "outcome": "call"}).status_code == 422
    assert office.post(page, {"do": "outcome", "outcome": "nonsense"}).status_code == 404
    office.post(page, {"do": "move", "hour": later.pk, "table": 2, "reason": "x"})
    meeting = Meeting.objects.select_related("hour").get()
    assert (meeting.hour, meeting.table) == (later, 2)
    begun(meeting, days=8)
    office.post(page, {"do": "outcome", "outcome": "sample"})
    asked = FollowUp.objects.get(days=7)
    assert "Demander" in text(office, OFFICE)
    office.post(page, {"do": "came", "asked": asked.pk, "came": "order"})
    assert FollowUp.objects.get(pk=asked.pk).came == "order"
    assert office.post(page, {"do": "off", "reason": "x"}).status_code == 422


def test_each_guest_has_a_page_of_her_own_on_paper(office, hers, maker):
    plan = a_plan()
    a_listing(maker, thing="wool")
    a_meeting(plan, one=a_guest(plan, maker))
    for client, address in (
        (office, f"{OFFICE}{plan.pk}/papers.pdf"),
        (office, f"{OFFICE}{plan.pk}/papers.pdf?guest={plan.guests.first().pk}"),
        (hers, f"{HERS}at/{plan.event.slug}/paper.pdf"),
    ):
        answer = client.get(address)
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        assert answer.getvalue().startswith(b"%PDF")
    assert office.get(f"{OFFICE}{plan.pk}/papers.pdf?guest=0").status_code == 404


def test_she_takes_part_asks_for_somebody_and_sees_no_name_without_a_yes(hers, maker):
    plan = a_plan()
    guest = a_guest(plan, maker)
    MeetingGuest.objects.filter(pk=guest.pk).delete()
    page = f"{HERS}at/{plan.event.slug}/"
    assert plan.event.slug in text(hers, HERS)
    other = a_guest(plan, name="Galerie secrète")
    assert hers.post(page, {"do": "wish", "whom": other.pk}).status_code == 404
    hers.post(page, {"do": "in"})
    assert "Galerie secrète" not in text(hers, page)
    MeetingGuest.objects.filter(pk=other.pk).update(shows_name=True)
    assert "Galerie secrète" in text(hers, page)
    hers.post(page, {"do": "wish", "whom": other.pk})
    assert list(MeetingWish.objects.values_list("whom", "weight", "source")) == [(other.pk, 3, "asked")]
    hers.post(page, {"do": "unwish", "whom": other.pk})
    assert not MeetingWish.objects.exists()
    assert hers.post(page, {"do": "wish", "whom": a_guest(a_plan()).pk}).status_code == 404
    hers.post(page, {"do": "out"})
    assert MeetingGuest.objects.filter(registration__organisation=maker, out_at=None).count() == 0


def test_she_says_in_one_tap_what_came_of_her_meeting_and_of_no_other(hers, maker):
    plan = a_plan()
    meeting = a_meeting(plan, one=a_guest(plan, maker))
    page = f"{HERS}{meeting.export_id}/"
    assert "2 h" not in text(hers, HERS)
    assert hers.post(page, {"outcome": "call"}).status_code == 422
    begun(meeting)
    assert "Qu’est-il sorti" in text(hers, "/fr/portal/")
    assert hers.post(page, {"outcome": "call"}).status_code == 302
    assert hers.post(page, {"outcome": "lots"}).status_code == 404
    assert Meeting.objects.get().outcome == "call"
    foreign = a_meeting(hour=1)
    begun(foreign)
    assert hers.post(f"{HERS}{foreign.export_id}/", {"outcome": "call"}).status_code == 404
    assert Meeting.objects.get(pk=foreign.pk).outcome == ""


def test_after_a_week_she_is_asked_on_her_home_and_answers(hers, maker):
    plan = a_plan()
    meeting = a_meeting(plan, one=a_guest(plan, maker))
    begun(meeting, days=8)
    page = f"{HERS}{meeting.export_id}/"
    hers.post(page, {"outcome": "sample"})
    assert page in text(hers, "/fr/portal/")
    asked = FollowUp.objects.get(days=7)
    hers.post(page, {"asked": asked.pk, "came": "order"})
    assert FollowUp.objects.get(pk=asked.pk).came == "order"
    month = FollowUp.objects.get(days=30)
    assert hers.post(page, {"asked": month.pk, "came": "order"}).status_code == 422
    assert page not in text(hers, "/fr/portal/")


def test_a_client_without_a_shop_says_it_with_the_secret_of_her_seat():
    plan, client = a_plan(), Client()
    guest = a_guest(plan)
    meeting = a_meeting(plan, one=a_guest(plan, a_producer(name="Itto")), other=guest)
    page = f"/fr/network/meetings/{guest.registration.token}/"
    assert "Itto" in text(client, page)
    begun(meeting)
    assert client.post(page, {"meeting": meeting.export_id, "outcome": "order"}).status_code == 302
    assert Meeting.objects.get().outcome == "order"
    foreign = a_meeting(hour=2)
    assert client.post(page, {"meeting": foreign.export_id, "outcome": "order"}).status_code == 404
    assert client.get("/fr/network/meetings/wrong/").status_code == 404


def test_more_meetings_cost_no_more_queries(hers, office, maker, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    plan = a_plan()
    guest = a_guest(plan, maker)
    a_meeting(plan, one=guest)
    pages = [(hers, HERS), (hers, f"{HERS}at/{plan.event.slug}/"), (office, f"{OFFICE}{plan.pk}/")]
    before = []
    for client, page in pages:
        client.get(page)
        with CaptureQueriesContext(connection) as asked:
            client.get(page)
        before.append(len(asked))
    for hour in range(1, 5):
        a_meeting(plan, one=guest, hour=hour)
    for (client, page), count in zip(pages, before, strict=True):
        with django_assert_num_queries(count):
            client.get(page)
