"""A whole product without a line, in a real browser: cut in an upload, closed, two tabs, one product."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from moneyed import Money
from PIL import Image
from wagtail.models import Collection

from producers.models import Grant, Organisation
from producers.testing.builders import a_producer, an_agent_for, an_owner_of
from shop.models import Product, ProductSketch, SketchPhoto, WageFloor
from shop.testing.builders import a_category, a_fee_rule, a_market
from tests.portal.cut_line import CUT, IN_THE_UPLOAD, OPEN, a_line_to
from tests.portal.phone import SCREEN, a_phone, all_sent, cookie_of, is_kept, wait_until
from tests.portal.test_add_in_a_browser import HEAVIEST_PAGE, packed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_SCRIPT = 20_000
WIDE = "() => document.documentElement.scrollWidth"


@pytest.fixture
def line(live_server):
    with a_line_to(live_server.thread.port) as found:
        yield found


@pytest.fixture
def weaver() -> Organisation:
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    a_market()
    a_fee_rule(percent="10")
    WageFloor.objects.create(amount=Money("17.92", "MAD"), since=date(2026, 1, 1), source="test")
    a_category("rugs", parent=a_category("weaving"))
    return a_producer(name="Fatima")


def photos(folder: Path, count: int = 3) -> list[str]:
    paths = []
    for number in range(count):
        grain = Image.effect_noise((800, 600), 60 + number)
        paths.append(str(folder / f"photo-{number}.jpg"))
        Image.merge("RGB", (grain, grain.rotate(180), grain)).save(paths[-1], "JPEG", quality=92)
    return paths


def came_home(phone: Any, line: Any) -> Any:
    """Open the home while there is a line, until the phone has what it needs without one."""
    page = phone.new_page()
    page.goto(line.url + "/fr/portal/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    wait_until(
        page,
        "caches.open('portal').then((c) => c.match('/fr/portal/add/whole/')).then(Boolean)"
        ".then((is) => is && caches.open('parts').then((c) => c.keys())"
        ".then((all) => ['portal-whole', 'portal-shrink', 'portal-queue']"
        ".every((name) => all.some((one) => one.url.includes(name)))))"
        ".then((is) => is && tiwiziKept.lockOf(document.querySelector('[data-queue-here]').dataset.who))"
        ".then(Boolean)",
    )
    return page


def fill_in(page: Any, folder: Path) -> None:
    """Tap through the parts, as far as the button that keeps it."""
    go = page.locator("[data-go]")
    with page.expect_file_chooser() as chooser:
        page.locator('[data-role="choose"]').click()
    chooser.value.set_files(photos(folder))
    go.click()
    page.locator("summary").first.click()
    page.locator('[name="category"][value="rugs"]').check()
    go.click()
    go.click()
    page.locator("#amount").fill("180")
    go.click()
    page.locator('[value="unique"]').check()
    go.click()
    page.locator("#words").fill("De laine.")
    assert page.evaluate(WIDE) <= 360


def begin_without_a_line(page: Any, line: Any, folder: Path) -> None:
    line.state = CUT
    page.locator('[data-task="add"]').click()
    page.locator("#whole").wait_for()
    fill_in(page, folder)


def test_the_line_is_cut_in_an_upload_the_browser_closed_and_it_becomes_one_product(
    player, line, weaver, tmp_path
):
    phone = a_phone(player, tmp_path / "phone", line, an_owner_of(weaver))
    page = came_home(phone, line)
    begin_without_a_line(page, line, tmp_path)
    line.state = OPEN
    posts = line.posts
    line.state = IN_THE_UPLOAD  # the first photo dies half way
    page.locator('[data-role="keep"]').click()
    is_kept(page)
    assert (line.state, line.posts) == (CUT, posts + 1)
    assert not SketchPhoto.objects.exists()
    phone.close()

    line.state = OPEN
    phone = a_phone(player, tmp_path / "phone", line)
    page = phone.new_page()
    all_sent(page, line)
    sketch = ProductSketch.objects.get()
    assert (sketch.photos.count(), sketch.amount, sketch.words) == (3, 180, "De laine.")
    page.goto(line.url + "/fr/portal/")
    page.locator('[data-role="today"]').first.click()
    page.locator('[data-role="go-on"]').click()
    page.locator('[data-role="send"]').click()
    page.wait_for_url("**/done/")
    phone.close()
    assert Product.objects.count() == 1


def test_a_photo_that_has_arrived_is_not_sent_again(player, line, weaver, tmp_path):
    phone = a_phone(player, tmp_path / "phone", line, an_owner_of(weaver))
    page = came_home(phone, line)
    begin_without_a_line(page, line, tmp_path)
    line.state = OPEN
    sent = []
    page.on("request", lambda one: sent.append(one.url) if one.method == "POST" else None)
    cut = lambda one: cut_after_one(one, line)  # noqa: E731  # taken off again below
    page.on("response", cut)
    page.locator('[data-role="keep"]').click()
    is_kept(page)
    arrived = SketchPhoto.objects.count()
    assert 1 <= arrived < 3
    page.remove_listener("response", cut)
    first = len(sent)
    line.state = OPEN
    page.evaluate("dispatchEvent(new Event('online'))")
    page.locator("[data-queue-count]").wait_for(state="hidden")
    phone.close()
    photos_sent = [url for url in sent[first:] if url.endswith("/photos/")]
    assert len(photos_sent) <= 3 - arrived + 1  # at most the one whose answer was lost is asked for again
    assert SketchPhoto.objects.count() == 3


def cut_after_one(answer: Any, line: Any) -> None:
    if answer.request.method == "POST" and answer.url.endswith("/photos/"):
        line.state = CUT


def test_the_same_product_from_two_tabs_is_one(player, line, weaver, tmp_path):
    phone = a_phone(player, tmp_path / "phone", line, an_owner_of(weaver))
    page = came_home(phone, line)
    other = phone.new_page()
    other.goto(line.url + "/fr/portal/waiting/")
    begin_without_a_line(page, line, tmp_path)
    page.locator('[data-role="keep"]').click()
    is_kept(page)
    line.state = OPEN
    for tab in (page, other):
        tab.evaluate("navigator.locks.request = (name, act) => act(); dispatchEvent(new Event('online'))")
    wait_until(page, "tiwiziKept.kept().then((all) => !all.length)")  # one was told "later", one sent it all
    all_sent(other, line)
    phone.close()
    assert ProductSketch.objects.count() == 1
    assert SketchPhoto.objects.count() == 3


def test_two_products_from_one_kept_page_are_two_and_an_agent_sends_them_for_her(
    player, line, weaver, tmp_path
):
    agent = an_agent_for(weaver, permission="manage_products")
    phone = a_phone(player, tmp_path / "phone", line, agent)
    page = came_home(phone, line)
    begin_without_a_line(page, line, tmp_path)
    page.locator('[data-role="keep"]').click()
    is_kept(page)
    page.locator("a[data-queue-after]").click()
    page.locator("[data-go]").wait_for(state="visible")
    fill_in(page, tmp_path)
    page.locator('[data-role="keep"]').click()
    is_kept(page)
    line.state = OPEN
    all_sent(page, line)
    phone.close()
    assert ProductSketch.objects.filter(organisation=weaver, amount=180).count() == 2


def test_an_agent_says_without_a_line_for_whom_it_is(player, line, weaver, tmp_path):
    agent = an_agent_for(weaver, permission="manage_products")
    other = a_producer(name="Zohra")
    Grant.objects.create(giver=other, receiver=Grant.objects.get().receiver, permission="manage_products")
    third = a_producer(name="Itto")
    Grant.objects.create(giver=third, receiver=Grant.objects.first().receiver, permission="manage_stock")
    phone = a_phone(player, tmp_path / "phone", line, agent)
    page = phone.new_page()
    page.goto(line.url + "/fr/portal/for/")
    page.get_by_text("Fatima").first.click()
    page.close()
    page = came_home(phone, line)
    line.state = CUT
    page.locator('[data-task="add"]').click()
    choice = page.locator("#whom")
    choice.wait_for(state="visible")
    assert choice.locator("option").all_inner_texts() == ["Fatima", "Zohra"]
    choice.select_option(label="Zohra")
    fill_in(page, tmp_path)
    page.locator('[data-role="keep"]').click()
    is_kept(page)
    line.state = OPEN
    all_sent(page, line)
    phone.close()
    sketch = ProductSketch.objects.get()
    assert (sketch.organisation, sketch.photos.count()) == (other, 3)


def test_the_page_is_light_and_so_is_its_script(browser, line, weaver):
    context = browser.new_context(viewport=SCREEN, service_workers="block")
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": cookie_of(an_owner_of(weaver)), "url": line.url}
    context.add_cookies([cookie])
    page, answers = context.new_page(), []
    page.on("response", lambda one: answers.append(one))
    page.goto(line.url + "/fr/portal/add/whole/", wait_until="networkidle")
    weights = {one.url: packed(one) for one in answers}
    assert sum(weights.values()) <= HEAVIEST_PAGE
    assert sum(weight for url, weight in weights.items() if url.endswith(".js")) <= MOST_SCRIPT
