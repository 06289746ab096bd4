"""Where a price goes, on cart and order: every part named, the same on both, adding up to the goods."""

import re

import pytest

from producers.domain.actors import Actor
from producers.testing.builders import a_producer, an_association
from shop.actions.change_order import change_order
from shop.actions.mark_paid import mark_paid
from shop.domain.changes import ChangeKind
from shop.domain.money import minor
from shop.models import Posting, ProducerOrder
from shop.reading.invoices import receivers_of, shares_of
from shop.reading.order_money import part_posted
from shop.reading.proposals import Asked, propose
from shop.reading.reconcile import differences
from shop.testing.builders import a_fee_rule, a_product, a_variant
from tests.pages.buying import GATEWAYS, buy, fill_cart, two_makers

pytestmark = pytest.mark.django_db
OFFICE = Actor(None, "office")


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


def test_who_supplied_the_materials_is_named_and_credited_on_each_paper(client):
    two_makers()
    a_fee_rule("platform", "10")
    supplier = an_association(name="Laine du village")
    maker = a_producer(name="Hadda")
    product = a_product(producer=maker, material_percent="25", materials_by=supplier)
    rug = a_variant(product, price="200.00")
    shown = client.get(f"/fr/shop/p/{product.slug}/").content.decode()
    assert "Laine du village" in shown[shown.index('data-role="price-breakdown"') :]
    fill_cart(client, rug)
    cart = client.get("/fr/cart/").content.decode()
    order = buy(client, method="transfer")
    page = client.get(f"/fr/orders/{order.token}/").content.decode()
    assert (
        parts_of(cart) == parts_of(page) == {"maker": 13_000, "materials_supplied": 5_000, "platform": 2_000}
    )
    assert "Laine du village" in page
    assert "Travail, emballage et matières propres" in page
    order.refresh_from_db()
    mark_paid(order, amount=order.total, statement="1", actor=OFFICE)
    credited = Posting.objects.get(account__kind="materials")
    assert (credited.account.organisation, minor(credited.amount)) == (supplier, -5_000)
    order.refresh_from_db()
    part = order.parts.get()
    assert (shares_of(part)["materials"], receivers_of(part)["materials"]) == (5_000, "Laine du village")
    change = Asked(ChangeKind.CANCEL_PART, part=part.pk)
    shown = propose(order, change).fingerprint
    change_order(order, change, fingerprint=shown, actor=OFFICE, side="office", reason="torn")
    assert sum(minor(side.amount) for side in Posting.objects.filter(account__kind="materials")) == 0
    assert list(differences()) == []
