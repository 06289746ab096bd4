"""An order for a buyer on the phone goes the way of every order, and the log says who entered it."""

import re

import pytest
from django.urls import reverse

from producers.models import Act
from producers.testing.builders import an_operator
from shop.domain.communes import communes_of
from shop.models import Cart, Order, Stock
from shop.reading.reconcile import differences
from shop.testing.builders import a_market, a_variant, on_show
from tests.shop.office.test_office import browser, into_the_office

pytestmark = pytest.mark.django_db
URL = "shop_office:phone_order"
SAID = {
    "name": "Amina El Fassi", "phone": "06 61 11 11 11", "email": "", "language": "ar", "method": "cash",
    "mode": "direct", "is_agreed": "on", "country": "MA", "province": "MA-CAS",
    "commune": communes_of("MA-CAS")[0].fr,
    "quarter": "Maârif", "street": "", "landmark": "", "note": "",
}  # fmt: skip


@pytest.fixture
def operator():
    return browser(into_the_office(an_operator(username="operator")))


@pytest.fixture
def variant():
    a_market(cash_limit=10_000)
    made = a_variant(stock=5, price="180.00")
    on_show(made)
    return made


def say(client, **typed):
    return client.post(reverse(URL), SAID | {"do": "look"} | typed)


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(cart|total)" value="([^"]*)"', page))


def test_what_she_wants_is_read_out_then_placed_in_her_language(operator, variant):
    looked = say(operator, goods=f"{variant.sku} 2")
    assert looked.status_code == 200, looked.content.decode()[-3000:]
    page = looked.content.decode()
    assert 'data-role="read-out"' in page
    assert not Order.objects.exists()
    placed = say(operator, goods=f"{variant.sku} 2", do="place", **hidden(page))
    assert placed.status_code == 302, placed.content.decode()[-3000:]
    order = Order.objects.get()
    assert (order.status, order.language, order.phone, order.method) == (
        "placed",
        "ar",
        "+212661111111",
        "cash",
    )
    assert order.confirmation == "confirmed"
    assert Stock.objects.get().allocated == 2
    acts = Act.objects.filter(kind="order", object_id=order.pk, actor_name="operator")
    assert set(acts.values_list("verb", flat=True)) == {"order.entered_by_phone", "order.confirmed"}
    assert list(differences()) == []


def test_pressed_twice_it_is_one_order(operator, variant):
    page = say(operator, goods=variant.sku).content.decode()
    for _ in range(2):
        say(operator, goods=variant.sku, do="place", **hidden(page))
    assert Order.objects.count() == 1


def test_a_total_that_is_not_the_one_read_out_is_not_placed(operator, variant):
    page = say(operator, goods=variant.sku).content.decode()
    wrong = hidden(page) | {"total": "1"}
    assert say(operator, goods=variant.sku, do="place", **wrong).status_code == 422
    changed = say(operator, goods=f"{variant.sku} 3", do="place", **hidden(page))
    assert changed.status_code == 200
    assert 'data-role="read-out"' in changed.content.decode()
    assert not Order.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"goods": ""},
        {"goods": "NO-SUCH-SKU"},
        {"goods": "a b c"},
        {"phone": "1"},
        {"phone": ""},
        {"name": ""},
        {"language": "tlh"},
        {"method": "card"},
        {"is_agreed": ""},
        {"commune": ""},
    ],
)
def test_what_is_missing_is_said_and_nothing_is_placed(operator, variant, typed):
    refused = say(operator, **({"goods": variant.sku} | typed))
    assert refused.status_code == 422
    assert "error" in refused.content.decode()
    assert not Order.objects.exists()


def test_more_than_there_is_is_said(operator, variant):
    assert say(operator, goods=f"{variant.sku} 6").status_code == 422
    assert say(operator, goods=f"{variant.sku} 0").status_code == 422


def test_the_cart_of_somebody_else_is_not_taken(operator, variant):
    other = Cart.objects.create(country="MA", user=an_operator(username="other"))
    page = say(operator, goods=variant.sku, cart=other.token).content.decode()
    assert other.token not in page
    assert not other.lines.exists()
