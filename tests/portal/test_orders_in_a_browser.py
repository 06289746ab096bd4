"""An order on a phone of 360 px, by touch alone: from accepting to handing over, and the money of it."""

from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client

from producers.domain.actors import SYSTEM
from producers.testing.builders import a_producer, an_owner_of
from shop.actions.parcels import deliver_parcel
from shop.models import Parcel, PartPhoto, ProducerOrder
from tests.portal.path import a_carrier, a_photo, a_rug, sold

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 720}
SMALL = """() => [...document.querySelectorAll('main a, main button, main label.my-take, main summary')]
  .filter((e) => e.checkVisibility()).map((e) => [e.textContent.trim(), e.getBoundingClientRect()])
  .filter(([, box]) => box.height < 56).map(([text, box]) => `${text} ${box.height}`)"""
WIDE = "() => document.documentElement.scrollWidth"


@pytest.fixture
def phone(browser: Any) -> Any:
    """Open a browser the size of a small phone."""
    return browser.new_context(viewport=PHONE, has_touch=True)


def sign_in(context: Any, base: str, user: object) -> Any:
    client = Client()
    client.force_login(user)
    name = django_settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": base}])
    return context.new_page()


def tap(page: Any, what: str) -> None:
    with page.expect_navigation():
        page.locator(what).first.tap()


def fits(page: Any) -> None:
    assert page.evaluate(WIDE) <= 360, f"{page.url} is too wide"
    assert page.evaluate(SMALL) == [], f"{page.url} has targets that are too small"


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_an_order_goes_its_way_by_touch(live_server, phone, lang, tmp_path):
    maker = a_producer(name="Fatima")
    part = sold(a_rug(maker, making_days=5, cap=5))
    carrier = a_carrier()
    photo = tmp_path / "work.jpg"
    photo.write_bytes(a_photo().read())
    page = sign_in(phone, live_server.url, an_owner_of(maker, username="fatima"))
    page.goto(f"{live_server.url}/{lang}/portal/")
    fits(page)
    tap(page, '[data-task="orders"]')
    fits(page)
    tap(page, '[data-role="my-order"]')
    for status in ("accepted", "making"):
        fits(page)
        tap(page, '[data-role="next-step"]')
        page.locator(f'[data-role="order-state"][data-status="{status}"]').wait_for()
    tap(page, '[data-role="show-work"]')
    page.locator("#photo").set_input_files(str(photo))
    fits(page)
    tap(page, '[data-role="send-photo"]')
    page.locator(".my-photos img").wait_for()
    tap(page, '[data-role="next-step"]')
    page.locator('[data-status="packed"]').wait_for()
    fits(page)
    tap(page, '[data-role="next-step"]')
    page.locator(f'label:has([value="{carrier}"])').tap()
    assert page.locator(f'[value="{carrier}"]').is_checked()
    page.locator("#tracking").fill("RR 123")
    fits(page)
    tap(page, '[data-role="it-has-left"]')
    page.locator('[data-status="shipped"]').first.wait_for()
    fits(page)
    assert ProducerOrder.objects.get(pk=part.pk).status == "shipped"
    assert PartPhoto.objects.count() == 1
    deliver_parcel(Parcel.objects.get(), actor=SYSTEM)
    page.goto(f"{live_server.url}/{lang}/portal/money/")
    fits(page)
    assert page.locator('[data-sum="earned"]').get_attribute("data-amount") == "16560"
    tap(page, '[data-sum="earned"]')
    page.locator(f'[data-number="{part.number}"]').wait_for()
    fits(page)
