"""The agenda in calendar programs, read back by a library that did not write our rules."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.utils import timezone

from home.events.actions.cancel_event import cancel_event
from home.events.domain.calendar import Entry, calendar_text
from home.events.models import Event
from home.events.testing.builders import a_session, an_event, at
from producers.domain.actors import SYSTEM
from producers.testing.builders import texts

pytestmark = pytest.mark.django_db
FEED = "/feeds/agenda.ics"


def read(client, address: str = FEED) -> list[icalendar.Event]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return entries(answer.content)


def entries(text: bytes) -> list[icalendar.Event]:
    """Parse strictly: every line within 75 octets, nothing that the library could not read."""
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    calendar = icalendar.Calendar.from_ical(text)
    found = list(calendar.walk("VEVENT"))
    assert calendar.errors == []
    assert [fault for one in found for fault in one.errors] == []
    for one in found:
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "STATUS", "SUMMARY", "URL"} <= set(one)
    return found


def test_an_event_of_several_days_takes_whole_days(client):
    event = an_event(title="Foire, avec ; et \\", first_day=date(2027, 5, 1), last_day=date(2027, 5, 3),
                     latitude="34.03313", longitude="-5.00028", venue=texts("Bab Makina"))  # fmt: skip
    [entry] = read(client)
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (date(2027, 5, 1), date(2027, 5, 4))
    assert entry["SUMMARY"] == "Foire, avec ; et \\"
    assert entry["SUMMARY"].params["LANGUAGE"] == "fr"
    assert entry["UID"] == f"{event.export_id}@tiwizi"
    assert (entry["GEO"].latitude, entry["GEO"].longitude) == (34.03313, -5.00028)
    assert "Bab Makina" in entry["LOCATION"]
    assert entry["STATUS"] == "CONFIRMED"


@pytest.mark.parametrize(("day", "offset"), [(date(2027, 2, 20), 0), (date(2027, 5, 20), 1)])
def test_hours_are_moroccan_wall_time_in_and_out_of_ramadan(client, day, offset):
    """In February 2027 it is Ramadan, and the clock stands an hour back: known to the tz database alone."""
    event = an_event(first_day=day, last_day=day, opens_at="10:00", closes_at="12:30")
    answer = client.get(f"/feeds/agenda/{event.export_id}.ics")
    [entry] = entries(answer.content)
    assert b"DTSTART;TZID=Africa/Casablanca:" + f"{day:%Y%m%d}T100000".encode() in answer.content
    assert entry["DTSTART"].dt.utcoffset() == timedelta(hours=offset)
    zone = icalendar.Calendar.from_ical(answer.content).walk("VTIMEZONE")[0]
    assert zone["TZID"] == "Africa/Casablanca"
    written = zone.to_tz(lookup_tzid=False)  # what a reader makes of our lines, without a database of its own
    for hour in (0, 10, 23):
        moment = at(day, hour).replace(tzinfo=None)
        expected = moment.replace(tzinfo=ZoneInfo("Africa/Casablanca")).utcoffset()
        assert written.utcoffset(moment) == expected


def test_the_groups_of_a_fair_are_entries_of_their_own_related_to_it(client):
    fair = an_event(title="Foire", first_day=date(2027, 6, 1), last_day=date(2027, 6, 20))
    a_session(fair, title="Groupe 1", kind="group", group=1, starts_at=at(date(2027, 6, 1), 9),
              ends_at=at(date(2027, 6, 10), 19))  # fmt: skip
    a_session(fair, title="Atelier")
    whole, stay = read(client)
    assert stay["RELATED-TO"] == whole["UID"]
    assert stay["RELATED-TO"].params["RELTYPE"] == "PARENT"
    assert (stay["DTSTART"].dt, stay["DTEND"].dt) == (date(2027, 6, 1), date(2027, 6, 11))
    assert len(read(client, f"/feeds/agenda/{fair.export_id}.ics")) == 3


def test_every_publication_raises_the_sequence_and_the_uid_stays(client):
    event = an_event()
    seen = []
    for title in ("Un", "Deux", "Trois"):
        event.title = texts(title)
        event.save_revision().publish()
        [entry] = read(client)
        seen.append((entry["UID"], entry["SEQUENCE"], entry["SUMMARY"]))
    uid = f"{event.export_id}@tiwizi"
    assert seen == [(uid, 1, "Un"), (uid, 2, "Deux"), (uid, 3, "Trois")]


def test_an_old_revision_brings_back_its_words_and_no_live_state():
    event = an_event()
    old = event.save_revision()
    old.publish()
    cancel_event(event, actor=SYSTEM, reason="Pluie")
    old.publish()
    event.refresh_from_db()
    assert (event.status, event.cancel_reason, event.sequence) == ("cancelled", "Pluie", 3)


def test_a_cancelled_event_is_struck_out_with_a_higher_sequence(client):
    event = an_event()
    event.save_revision().publish()
    cancel_event(event, actor=SYSTEM, reason="Pluie")
    cancel_event(event, actor=SYSTEM, reason="encore")
    [entry] = read(client)
    assert (entry["STATUS"], entry["SEQUENCE"], entry["DESCRIPTION"]) == ("CANCELLED", 2, "Pluie")


def test_region_kind_and_language_choose(client):
    an_event(title={"fr": "Foire", "ar": "معرض"}, region="MA-06")
    an_event(title="Rencontre", kind="meeting", region="MA-03")
    assert [one["SUMMARY"] for one in read(client, f"{FEED}?region=MA-03")] == ["Rencontre"]
    assert [one["SUMMARY"] for one in read(client, f"{FEED}?kind=fair&lang=ar")] == ["معرض"]
    for wrong in ("region=XX", "kind=party", "lang=de"):
        assert client.get(f"{FEED}?{wrong}").status_code == 400


def test_who_has_it_already_gets_nothing_twice(client):
    event = an_event()
    etag = client.get(FEED).headers["ETag"]
    again = client.get(FEED, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    event.save_revision().publish()
    assert client.get(FEED, headers={"If-None-Match": etag}).status_code == 200


def test_an_empty_agenda_and_what_is_long_over_or_a_draft(client):
    assert entries(client.get(FEED).content) == []
    an_event(first_day=timezone.localdate() - timedelta(days=100))
    draft = an_event(live=False)
    assert read(client) == []
    assert client.get(f"/feeds/agenda/{draft.export_id}.ics").status_code == 404
    assert client.get("/feeds/agenda/nope.ics").status_code == 404


@pytest.mark.parametrize("uids", [("",), ("a", "a")])
def test_no_calendar_is_written_without_a_uid_for_each(uids):
    rows = [
        Entry(uid, 0, timezone.now(), "x", "fr", date(2027, 1, 1), date(2027, 1, 1), "http://x")
        for uid in uids
    ]
    with pytest.raises(ValueError, match="uid"):
        calendar_text(rows, name="x", lang="fr", url="http://x")


def test_whoever_publishes_an_event_that_she_read_earlier_overwrites_nothing_live():
    event = an_event()
    stale = Event.objects.get(pk=event.pk)
    event.save_revision().publish()
    cancel_event(event, actor=SYSTEM, reason="Pluie")
    stale.save_revision().publish()
    event.refresh_from_db()
    assert (event.sequence, event.status, event.cancel_reason) == (3, "cancelled", "Pluie")


def test_a_site_that_speaks_no_french_answers_in_its_own_language(client, settings):
    settings.LANGUAGE_CODE = "en"
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English")]
    event = an_event(title={"en": "Fair"})
    for address in (FEED, f"/feeds/agenda/{event.export_id}.ics", f"{FEED}?lang="):
        answer = client.get(address)
        assert (answer.status_code, b"Fair" in answer.content) == (200, True), address
