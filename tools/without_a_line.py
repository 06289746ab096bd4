"""What is left of the shop when the line is cut: pages seen before can be read, the cart is not kept."""

from typing import Any

from audited import BOUGHT

KEPT = "caches.open('pages').then((c) => c.keys()).then((k) => k.map((r) => r.url))"


class NotKeptError(AssertionError):
    """A page is not there without a line, or one is that must not be."""


def read_offline(browser: Any, base: str, lang: str) -> None:
    """Look at pages, cut the line, look again. Raises ``NotKeptError``."""
    product, cart, unseen = (f"{base}/{lang}/{path}" for path in (f"shop/p/{BOUGHT}/", "cart/", "producers/"))
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{base}/{lang}/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    titles = {url: _title(page, url) for url in (product, cart)}
    context.set_offline(True)
    _expect(_title(page, product) == titles[product], f"{product} was seen and cannot be read")
    for url in (cart, unseen):
        _expect(_title(page, url) not in titles.values(), f"{url} was answered without a line")
        _expect(page.locator("main .empty h1").count() == 1, f"{url} does not say what is wrong")
        _expect(page.locator("html").get_attribute("lang") == lang, "said in another language")
    kept = page.evaluate(KEPT)
    _expect(not [url for url in kept if "/cart/" in url], "the cart is kept")
    context.close()


def _title(page: Any, url: str) -> str:
    page.goto(url)
    return str(page.title())


def _expect(is_so: bool, otherwise: str) -> None:
    if not is_so:
        raise NotKeptError(otherwise)
