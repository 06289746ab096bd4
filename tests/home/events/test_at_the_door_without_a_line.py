"""The door in a real browser, with the line cut: judged on the phone, sent once, never twice."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from home.events.actions.change_seat import cancel_seat
from home.events.actions.door_keys import give_door_key, take_door_key_back
from home.events.actions.places import set_places
from home.events.actions.register import register
from home.events.models import Attendance, DoorKey, Event, Registration, Session
from home.events.reading import door_list
from home.events.testing.builders import a_person, a_session, an_event, at
from producers.domain.actors import SYSTEM
from shop.testing.builders import a_market
from tests.portal.cut_line import BEFORE_THE_ANSWER, CUT, OPEN, a_line_to
from tests.portal.phone import a_phone, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
READY = '[data-door][data-ready="1"]'
KEPT = "caches.open('door').then((one) => one.keys()).then((keys) => keys.length > 0)"
STORED = """() => new Promise((done) => {
  const [ask, read] = [indexedDB.open("tiwizi-portal"), new TextDecoder()];
  ask.onsuccess = () => {
    const all = ask.result.transaction("lists").objectStore("lists").getAll();
    const sealed = (one) => Object.values(one.rows).map((row) => read.decode(row.data)).join("");
    all.onsuccess = () => {
      ask.result.close();
      done(JSON.stringify(all.result) + all.result.map(sealed).join(""));
    };
  };
})"""


@pytest.fixture
def line(live_server):
    with a_line_to(live_server.thread.port) as found:
        yield found


@pytest.fixture
def event() -> Event:
    a_market("ma")
    found = an_event(kind="training", first_day=timezone.localdate())
    set_places(found, capacity=9, actor=SYSTEM)
    return found


def come(event: Event, number: int) -> Registration:
    return register(event, event.places.get().pk, a_person(number), actor=SYSTEM)


def at_the_door(player: Any, line: Any, folder: Path, key: DoorKey) -> tuple[Any, Any]:
    """Open the door on a phone and have it keep the page, its parts and the list."""
    phone = a_phone(player, folder, line)
    page = phone.new_page()
    page.goto(f"{line.url}/fr/portal/door/{key.token}/")
    page.locator(READY).wait_for()
    wait_until(page, KEPT)
    page.locator("[name=half][value=am]").check(force=True)
    return phone, page


def scan(page: Any, code: str) -> str:
    page.locator("#code").fill(code)
    page.locator("[data-door-form] .portal-button").first.click()
    wait_until(page, "document.querySelector('#code').value === ''")
    return str(page.locator("[data-door-answer]").get_attribute("data-answer"))


def all_gone(page: Any) -> None:
    page.evaluate("dispatchEvent(new Event('online'))")
    page.locator("[data-door-waits]").wait_for(state="hidden")


def test_without_a_line_codes_are_judged_kept_and_sent_once(player, line, event, tmp_path):
    one, gone = come(event, 1), come(event, 2)
    cancel_seat(gone, actor=SYSTEM)
    other = an_event()
    set_places(other, capacity=1, actor=SYSTEM)
    foreign = come(other, 3)
    phone, page = at_the_door(player, line, tmp_path / "phone", give_door_key(event, "Tuda", actor=SYSTEM))
    line.state = CUT
    page.reload()
    page.locator(READY).wait_for()
    page.locator("[name=half][value=am]").check(force=True)
    codes = (one.code.lower(), one.code, gone.code, foreign.code, "2222222222")
    assert [scan(page, code) for code in codes] == ["done", "again", "cancelled", "unknown", "unknown"]
    page.locator("[name=half][value=pm]").check(force=True)
    assert scan(page, one.code) == "done"
    assert page.locator("[data-door-name]").inner_text() == "Personne 1"
    assert not Attendance.objects.exists()
    stored = page.evaluate(STORED)
    assert "Personne" not in stored
    assert one.code not in stored
    line.state = BEFORE_THE_ANSWER  # the server writes it down, and the phone does not hear so
    page.evaluate("dispatchEvent(new Event('online'))")
    for _ in range(100):
        if line.state == CUT:
            break
        page.wait_for_timeout(50)
    line.state = OPEN
    all_gone(page)
    phone.close()
    assert sorted(Attendance.objects.values_list("registration", "half")) == [(one.pk, "am"), (one.pk, "pm")]


def test_a_phone_knows_what_is_still_to_come_and_which_half_days_a_part_has(player, line, event, tmp_path):
    part = a_session(event, starts_at=at(event.first_day, 0), ends_at=at(event.first_day, 12))
    Session.objects.filter(pk=part.pk).update(ends_at=at(event.last_day, 23))
    set_places(event, session=part, capacity=5, actor=SYSTEM)
    one = register(event, event.places.get(session=part).pk, a_person(1), actor=SYSTEM)
    Session.objects.filter(pk=part.pk).update(ends_at=at(event.first_day, 12))
    key = give_door_key(event, "Tuda", actor=SYSTEM)
    phone, page = at_the_door(player, line, tmp_path / "phone", key)
    line.state = CUT
    page.locator("#day").select_option((event.first_day + timedelta(days=1)).isoformat())
    assert scan(page, one.code) == "too_early"
    page.locator("#day").select_option(event.first_day.isoformat())
    page.locator("[name=half][value=pm]").check(force=True)
    assert scan(page, one.code) == "other_part"
    page.locator("[name=half][value=am]").check(force=True)
    assert scan(page, one.code) == "done"
    phone.close()


def test_a_list_that_was_cut_goes_on_where_it_stopped(player, line, event, tmp_path, monkeypatch):
    monkeypatch.setattr(door_list, "PAGE", 2)
    people = [come(event, number) for number in range(1, 7)]
    key = give_door_key(event, "Tuda", actor=SYSTEM)
    phone = a_phone(player, tmp_path / "phone", line)
    page = phone.new_page()
    asked = []

    def cut_the_third(route):
        asked.append(route.request.url.partition("?")[2])
        route.abort() if len(asked) == 3 else route.continue_()

    page.route("**/people/?*", cut_the_third)
    page.goto(f"{line.url}/fr/portal/door/{key.token}/")
    page.locator(READY).wait_for()
    wait_until(page, "document.querySelector('[data-door-count]').textContent === '6'")
    codes = sorted(one.code for one in people)
    assert asked[:4] == [f"since=&after={after}" for after in ("", codes[1], codes[3], codes[3])]
    assert page.locator("[data-door-partial]").is_hidden()
    page.evaluate("dispatchEvent(new Event('online'))")
    wait_until(page, "performance.getEntriesByType('resource').length > 0")
    page.wait_for_timeout(500)
    assert asked[4].startswith("since=1")  # what is whole asks for what changed since
    phone.close()


def test_of_two_phones_the_later_hears_when_and_where_she_came_in(player, line, event, tmp_path):
    one = come(event, 1)
    doors = [give_door_key(event, name, actor=SYSTEM) for name in ("Tuda", "Itto")]
    pages = [at_the_door(player, line, tmp_path / key.name, key) for key in doors]
    line.state = CUT
    assert [scan(page, one.code) for _phone, page in pages] == ["done", "done"]
    line.state = OPEN
    all_gone(pages[0][1])
    all_gone(pages[1][1])
    refused = pages[1][1].locator("[data-door-refused] li")
    refused.wait_for()
    first = Attendance.objects.get()
    assert first.door == doors[0]
    assert f"{timezone.localtime(first.at):%H:%M} · Tuda" in refused.inner_text()
    refused.locator("button").click()
    refused.wait_for(state="detached")
    line.state = CUT
    assert scan(pages[1][1], one.code) == "again"  # its list has learned it
    for phone, _page in pages:
        phone.close()


def test_a_key_taken_back_empties_the_phone(player, line, event, tmp_path):
    come(event, 1)
    key = give_door_key(event, "Tuda", actor=SYSTEM)
    phone, page = at_the_door(player, line, tmp_path / "phone", key)
    take_door_key_back(key, actor=SYSTEM)
    page.evaluate("dispatchEvent(new Event('online'))")
    page.locator("[data-door-closed]").wait_for(state="visible")
    assert page.evaluate(STORED) == "[]"
    assert not page.evaluate(KEPT)
    phone.close()
