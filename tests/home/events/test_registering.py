"""Registering on the page, the page of one seat, and the office."""

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone
from pypdf import PdfReader

from home.events.actions.cancel_event import cancel_event
from home.events.actions.change_seat import cancel_seat
from home.events.actions.places import set_places
from home.events.actions.register import register
from home.events.models import Event, Places, Registration
from home.events.papers import print_sheet
from home.events.reading import people
from home.events.testing.builders import a_person, a_session, an_event
from producers.domain.actors import SYSTEM
from producers.testing.builders import a_user, an_operator
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db


@pytest.fixture
def places(db) -> Places:
    a_market()
    event = an_event(slug="rencontre", title={"fr": "Rencontre", "ar": "لقاء"}, kind="meeting")
    return set_places(event, capacity=1, actor=SYSTEM)


def typed(places: Places, **changes: str) -> dict[str, str]:
    return {"part": str(places.pk), "kind": "firm", "name": "Itto Ben", "contact": "0661 00 00 09", **changes}


ADDRESS = "/fr/agenda/rencontre/register/"


def test_a_guest_registers_and_has_her_page_with_a_code(client, places):
    assert ADDRESS in client.get("/fr/agenda/rencontre/").content.decode()
    answer = client.post(ADDRESS, typed(places), follow=True)
    one = Registration.objects.get()
    assert (one.state, one.phone, one.language, one.user) == ("seated", "+212661000009", "fr", None)
    page = answer.content.decode()
    assert f"{one.code[:5]}-{one.code[5:]}" in page
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "wrong", [{"contact": ""}, {"contact": "12"}, {"name": ""}, {"kind": "queen"}, {"part": "999999"}]
)
def test_what_is_missing_is_said_beside_its_field_and_the_rest_is_kept(client, places, wrong):
    answer = client.post(ADDRESS, typed(places, **wrong))
    assert answer.status_code == 422
    assert wrong.keys() <= set(answer.context["form"].errors)
    if "name" not in wrong:
        assert "Itto Ben" in answer.content.decode()
    assert not Registration.objects.exists()


def test_registering_twice_is_said_at_the_contact(client, places):
    client.post(ADDRESS, typed(places))
    answer = client.post(ADDRESS, typed(places, contact="+212 661-000009"))
    assert answer.status_code == 422
    assert "déjà" in str(answer.context["form"].errors["contact"])


def test_a_full_event_leads_to_the_waiting_list(client, places):
    client.post(ADDRESS, typed(places))
    assert "attente" in client.get(ADDRESS).content.decode()
    answer = client.post(ADDRESS, typed(places, contact="b@example.test"), follow=True)
    assert "attente" in answer.content.decode()


def test_a_cancelled_and_a_past_event_say_so(client, places):
    event = places.event
    cancel_event(event, actor=SYSTEM)
    assert "annulé" in client.get(ADDRESS).content.decode()
    Event.objects.update(status="planned", first_day="2020-01-01", last_day="2020-01-02")
    page = client.get(ADDRESS)
    assert '<form method="post"' not in page.content.decode()
    assert client.post(ADDRESS, typed(places)).status_code == 422
    assert not Registration.objects.exists()


