"""Buy one product as a visitor of the host's site does: page by page, with the forms that the pages have."""

import sys
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.test import Client

from producers.testing.builders import a_producer
from shop.actions.listing import refresh_listing
from shop.models import Order, Posting
from shop.testing.builders import a_fee_rule, a_market, a_product, a_variant

TYPED = {
    "name": "Amina El Fassi",
    "phone": "0612345678",
    "province": "MA-CAS",
    "commune": "Casablanca",
    "landmark": "En face de l'école",
    "method": "cash",
    "accept": "1",
}
MOST_STEPS = 8
HOST = settings.ROOT_URLCONF.split(".")[0]


class Visitor:
    """A browser without scripts."""

    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.address = "/"
        self.page = BeautifulSoup("", "html.parser")

    def open(self, address: str) -> None:
        """Follow an address from the page that is open."""
        self._show(self.client.get(urljoin(self.address, address), follow=True))

    def send(self, form: Tag, **typed: str) -> None:
        """Send a form with what stands in it and what is typed."""
        address = urljoin(self.address, form.get("action") or "")
        self._show(self.client.post(address, filled(form, typed), follow=True))

    def role(self, name: str) -> Tag | None:
        """Return what plays a part on the page."""
        return self.page.select_one(f'[data-role="{name}"]')

    def _show(self, response: object) -> None:
        self.page = BeautifulSoup(response.content, "html.parser")
        self.address = response.request["PATH_INFO"]
        said = [error.get_text(" ", strip=True) for error in self.page.select('[data-role="error"]')]
        assert response.status_code == 200, (self.address, response.status_code, said)
        assert self.page.select_one(f'link[href*="css/{HOST}.css"]'), "this is not the host's frame"


def filled(form: Tag, typed: dict[str, str]) -> dict[str, str]:
    """Return what a browser would send."""
    values = {}
    for field in form.select("input[name], select[name], textarea[name]"):
        name, kind = field["name"], field.get("type", field.name)
        if kind == "radio":
            chosen = field["value"] == typed.get(name) or (name not in typed and field.has_attr("checked"))
            if chosen or (name not in typed and name not in values):
                values[name] = field["value"]
        elif kind == "checkbox":
            if field.has_attr("checked") or name in typed:
                values[name] = field.get("value", "on")
        elif kind == "select":
            option = field.select_one("option[selected]") or field.select_one("option")
            values[name] = typed.get(name) or (option.get("value", "") if option else "")
        elif kind == "textarea":
            values[name] = typed.get(name, field.get_text())
        else:
            values[name] = typed.get(name, field.get("value", ""))
    return values


def buy() -> Order:
    """Go from the catalogue to the order's page."""
    product = a_product(producer=a_producer(name="Aïcha"), name="Tapis de laine")
    a_market(cash_limit=1000)
    a_fee_rule()
    a_variant(product, price="180.00", stock=3)
    refresh_listing([product.pk])
    visitor = Visitor()
    visitor.open("/shop/")
    visitor.open(visitor.role("product-card").select_one("a[href]")["href"])
    assert "Tapis de laine" in visitor.page.get_text()
    visitor.send(visitor.role("add-to-cart"))
    assert visitor.role("cart-line")
    visitor.open("/checkout/")
    for _ in range(MOST_STEPS):
        if visitor.role("order-number"):
            break
        visitor.send(visitor.role("checkout"), **TYPED)
    order = Order.objects.get()
    assert visitor.address == f"/orders/{order.token}/"
    assert order.number in visitor.role("order-number").get_text()
    return order


order = buy()
assert order.status == Order.Status.PLACED, order.status
assert [part.producer.slug for part in order.parts.all()]
assert Posting.objects.exists()
assert order.language == settings.LANGUAGE_CODE, order.language
sys.stdout.write(f"{order.number} {order.goods.amount}\n")
