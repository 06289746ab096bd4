"""Open files kept on a device, in a real browser: read with the network cut, removed, never a closed one."""

from typing import Any

import pytest

from home.library.models import Document
from home.library.testing.builders import a_document, a_kept_file
from shop.testing.builders import a_market
from tests.portal.phone import SCREEN, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "Laver la laine avant de la teindre. " * 40
ON_THE_SHELF = "caches.open('shelf').then((one) => one.keys()).then((all) => all.map((key) => key.url))"
LIST_IS_KEPT = (
    "Promise.all(['shelf-list', 'parts'].map((name) => caches.open(name).then((one) => one.keys())))"
    ".then(([lists, parts]) => lists.length > 0 && parts.some((key) => key.url.includes('shelf')))"
)
PIECE = """(url) => fetch(url, { headers: { Range: "bytes=0-4" } })
    .then(async (answer) => [answer.status, answer.headers.get("Content-Range"), await answer.text()])"""
WIDTH = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.fixture(autouse=True)
def fund(db):
    a_market()
    open_ = a_document(slug="laine", title={"fr": "Laver la laine"}, licence="cc-by",
                       file=a_kept_file(WORDS.encode()))  # fmt: skip
    a_document(slug="rare", licence="on-site", file=a_kept_file(b"Rare", "rare.txt"))
    return open_


@pytest.fixture
def phone(browser) -> Any:
    context = browser.new_context(viewport=SCREEN, is_mobile=True, has_touch=True)
    yield context
    context.close()


def keep(page: Any, base: str) -> None:
    page.goto(f"{base}/fr/library/laine/")
    page.locator("[data-keep-it]").click()
    page.locator("[data-says=kept]").wait_for(state="visible")


def test_an_open_file_is_kept_read_without_a_line_and_removed(phone, live_server):
    page, base = phone.new_page(), live_server.url
    page.goto(f"{base}/fr/library/laine/")
    button = page.locator("[data-keep-it]")
    button.wait_for(state="visible")
    assert "1,4" in button.inner_text()
    assert page.evaluate(ON_THE_SHELF) == []
    keep(page, base)
    assert page.evaluate(ON_THE_SHELF) == [f"{base}/library/laine/file/"]
    wait_until(page, LIST_IS_KEPT)

    phone.set_offline(True)
    page.goto(f"{base}/fr/library/shelf/")
    row = page.locator("[data-role=kept]")
    row.wait_for(state="visible")
    assert "Laver la laine" in row.inner_text()
    assert page.evaluate(WIDTH)
    row.locator("a").click()
    page.wait_for_url("**/library/laine/file/")
    assert "Laver la laine avant" in page.inner_text("body")
    page.goto(f"{base}/fr/library/shelf/")
    assert page.evaluate(PIECE, "/ar/library/laine/file/") == [206, f"bytes 0-4/{len(WORDS)}", "Laver"]
    page.locator("[data-role=kept] button").click()
    page.locator("[data-says=none]").wait_for(state="visible")
    assert page.evaluate(ON_THE_SHELF) == []


def test_a_closed_file_has_no_button_and_one_that_is_closed_later_goes(phone, live_server, fund):
    page, base = phone.new_page(), live_server.url
    page.goto(f"{base}/fr/library/rare/")
    assert page.locator("[data-shelf]").count() == 0
    keep(page, base)
    Document.objects.filter(pk=fund.pk).update(licence="on-site")
    assert page.evaluate(PIECE, "/fr/library/laine/file/")[0] == 404
    assert page.evaluate(ON_THE_SHELF) == []
    Document.objects.filter(pk=fund.pk).update(licence="cc-by")
    keep(page, base)
    Document.objects.filter(pk=fund.pk).update(live=False)
    page.goto(f"{base}/fr/library/shelf/")
    page.locator("[data-says=none]").wait_for(state="visible")
    assert page.evaluate(ON_THE_SHELF) == []


def test_no_more_is_kept_than_there_is_room_for(phone, live_server):
    page = phone.new_page()
    page.goto(f"{live_server.url}/fr/library/laine/")
    page.locator("[data-keep-it]").wait_for(state="visible")
    page.evaluate("document.querySelector('[data-shelf]').dataset.most = '1000'")
    page.locator("[data-keep-it]").click()
    page.locator("[data-says=full]").wait_for(state="visible")
    assert page.evaluate(ON_THE_SHELF) == []


def test_without_scripts_the_button_is_away_and_the_download_remains(browser, live_server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/fr/library/laine/")
    assert page.locator("[data-keep-it]").is_hidden()
    assert page.locator("a[href='/fr/library/laine/file/']").is_visible()
    page.goto(f"{live_server.url}/fr/library/shelf/")
    assert "script" in page.locator("main").inner_text()
    context.close()
