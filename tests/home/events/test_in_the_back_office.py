"""An editor writes an event, with its programme and who exhibits, and looks at it before it is public."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model

from home.events.actions.copy_edition import copy_edition
from home.events.actions.places import set_places
from home.events.models import Event
from home.events.testing.builders import a_session, an_event, an_exhibitor, at
from producers.domain.actors import SYSTEM
from producers.testing.builders import a_producer
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/snippets/tiwizi_events/event/"


def form(**changes: str) -> dict[str, str]:
    maker = a_producer(slug="shows")
    return {
        "title_0": "Foire", "title_1": "معرض", "slug": "foire", "kind": "fair", "original_language": "fr",
        "first_day": "2027-05-01", "last_day": "2027-05-03", "region": "MA-03", "province": "",
        "sessions-TOTAL_FORMS": "1", "sessions-INITIAL_FORMS": "0", "sessions-MIN_NUM_FORMS": "0",
        "sessions-MAX_NUM_FORMS": "1000", "sessions-0-kind": "workshop", "sessions-0-title_0": "Atelier",
        "sessions-0-starts_at": "2027-05-01 10:00", "sessions-0-ends_at": "2027-05-01 12:00",
        "sessions-0-ORDER": "1",
        "exhibitors-TOTAL_FORMS": "1", "exhibitors-INITIAL_FORMS": "0", "exhibitors-MIN_NUM_FORMS": "0",
        "exhibitors-MAX_NUM_FORMS": "1000", "exhibitors-0-producer": str(maker.pk), "exhibitors-0-ORDER": "1",
        "action-publish": "1", **changes,
    }  # fmt: skip


@pytest.fixture
def editor(client):
    client.force_login(get_user_model().objects.create_superuser("editor", "e@example.test", "x"))
    return client


def test_an_editor_writes_an_event_and_it_is_public(editor):
    a_market()
    answer = editor.post(f"{ADDRESS}add/", form())
    assert answer.status_code == 302, answer.context["form"].errors
    event = Event.objects.get()
    assert (event.live, event.sequence, str(event.title)) == (True, 1, "Foire")
    assert event.sessions.get().starts_at == at(date(2027, 5, 1), 10)
    assert event.exhibitors.get().producer.slug == "shows"
    assert editor.get(f"{ADDRESS}edit/{event.pk}/").status_code == 200
    assert editor.get(f"{ADDRESS}preview/{event.pk}/").status_code == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"last_day": "2027-04-30"},
        {"province": "MA-CAS"},
        {"latitude": "48.85", "longitude": "2.35"},
        {"sessions-0-starts_at": "2027-05-09 10:00", "sessions-0-ends_at": "2027-05-09 12:00"},
        {"sessions-0-ends_at": "2027-05-01 09:00"},
        {"opens_at": "19:00", "closes_at": "09:00"},
    ],
)
def test_what_cannot_be_is_said_and_not_kept(editor, changes):
    answer = editor.post(f"{ADDRESS}add/", form(**changes))
    assert answer.status_code == 200
    assert not Event.objects.exists()


def test_the_next_edition_begins_as_a_copy_on_other_days():
    last = an_event(
        slug="first", first_day=date(2027, 1, 20), status="cancelled", cancel_reason="x", sequence=4
    )
    a_session(last, title="Atelier", starts_at=at(date(2027, 1, 21), 10))
    an_exhibitor(last, a_producer(slug="shows"))
    copy = copy_edition(last, first_day=date(2027, 2, 20), slug="second", actor=SYSTEM)
    copy = Event.objects.get(pk=copy.pk)
    assert (copy.live, copy.status, copy.sequence, copy.last_day) == (False, "planned", 0, date(2027, 2, 22))
    assert copy.export_id != last.export_id
    part = copy.sessions.get()
    assert part.starts_at == at(date(2027, 2, 21), 10)  # ten by the clock, though the clock was put back
    assert part.export_id != last.sessions.get().export_id
    assert not copy.exhibitors.exists()


def test_an_event_with_seats_stays_and_a_kind_sentence_says_so(editor):
    event, free = an_event(title="Foire"), an_event(title="Vide")
    set_places(event, capacity=1, actor=SYSTEM)
    answer = editor.post(f"{ADDRESS}delete/{event.pk}/", follow=True)
    assert "Annulez-" in answer.content.decode()
    bulk = f"/admin/bulk/tiwizi_events/event/delete/?id={event.pk}&id={free.pk}"
    assert editor.post(bulk, follow=True).status_code == 200
    assert Event.objects.count() == 2
    editor.post(f"{ADDRESS}delete/{free.pk}/")
    assert Event.objects.get() == event