def test_another_site_cannot_send_the_form(client, places):
    assert client.post(ADDRESS, typed(places), headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_whoever_is_signed_in_registers_herself_or_somebody_without_a_phone(client, places):
    set_places(places.event, capacity=5, actor=SYSTEM)
    agent = a_user("agent")
    client.force_login(agent)
    client.post(ADDRESS, typed(places))
    client.post(ADDRESS, typed(places, contact="", for_other="on"))
    own, other = Registration.objects.order_by("pk")
    assert (own.user, own.booked_by) == (agent, agent)
    assert (other.user, other.booked_by, other.wants_call) == (None, agent, True)


def test_her_secret_takes_an_offer_and_gives_the_seat_back(client, places):
    first, second = (register(places.event, places.pk, a_person(n), actor=SYSTEM) for n in (1, 2))
    cancel_seat(first, actor=SYSTEM)
    address = f"/fr/agenda/seat/{second.token}/"
    assert "Prendre la place" in client.get(address).content.decode()
    client.post(address, {"do": "accept"})
    second.refresh_from_db()
    assert second.state == "seated"
    client.post(address, {"do": "cancel"})
    second.refresh_from_db()
    assert second.state == "cancelled"
    assert client.get(address).status_code == 200
    for wrong in ("x", second.code, "%00"):
        assert client.get(f"/fr/agenda/seat/{wrong}/").status_code == 404


def test_an_offer_taken_too_late_is_refused_on_the_page(client, places):
    first, second = (register(places.event, places.pk, a_person(n), actor=SYSTEM) for n in (1, 2))
    cancel_seat(first, actor=SYSTEM)
    Registration.objects.filter(pk=second.pk).update(offered_until=timezone.now())
    assert client.post(f"/fr/agenda/seat/{second.token}/", {"do": "accept"}).status_code == 422


def test_operators_see_who_comes_and_other_staff_does_not_learn_of_the_page(client, places):
    enters = Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")
    one = register(places.event, places.pk, a_person(1), actor=SYSTEM)
    for user, status in ((a_user("staff"), 404), (an_operator(username="op"), 200)):
        user.user_permissions.add(enters)
        client.force_login(user)
        assert client.get(f"/admin/agenda/{places.event_id}/").status_code == status
        client.post(f"/admin/agenda/seat/{one.pk}/cancel/")
        one.refresh_from_db()
        assert one.state == ("seated" if status == 404 else "cancelled")


def test_an_operator_sets_seats_registers_cancels_and_calls_off(client, places, admin_user):
    client.force_login(admin_user)
    event, office = places.event, f"/admin/agenda/{places.event_id}/"
    part = a_session(event, title="Atelier")
    client.post(f"{office}seats/", {"session": part.pk, "capacity": 2, "is_open": "on"})
    seats = Places.objects.get(session=part)
    client.post(f"{office}add/", typed(seats, contact="", for_other="on"))
    one = Registration.objects.get()
    page = client.get(office).content.decode()
    assert (one.code in page, one.booked_by) == (True, admin_user)
    assert client.post(f"{office}seats/", {"session": part.pk, "capacity": 0}).status_code == 422
    client.post(f"/admin/agenda/seat/{one.pk}/cancel/")
    client.post(f"{office}cancel/", {"reason": "Pluie"})
    one.refresh_from_db()
    event.refresh_from_db()
    assert (one.state, event.status, event.cancel_reason) == ("cancelled", "cancelled", "Pluie")


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_sheet_to_sign_names_who_has_a_seat(places, lang, tmp_path):
    register(places.event, places.pk, a_person(1, name="Itto Ben"), actor=SYSTEM)
    register(places.event, places.pk, a_person(2, name="Waits Long"), actor=SYSTEM)
    file = tmp_path / "sheet.pdf"
    file.write_bytes(print_sheet(places.event, lang=lang, at=timezone.now()))
    text = "".join(page.extract_text() for page in PdfReader(file).pages)
    assert "Itto Ben" in text
    assert "Waits" not in text


def test_the_offices_list_comes_in_pages(places, client, admin_user, monkeypatch):
    monkeypatch.setattr(people, "ON_A_PAGE", 2)
    monkeypatch.setattr(people, "MOST_CALLS", 1)
    set_places(places.event, capacity=9, actor=SYSTEM)
    for number in range(5):
        register(places.event, places.pk, a_person(number, wants_call=number > 2), actor=SYSTEM)
    client.force_login(admin_user)
    pages = [client.get(f"/admin/agenda/{places.event_id}/?page={n}") for n in ("1", "3", "99", "x")]
    shown = [[one.name for one in page.context["tables"][0][2]] for page in pages]
    last, first = ["Personne 4"], ["Personne 0", "Personne 1"]
    assert shown == [first, last, last, first]
    assert (pages[0].context["page"].calls, len(pages[0].context["to_call"])) == (2, 1)
