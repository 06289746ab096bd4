"""A lost phone, in a real browser: what waits on it is closed, not shown, not sent, and goes after a week."""

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Collection, Locale

from home.testing.builders import a_home_page
from producers.actions.devices import revoke_device
from producers.domain.actors import SYSTEM
from producers.models import Device, ProducerPage, SentOnce, Visit
from producers.testing.builders import a_producer, an_agent_for
from shop.testing.builders import a_market
from tests.portal.cut_line import CUT, OPEN, a_line_to
from tests.portal.phone import a_phone, all_sent, is_kept, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "/fr/portal/story/words/"
TITLE = "Mes mots"
SECRET_WORDS = "Mon four est derriere le vieux moulin."
ITEMS = """() => new Promise((done) => {
  const ask = indexedDB.open("tiwizi-portal");
  ask.onsuccess = () => {
    const all = ask.result.transaction("items").objectStore("items").getAll();
    all.onsuccess = () => { ask.result.close(); done(all.result.map((item) => ({ keys: Object.keys(item),
      text: new TextDecoder().decode(item.sealed?.data) + JSON.stringify(item) }))); };
  };
})"""
KEPT_SCREENS = "() => caches.open('portal').then((cache) => cache.keys()).then((keys) => keys.length)"
# A week on: the clock of the page and of the worker, without waiting for it.
LATER = "() => { const now = Date.now.bind(Date); Date.now = () => now() + 7 * 24 * 3600 * 1000 + 60000; }"


@pytest.fixture
def line(live_server):
    with a_line_to(live_server.thread.port) as found:
        yield found


@pytest.fixture
def agent() -> Any:
    a_market("ma")
    Locale.objects.get_or_create(language_code="fr")
    Collection.objects.exists() or Collection.add_root(name="Root")
    a_home_page()
    return an_agent_for(a_producer(name="Fatima"), permission="edit_profile", username="agent")


def words_wait(player: Any, line: Any, agent: Any, folder: Path) -> tuple[Any, Any]:
    """Write words without a line, on a phone that has been on the home before."""
    phone = a_phone(player, folder, line, agent)
    page = phone.new_page()
    page.goto(line.url + "/fr/portal/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.goto(line.url + WORDS)
    wait_until(
        page, "tiwiziKept.lockOf(document.querySelector('[data-queue-here]').dataset.who).then(Boolean)"
    )
    line.state = CUT
    page.locator("textarea").fill(SECRET_WORDS)
    page.locator("[form=story]").click()
    is_kept(page)
    return phone, page


def lose(agent: Any) -> None:
    """The association revokes the phone: the visits on it end."""
    device = Device.objects.create(digest="d" * 64, expires_at=timezone.now() + timezone.timedelta(days=90))
    Visit.objects.filter(user=agent).update(device=device)
    assert revoke_device(device, actor=SYSTEM, reason="lost")


def test_what_waits_cannot_be_read_on_the_phone_without_the_server(player, line, agent, tmp_path):
    phone, page = words_wait(player, line, agent, tmp_path / "phone")
    (item,) = page.evaluate(ITEMS)
    assert "fields" not in item["keys"]
    assert SECRET_WORDS not in item["text"]
    phone.close()
    files = [path for path in (tmp_path / "phone").rglob("*") if path.is_file()]
    assert [path for path in files if holds(path, SECRET_WORDS)] == []
    assert [path for path in files if holds(path, TITLE)]  # what lies open would have been found


def holds(path: Path, words: str) -> bool:
    content = path.read_bytes()
    return words.encode() in content or words.encode("utf-16-le") in content


def test_a_lost_phone_shows_and_sends_nothing_and_its_screens_go(player, line, agent, tmp_path):
    phone, page = words_wait(player, line, agent, tmp_path / "phone")
    assert page.evaluate(KEPT_SCREENS) > 0
    lose(agent)
    line.state = OPEN
    page.evaluate("dispatchEvent(new Event('online'))")
    page.locator("[data-queue-count]").wait_for(state="hidden")
    assert page.evaluate(KEPT_SCREENS) == 0
    assert not ProducerPage.objects.exists()
    line.state = CUT
    page.goto(line.url + WORDS)
    assert page.locator("textarea").count() == 0
    assert len(page.evaluate(ITEMS)) == 1
    phone.close()
    assert not SentOnce.objects.exists()


def test_after_seven_days_the_phone_itself_lets_go_without_a_line(player, line, agent, tmp_path):
    phone, page = words_wait(player, line, agent, tmp_path / "phone")
    assert page.evaluate(KEPT_SCREENS) > 0
    (worker,) = phone.service_workers
    worker.evaluate(LATER)
    page.goto(line.url + WORDS)  # any page, and no line
    assert page.locator("textarea").count() == 0
    wait_until(page, "caches.open('portal').then((cache) => cache.keys()).then((keys) => keys.length === 0)")
    assert page.evaluate(ITEMS) == []
    phone.close()


def test_who_comes_back_opens_what_waited(player, line, agent, tmp_path):
    phone, _page = words_wait(player, line, agent, tmp_path / "phone")
    lose(agent)
    phone.close()
    line.state = OPEN
    phone = a_phone(player, tmp_path / "phone", line, agent)  # she signs in anew
    all_sent(phone.new_page(), line)
    phone.close()
    assert SECRET_WORDS in str(ProducerPage.objects.get().get_latest_revision_as_object().story)


def test_the_worker_sends_when_no_page_is_open(player, line, agent, tmp_path):
    phone, page = words_wait(player, line, agent, tmp_path / "phone")
    (worker,) = phone.service_workers
    other = phone.new_page()  # of another site, so that the browser stays open
    page.close()
    line.state = OPEN
    worker.evaluate("() => sendAll()")
    other.wait_for_timeout(200)
    phone.close()
    assert SECRET_WORDS in str(ProducerPage.objects.get().get_latest_revision_as_object().story)
