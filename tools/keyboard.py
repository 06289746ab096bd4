"""A purchase with the keyboard alone, from the product to the order, in a real browser.

Every step is reached with Tab and pressed with Enter or Space; wherever the focus stands it can be seen.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from audited import ADDRESS, BOUGHT

# The one without windows does the same work with half the effort.
CHROMIUM = shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic"),
    *("--disable-background-networking", "--disable-component-update"),
]
MOST_TABS = 150
STEPS = """(wanted) => {
  const e = document.activeElement;
  return [...e.options].findIndex((o) => o.value === wanted) - e.selectedIndex;
}"""
# What the focus stands on, and whether one can see that it does: an outline or a shadow of it or of its card.
FOCUS = """() => {
  const e = document.activeElement;
  const drawn = (x) => { const s = getComputedStyle(x);
    return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none'; };
  const around = e.closest('article, label, li, .field, .site-search, .choice');
  const near = [e, ...(e.labels || []), around].filter(Boolean);
  return {name: e.name || '', id: e.id, value: e.value || '', type: e.type || '', text: e.textContent.trim(),
    form: (e.form && e.form.dataset.role) || '', href: e.href || '', isSeen: near.some(drawn),
    isBody: e === document.body};
}"""
Focus = dict[str, Any]


class NotReachedError(AssertionError):
    """Something cannot be reached or seen with the keyboard."""


@contextmanager
def a_browser() -> Iterator[Any]:
    """Open a browser, for as long as it is needed."""
    from playwright.sync_api import sync_playwright  # a package of the tests

    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def buy_by_keyboard(browser: Any, base: str, lang: str) -> str:
    """Buy one piece and return the address of the order. Raises ``NotReachedError``."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{base}/{lang}/shop/p/{BOUGHT}/")
    _press(page, lambda focus: focus["type"] == "submit" and focus["form"] == "add-to-cart")
    _press(page, lambda focus: "/checkout/" in focus["href"])
    _fill_address(page)
    for step in ("delivery", "payment"):
        _wait(page, f"/checkout/{step}/")
        name = {"delivery": "mode", "payment": "method"}[step]
        _reach(page, lambda focus, name=name: focus["name"] == name)
        page.keyboard.press("Space")
        _press(page, lambda focus: focus["type"] == "submit" and focus["form"] == "checkout")
    _wait(page, "/checkout/review/")
    if page.locator("[name=accept]").count():
        _reach(page, lambda focus: focus["name"] == "accept")
        page.keyboard.press("Space")
    _press(page, lambda focus: focus["type"] == "submit" and focus["form"] == "checkout")
    _wait(page, "/orders/")
    order = str(page.url)
    page.close()
    return order


def _fill_address(page: Any) -> None:
    _wait(page, "/checkout/address/")
    for name in ("name", "phone", "email", "province", "commune", "quarter", "landmark"):
        _reach(page, lambda focus, name=name: focus["name"] == name)
        if name == "province":
            for _ in range(page.evaluate(STEPS, ADDRESS[name])):
                page.keyboard.press("ArrowDown")
        else:
            page.keyboard.type(ADDRESS[name])
            page.keyboard.press("Escape")
    _press(page, lambda focus: focus["type"] == "submit" and focus["form"] == "checkout")


def _reach(page: Any, is_it: Callable[[Focus], bool]) -> None:
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if not focus["isBody"] and not focus["isSeen"]:
            raise NotReachedError(f"the focus cannot be seen on {page.url}: {focus}")
        if is_it(focus):
            return
    raise NotReachedError(f"not reached with {MOST_TABS} tabs on {page.url}")


def _press(page: Any, is_it: Callable[[Focus], bool]) -> None:
    _reach(page, is_it)
    before = page.url
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != before, timeout=15_000)
    page.wait_for_load_state()


def _wait(page: Any, part: str) -> None:
    page.wait_for_url(f"**{part}**", timeout=15_000)
