"""The till in a real browser: the line is cut, she sells on, and everything arrives once."""

import time
from typing import Any

import pytest
from wagtail.models import Collection

from home.fairs.models import Receipt
from home.fairs.testing.builders import a_fair, a_till, goods_out
from producers.testing.builders import an_owner_of
from shop.testing.builders import a_variant
from tests.portal.cut_line import BEFORE_THE_ANSWER, CUT, OPEN, a_line_to
from tests.portal.phone import a_phone, all_sent, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TILL = "/fr/portal/fair/till/"
KEPT = (
    "caches.open('portal').then((c) => c.match('/fr/portal/fair/till/')).then(Boolean)"
    ".then((is) => is && caches.open('parts').then((c) => c.keys())"
    ".then((all) => ['portal-till', 'portal-kept', 'portal-queue', 'till.css', 'portal.css']"
    ".every((name) => all.some((one) => one.url.includes(name)))))"
    ".then((is) => is && tiwiziKept.lockOf(document.querySelector('[data-queue-here]').dataset.who))"
    ".then(Boolean)"
)


@pytest.fixture
def line(live_server):
    with a_line_to(live_server.thread.port) as found:
        yield found


def sell(page: Any, times: int, given: str = "") -> None:
    for _ in range(times):
        page.locator(".till-face").first.click()
    if given:
        page.get_by_label("Argent reçu").fill(given)
    page.locator("[data-role=sold]").click()
    page.locator("[data-till-done]").wait_for(state="visible")


def part(page: Any, name: str) -> str:
    return page.locator(f"[data-till-done] [data-part={name}]").inner_text().replace("\xa0", " ")


def test_she_sells_on_when_the_line_is_cut_and_every_receipt_arrives_once(player, line, tmp_path):
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    rug = a_variant(stock=9, price=100)
    fair = a_fair()
    goods_out(fair, (rug, 5))
    joined = a_till(fair)
    label = joined.till.label
    phone = a_phone(player, tmp_path / "phone", line, an_owner_of(rug.product.producer))
    phone.add_cookies([{"name": "tiwizi_till", "value": joined.secret, "url": line.url, "httpOnly": True}])
    page = phone.new_page()
    page.goto(line.url + TILL)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    wait_until(page, KEPT)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360

    line.state = CUT
    page.goto(line.url + TILL)  # opened anew: it stands on the phone
    sell(page, 2, given="250")
    assert (part(page, "number"), part(page, "total"), part(page, "change")) == (
        f"{label}-0001", "200 MAD", "50 MAD",
    )  # fmt: skip
    sell(page, 1)
    assert part(page, "number") == f"{label}-0002"
    page.locator("[data-role=sold]").click()  # nothing was touched
    page.locator("[data-till-short]").wait_for(state="visible")
    assert Receipt.objects.count() == 0

    # The first upload loses its answer on the way back: it is sent a second time.
    line.state = BEFORE_THE_ANSWER
    page.evaluate("dispatchEvent(new Event('online'))")
    wait_until(page, "tiwiziKept.kept().then((all) => all.length === 2)")
    ends = time.monotonic() + 20
    while line.state != CUT and time.monotonic() < ends:
        page.wait_for_timeout(50)
    assert (line.state, Receipt.objects.count()) == (CUT, 1)
    line.state = OPEN
    all_sent(page, line)
    rows = list(Receipt.objects.order_by("sequence").values_list("sequence", "total", "given"))
    assert rows == [(1, 200, 250), (2, 100, None)]

    page.goto(line.url + TILL)
    sell(page, 1)
    assert part(page, "number") == f"{label}-0003"
    all_sent(page, line)
    assert Receipt.objects.count() == 3
    phone.close()
