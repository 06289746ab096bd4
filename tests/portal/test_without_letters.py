"""The five tasks on a phone whose screens show no letter: by picture, digit and sound alone.

What is touched is found by what can be seen: a picture, a sign, a digit. It shows that the way is there; that
somebody who does not read finds it, only she can show.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from moneyed import Money
from PIL import Image
from wagtail.models import Collection

from producers.models import Consent, Organisation, PromptRecording
from producers.prompts.known import prompts
from producers.testing.builders import a_producer, an_owner_of
from shop.models import ProducerOrder, Product, Stock, WageFloor
from shop.testing.builders import a_category, a_fee_rule, a_market, on_show
from tests.portal.path import a_rug, sold

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 720}
BLOCKS = """
const hide = (node) => {
  const text = node.data || "";
  if (node.nodeType === 3 && /\\p{L}/u.test(text)) node.data = text.replace(/\\p{L}/gu, "\\u2588");
  else if (!["SCRIPT", "STYLE", "TEXTAREA"].includes(node.nodeName)) node.childNodes.forEach(hide);
};
addEventListener("DOMContentLoaded", () => {
  hide(document.body);
  new MutationObserver((all) => all.forEach((one) => [one.target, ...one.addedNodes].forEach(hide)))
    .observe(document.body, { childList: true, characterData: true, subtree: true });
});
"""
LETTER = re.compile(r"[^\W\d_]")


class Eye:
    """Touches what it recognises; letters it does not."""

    def __init__(self, page: Any, base: str) -> None:
        self.page, self.base = page, base

    def home(self) -> None:
        self.page.goto(f"{self.base}/fr/portal/")
        self.look()

    def look(self) -> None:
        """See that no letter is there, and that the screen can be listened to."""
        self.page.wait_for_load_state()
        assert not LETTER.search(self.page.locator("body").inner_text().replace("\u2588", "")), self.page.url
        self.page.locator("[data-say][data-sound]").first.wait_for()

    def touch(self, sign: str, place: str = "main", nth: int = 0) -> None:
        """Touch the thing with a sign on it, then look at what comes."""
        things = self.page.locator(f'{place} :is(a, button, label):has(use[href="#tz-{sign}"])')
        things.nth(nth).click()
        self.look()

    def touch_picture(self, place: str) -> None:
        self.page.locator(f"{place} :is(img, svg)").first.click()
        self.look()

    def until(self, happened: Callable[[], bool]) -> None:
        """Wait for what a touch does once it has reached the server."""
        for _ in range(100):
            if happened():
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"nothing came of it on {self.page.url}")

    def is_at(self, path: str) -> None:
        self.page.wait_for_url(f"**{path}")
        self.look()


@pytest.fixture
def maker() -> Organisation:
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    WageFloor.objects.get_or_create(
        since="2026-01-01", defaults={"amount": Money("17.92", "MAD"), "source": "test"}
    )
    for prompt in prompts():
        PromptRecording.objects.create(
            code=prompt.code, voice="fr", file=f"voices/{prompt.code}.opus", seconds=2
        )
    maker = a_producer(name="Fatima")
    a_market()
    a_fee_rule(percent="10")
    a_category("rugs")
    return maker


@pytest.fixture
def eye(live_server, browser, maker) -> Eye:
    client = Client()
    client.force_login(an_owner_of(maker, username="fatima"))
    name = django_settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    context = browser.new_context(viewport=PHONE, has_touch=True)
    context.add_cookies([cookie])
    context.add_init_script(BLOCKS)
    return Eye(context.new_page(), live_server.url)


def test_a_product_is_added(eye, maker, tmp_path: Path):
    photo = tmp_path / "rug.jpg"
    Image.effect_noise((800, 1000), 80).convert("RGB").save(photo, "JPEG")
    eye.home()
    eye.touch("camera")
    eye.is_at("/photos/")
    with eye.page.expect_file_chooser() as chooser:
        eye.page.locator('main :is(button, label):has(use[href="#tz-image"])').first.click()
    chooser.value.set_files([str(photo)])
    eye.page.locator("main li canvas").first.wait_for()
    eye.page.locator('main button:has(use[href="#tz-check"])').click()  # it waits for what is on its way
    eye.is_at("/kind/")
    eye.page.locator("main .goods-kind-picture").first.click()
    eye.page.wait_for_url("**/facts/")
    eye.touch("check")
    eye.is_at("/price/")
    eye.page.locator("main input[inputmode]").first.fill("180")
    eye.touch("check")
    eye.is_at("/count/")
    eye.touch("star")
    eye.is_at("/preview/")
    eye.touch("check")
    eye.is_at("/done/")
    assert Product.objects.filter(producer=maker, live=False).count() == 1


def test_an_order_is_accepted(eye, maker):
    part = sold(a_rug(maker, making_days=5, cap=5))
    eye.home()
    eye.touch("parcel")
    eye.touch_picture("main li a:has(img)")
    eye.touch("check")
    eye.until(lambda: ProducerOrder.objects.get(pk=part.pk).status == "accepted")


def test_her_money_is_seen_in_digits(eye, maker):
    sold(a_rug(maker))
    eye.home()
    eye.touch("coin")
    assert "165" in eye.page.locator("main").inner_text()


def test_a_piece_more_is_counted(eye, maker):
    rug = a_rug(maker)
    on_show(rug)
    eye.home()
    eye.touch("gift")
    eye.touch_picture("main li a")
    eye.touch("plus")
    eye.until(lambda: Stock.objects.get(variant=rug).on_hand == 10)
    eye.until(lambda: "10" in eye.page.locator("main").inner_text())


def test_she_agrees_to_her_photo(eye, maker):
    eye.home()
    eye.touch("heart")
    eye.touch("shield")
    eye.touch("check", 'main li:has(use[href="#tz-camera"])')
    assert Consent.objects.filter(organisation=maker, scope="photo", withdrawn_at=None).count() == 1
