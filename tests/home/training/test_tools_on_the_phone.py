"""The tools in a real browser: they reckon, keep and forget on the phone, and need no line."""

import gzip
from datetime import date
from typing import Any

import pytest
from moneyed import Money

from shop.models import WageFloor
from shop.testing.builders import a_market
from tests.portal.phone import SCREEN, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HEAVIEST_PAGE, HEAVIEST_SCRIPT = 90_000, 20_000
TOOLS = ("price", "budget", "repayment", "cards")
PRESS = "form[data-tool] button:not([data-forget]):not([data-say])"
PAGES = "caches.open('pages').then((one) => one.keys()).then((all) => all.map((key) => key.url))"
ALL_KEPT = PAGES + (
    ".then((all) => ['', 'price/', 'budget/', 'repayment/', 'cards/']"
    ".every((name) => all.some((url) => url.endsWith(`/fr/tools/${name}`))))"
)
ON_THE_PHONE = "Object.keys(localStorage).filter((name) => name.startsWith('tiwizi-tool-')).sort()"
WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture(autouse=True)
def _floor(db):
    WageFloor.objects.create(
        market=a_market(), amount=Money("17.10", "MAD"), since=date(2024, 1, 1), source="Décret"
    )


def packed(answer: Any) -> int:
    body = answer.body() if answer.status < 300 else b""
    return len(body if "font" in answer.headers.get("content-type", "") else gzip.compress(body))


def reckon(page: Any, **typed: str) -> None:
    for name, value in typed.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator(PRESS).first.click()
    page.locator("[data-result]").wait_for(state="visible")


def out(page: Any, name: str) -> str:
    text = page.locator(f"[data-out={name}]").first.inner_text()
    return text.replace("\u202f", " ").replace("\xa0", " ")


def test_they_reckon_keep_and_forget_without_a_word_to_us_and_without_a_line(browser, live_server):
    phone = browser.new_context(viewport=SCREEN, is_mobile=True, has_touch=True)
    page, asked = phone.new_page(), []
    page.goto(f"{live_server.url}/fr/tools/")
    wait_until(page, ALL_KEPT)
    assert page.locator("[data-kept-here]").is_visible()
    page.goto(f"{live_server.url}/fr/tools/price/")
    page.wait_for_load_state("networkidle")

    page.on("request", lambda one: asked.append(one.url))
    # Digits of another script may bring their font: a file, asked for without a word of what was typed.
    reckon(page, material="٨٠", hours="10", share="10")
    # As the server reckons it without script: tests/home/training/test_tools.py.
    assert [out(page, name) for name in ("price", "work", "share")] == ["280 MAD", "171 MAD", "29 MAD"]
    assert [one for one in asked if not one.endswith(".woff2")] == []
    assert page.url == f"{live_server.url}/fr/tools/price/"
    assert page.evaluate(ON_THE_PHONE) == ["tiwizi-tool-price"]

    phone.set_offline(True)  # none of the other tools was opened yet
    page.goto(f"{live_server.url}/fr/tools/price/")
    assert page.locator("[name=material]").input_value() == "٨٠"
    page.goto(f"{live_server.url}/fr/tools/budget/")
    reckon(page, sales="900", pay="1000", food="400")
    assert (out(page, "work-left"), out(page, "home-left")) == ("-100 MAD", "600 MAD")
    assert page.locator("[data-short=work]").is_visible()
    assert page.locator("[data-short=home]").is_hidden()
    page.goto(f"{live_server.url}/fr/tools/repayment/")
    reckon(page, total="250,50", each="100", first="2027-01-31")
    days = page.locator("[data-out-list] > li").all_inner_texts()
    assert len(days) == 3
    assert "50,5" in days[-1]
    page.goto(f"{live_server.url}/fr/tools/cards/")
    assert page.locator(".buyer-card").count() == 8
    assert page.evaluate(WIDTH) <= SCREEN["width"]

    page.goto(f"{live_server.url}/fr/tools/price/")
    page.locator("[data-forget]").click()
    assert "tiwizi-tool-price" not in page.evaluate(ON_THE_PHONE)
    page.reload()
    assert page.locator("[name=material]").input_value() == ""
    assert page.locator("[data-forget]").is_hidden()


def test_what_is_no_number_is_said_beside_its_field_and_goes_nowhere(browser, live_server):
    page, asked = browser.new_context(viewport=SCREEN).new_page(), []
    page.goto(f"{live_server.url}/fr/tools/")
    wait_until(page, ALL_KEPT)
    page.goto(f"{live_server.url}/fr/tools/price/", wait_until="networkidle")
    page.on("request", lambda one: asked.append(one.url))
    for typed, words in (("beaucoup", "Écrivez un nombre"), ("-5", "Écrivez un nombre")):
        page.locator("[name=material]").fill(typed)
        page.locator(PRESS).first.click()
        assert words in page.locator("[data-role=error]").inner_text()
        assert page.evaluate("document.activeElement.name") == "material"
        assert page.locator("[data-result]").is_hidden()
    reckon(page, material="80")
    assert (page.locator("[data-role=error]").count(), asked) == (0, [])
    # Without script the numbers stand in the address: the worker keeps no such page.
    page.goto(f"{live_server.url}/fr/tools/price/?material=80&hours=1&share=0")
    assert [one for one in page.evaluate(PAGES) if "material" in one] == []


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_first_view_is_light_and_fits(browser, live_server, lang):
    for name in TOOLS:
        phone = browser.new_context(viewport=SCREEN, is_mobile=True, service_workers="block")
        page, answers = phone.new_page(), {}
        page.on("response", lambda one, answers=answers: answers.setdefault(one.url, one))
        page.goto(f"{live_server.url}/{lang}/tools/{name}/", wait_until="networkidle")
        weights = {url: packed(one) for url, one in answers.items()}
        assert sum(weights.values()) <= HEAVIEST_PAGE, weights
        scripts = sum(size for url, size in weights.items() if ".js" in url)
        assert 0 < scripts <= HEAVIEST_SCRIPT
        assert page.evaluate(WIDTH) <= SCREEN["width"]
        phone.close()
