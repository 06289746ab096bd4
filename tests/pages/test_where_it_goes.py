"""Where a price goes, on cart and order: every part named, the same on both, adding up to the goods."""

import re

import pytest

from producers.testing.builders import a_producer, an_association
from shop.models import ProducerOrder
from shop.reading.order_money import part_posted
from shop.testing.builders import a_fee_rule, a_product, a_variant
from tests.pages.buying import GATEWAYS, buy, fill_cart, two_makers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ways_to_pay(settings):
    settings.SHOP = {"GATEWAYS": GATEWAYS}


@pytest.fixture
def rug():
    """A rug of a maker that an association stands by; another body gets the fund's share."""
    two_makers()
    a_fee_rule("platform", "8")
    a_fee_rule("association", "2")
    a_fee_rule("solidarity_fund", "3", beneficiary=an_association(name="Caisse Tadamon"))
    maker = a_producer(name="Hadda", vouched_by=an_association(name="Amal"), tax_status="standard")
    return a_variant(a_product(producer=maker), price="151.07")


def parts_of(page: str, kind: str = "data-part") -> dict[str, int]:
    return {name: int(amount) for name, amount in re.findall(rf'{kind}="(\w+)" data-amount="(\d+)"', page)}


def test_cart_and_order_name_who_gets_each_part_and_say_the_same(client, rug):
    fill_cart(client, rug)
    cart = client.get("/fr/cart/").content.decode()
    order = buy(client, method="transfer")
    page = client.get(f"/fr/orders/{order.token}/").content.decode()
    posted = part_posted(ProducerOrder.objects.get())
    assert parts_of(cart) == parts_of(page)
    assert sum(parts_of(page).values()) == 15_107
    assert parts_of(page)["maker"] == posted.maker
    assert parts_of(page)["tax"] == posted.tax > 0
    assert parts_of(page, "data-on-top") == {"delivery": posted.delivery}
    for shown in (cart, page):
        block = shown[shown.index('data-role="price-breakdown"') :]
        block = block[: block.index("</details>")]
        assert all(name in block for name in ("Hadda</bdi> · pour le transporteur", "Amal", "Caisse Tadamon"))


def test_the_product_names_whom_a_rule_names(client, rug):
    page = client.get(f"/fr/shop/p/{rug.product.slug}/").content.decode()
    assert "Caisse Tadamon" in page[page.index('data-role="price-breakdown"') :]


def test_a_service_speaks_of_no_packing(client):
    two_makers()
    course = a_variant(a_product(kind="service"), price="100")
    fill_cart(client, course)
    page = client.get("/fr/cart/").content.decode()
    assert parts_of(page) == {"maker": 10_000}
    assert "L’emballage est compris" not in page
