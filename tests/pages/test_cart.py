"""The cart's page: what is in it, what it costs, and what has to be explained."""

import re

import pytest
from moneyed import Money

from producers.testing.builders import a_producer
from shop.models import Cart, CartLine, Price, Product, Stock
from shop.testing.builders import a_cart, a_market, a_product, a_variant
from tests.pages.buying import GATEWAYS, errors, fill_cart, two_makers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ways_to_pay(settings):
    settings.SHOP = {"GATEWAYS": GATEWAYS}


def page_of(client, lang: str = "fr") -> str:
    return client.get(f"/{lang}/cart/").content.decode()


def test_an_empty_cart_shows_a_way_on(client):
    a_market()
    assert "/fr/shop/" in page_of(client)
    assert Cart.objects.count() == 0


def test_the_cart_is_grouped_by_maker_with_all_costs(client):
    fill_cart(client, *two_makers())
    page = page_of(client)
    assert page.count('data-role="cart-group"') == 2
    assert page.count('data-role="cart-line"') == 2
    total = int(re.search(r'data-role="cart-total" data-amount="(\d+)"', page)[1])
    assert total > 18_000 + 9_550


def test_the_cart_survives_sign_in_and_another_language(client, django_user_model):
    fill_cart(client, *two_makers())
    client.force_login(django_user_model.objects.create_user("buyer"))
    assert page_of(client, "ar").count('data-role="cart-line"') == 2
    assert '<bdi class="counter" data-role="cart-count">2</bdi>' in page_of(client)


def test_the_page_belongs_to_its_visitor_alone(client):
    a_market()
    headers = client.get("/fr/cart/").headers
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["X-Robots-Tag"] == "noindex, nofollow"
    assert headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("makers", [1, 6])
def test_the_cart_needs_few_queries(client, django_assert_max_num_queries, makers):
    a_market()
    variants = [a_variant(a_product(producer=a_producer(slug=f"maker-{number}"))) for number in range(makers)]
    fill_cart(client, *variants)
    client.get("/fr/cart/")
    with django_assert_max_num_queries(10):
        client.get("/fr/cart/")


@pytest.mark.parametrize(
    "quantity", ["-1", "0", "99999999999999999999", "1.5", "1,5", "two", "", "NaN", "1e3", "\x00", "٠"]
)
def test_a_quantity_that_is_none_is_refused_and_changes_nothing(client, quantity):
    first, _ = two_makers()
    response = client.post("/fr/cart/add/", {"variant": first.pk, "quantity": quantity})
    assert response.status_code == 422
    assert errors(response)
    assert CartLine.objects.count() == 0


def test_digits_of_any_script_are_a_quantity(client):
    first, _ = two_makers()
    client.post("/ar/cart/add/", {"variant": first.pk, "quantity": "٢"})
    assert CartLine.objects.get().quantity == 2


def test_more_than_there_are_is_refused(client):
    first, _ = two_makers(stock=2)
    response = client.post("/fr/cart/add/", {"variant": first.pk, "quantity": "3"})
    assert response.status_code == 422
    assert "2" in errors(response)[0]


@pytest.mark.parametrize("variant", ["0", "-1", "x", "", "9" * 30, "999999", "\x00", "1.5"])
def test_a_variant_that_does_not_exist_is_refused(client, variant):
    two_makers()
    response = client.post("/fr/cart/add/", {"variant": variant, "quantity": "1"})
    assert response.status_code == 422


def test_a_hidden_piece_is_refused(client):
    first, _ = two_makers()
    Product.objects.filter(pk=first.product_id).update(live=False)
    response = client.post("/fr/cart/add/", {"variant": first.pk, "quantity": "1"})
    assert response.status_code == 422


def test_what_another_market_sells_is_refused(client):
    first, _ = two_makers()
    a_market("eu")
    response = client.post("/fr/cart/add/?country=FR", {"variant": first.pk, "quantity": "1"})
    assert response.status_code == 422
    assert CartLine.objects.count() == 0


def test_a_full_cart_says_so(client, settings):
    settings.SHOP = {"GATEWAYS": GATEWAYS, "CART_LINES_MAX": 1}
    first, other = two_makers()
    fill_cart(client, first)
    response = client.post("/fr/cart/add/", {"variant": other.pk, "quantity": "1"})
    assert response.status_code == 422
    assert CartLine.objects.count() == 1


def test_a_line_can_be_changed_and_removed(client):
    first, other = two_makers()
    fill_cart(client, first, other)
    line = CartLine.objects.get(variant=first)
    assert (
        client.post("/fr/cart/line/", {"line": line.pk, "quantity": "2", "do": "change"}).status_code == 302
    )
    line.refresh_from_db()
    assert line.quantity == 2
    client.post("/fr/cart/line/", {"line": line.pk, "do": "remove"})
    assert [line.variant for line in CartLine.objects.all()] == [other]


def test_nobody_changes_the_line_of_another_cart(client):
    first, other = two_makers()
    foreign = a_cart(other)
    fill_cart(client, first)
    line = foreign.lines.get()
    for data in ({"do": "remove"}, {"do": "change", "quantity": "2"}):
        client.post("/fr/cart/line/", {"line": line.pk} | data)
    assert foreign.lines.get().quantity == 1


def test_a_new_price_is_explained_and_can_be_taken_over(client):
    first, other = two_makers()
    fill_cart(client, first, other)
    Price.objects.filter(variant=first).update(amount=200)
    page = page_of(client)
    assert "180" in page
    assert 'data-role="accept-changes"' in page
    client.post("/fr/cart/accept/")
    assert 'data-role="accept-changes"' not in page_of(client)
    assert CartLine.objects.get(variant=first).seen == Money(200, "MAD")


def test_what_is_gone_is_explained_and_leaves_with_a_press(client):
    first, other = two_makers()
    fill_cart(client, first, other)
    Stock.objects.filter(variant=first).update(on_hand=0)
    page = page_of(client)
    assert 'data-role="accept-changes"' in page
    assert 'data-role="to-checkout"' not in page
    client.post("/fr/cart/accept/")
    assert [line.variant for line in CartLine.objects.all()] == [other]


def test_another_country_says_which_lines_are_not_sold_there(client):
    a_market("eu")
    fill_cart(client, *two_makers())
    page = client.get("/fr/cart/?country=FR").content.decode()
    assert page.count("notice-warning") >= 2
    assert 'data-role="to-checkout"' not in page


def test_a_form_of_another_site_adds_nothing(client):
    first, _ = two_makers()
    data = {"variant": first.pk, "quantity": "1"}
    assert client.post("/fr/cart/add/", data, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert CartLine.objects.count() == 0
