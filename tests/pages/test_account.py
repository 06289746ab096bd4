"""An account's pages: her orders, those with an e-mail proven hers, and nobody else's."""

import json

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from producers.testing.builders import a_user
from shop.actions.delete_account import delete_account
from shop.models import Cart, KeptAddress, LegalText, Order, StockNotice
from shop.testing.builders import a_market, a_variant
from shop.testing.buying import a_ready_cart, press
from shop.testing.orders import a_draft, a_placed_order
from tests.pages.buying import WHERE, fill_cart

pytestmark = pytest.mark.django_db
PAGE, DATA = "/fr/my-orders/", "/fr/my-orders/data.json"
CONSENTS = "/fr/my-consents/"


@pytest.fixture(autouse=True)
def _proof(settings):
    settings.SHOP = settings.SHOP | {"EMAILS_OF": "storefront.sign_in.proven_emails"}


@pytest.fixture
def fatima(client):
    a_market()
    user = a_user("fatima")
    client.force_login(user)
    return user


def prove(user, email, *, verified=True):
    EmailAddress.objects.create(user=user, email=email, verified=verified)


def test_nobody_sees_it_without_signing_in(client):
    for address in (PAGE, DATA, CONSENTS):
        response = client.get(address)
        assert response.status_code == 302
        assert "/account/login/" in response.url


def test_without_orders_there_is_a_way_on(client, fatima):
    page = client.get(PAGE).content.decode()
    assert "/fr/shop/" in page
    assert 'data-role="my-order"' not in page


def test_an_order_with_her_proven_email_is_hers_and_no_other(client, fatima):
    mine = a_placed_order(a_variant(), email="Fatima@Example.test")
    theirs = a_placed_order(a_variant(), email="else@example.test")
    a_draft(a_variant(), email="fatima@example.test")
    assert mine.number not in client.get(PAGE).content.decode(), (
        "an e-mail that is only claimed proves nothing"
    )
    prove(fatima, "fatima@example.test", verified=False)
    assert mine.number not in client.get(PAGE).content.decode()
    EmailAddress.objects.update(verified=True)
    page = client.get(PAGE).content.decode()
    assert page.count('data-role="my-order"') == 1
    assert mine.number in page
    assert theirs.number not in page
    assert client.get(PAGE).headers["Cache-Control"] == "private, no-store"


def test_an_order_placed_signed_in_is_hers_whatever_its_contact(client, fatima):
    order = a_placed_order(a_variant(), email="", phone="+212600000001")
    order.cart.user = fatima
    order.cart.save()
    assert order.number in client.get(PAGE).content.decode()


def test_an_account_without_an_email_has_not_all_orders_without_one(client, fatima):
    a_placed_order(a_variant(), email="")
    prove(fatima, "")
    assert 'data-role="my-order"' not in client.get(PAGE).content.decode()


def test_many_orders_are_paged_and_ask_no_more(client, fatima):
    prove(fatima, "fatima@example.test")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(PAGE).status_code == 200
        return len(queries)

    variant = a_variant(stock=100)
    a_placed_order(variant, email="fatima@example.test")
    few = asked()
    for _ in range(24):
        a_placed_order(variant, email="fatima@example.test")
    assert asked() <= few + 1
    assert client.get(PAGE).content.decode().count('data-role="my-order"') == 20
    assert client.get(f"{PAGE}?page=2").content.decode().count('data-role="my-order"') == 5
    for odd in ("0", "-1", "x", "999999999999"):
        assert client.get(f"{PAGE}?page={odd}").status_code == 200


def test_the_file_holds_all_of_hers_and_nothing_of_others(client, fatima):
    prove(fatima, "fatima@example.test")
    mine = a_placed_order(a_variant(), email="fatima@example.test")
    theirs = a_placed_order(a_variant(), email="else@example.test", buyer_name="Autre")
    response = client.get(DATA)
    assert response.headers["Cache-Control"] == "private, no-store"
    data = json.loads(response.content)
    assert [order["number"] for order in data["orders"]] == [mine.number]
    assert data["orders"][0]["lines"][0]["quantity"] == 1
    assert theirs.number not in response.content.decode()
    assert "Autre" not in response.content.decode()
    assert mine.token not in response.content.decode()


def test_the_order_page_offers_an_account_to_guests_alone(client):
    a_market()
    order = a_placed_order(a_variant())
    assert 'data-role="offer-account"' in client.get(f"/fr/orders/{order.token}/").content.decode()
    client.force_login(a_user("itto"))
    assert 'data-role="offer-account"' not in client.get(f"/fr/orders/{order.token}/").content.decode()


def test_her_next_checkout_starts_with_the_address_of_her_last_order(client, fatima):
    a_market(cash_limit=10_000)
    last = a_ready_cart(a_variant(stock=3))
    Cart.objects.filter(pk=last.pk).update(user=fatima)
    press(last)
    gift = a_ready_cart(a_variant(stock=3), is_gift=True, name="Somebody Else")
    Cart.objects.filter(pk=gift.pk).update(user=fatima)
    press(gift)
    fill_cart(client, a_variant(stock=3))
    page = client.get("/fr/checkout/address/").content.decode()
    assert 'value="Amina El Fassi"' in page
    assert 'value="Maârif"' in page
    assert "Somebody Else" not in page
    client.post("/fr/checkout/address/", WHERE | {"quarter": "Agdal"})
    assert 'value="Agdal"' in client.get("/fr/checkout/address/").content.decode()


def test_nobody_else_sees_her_address(client, fatima):
    a_market(cash_limit=10_000)
    last = a_ready_cart(a_variant(stock=3))
    Cart.objects.filter(pk=last.pk).update(user=fatima)
    press(last)
    client.logout()
    for visitor in (None, a_user("other")):
        if visitor:
            client.force_login(visitor)
        fill_cart(client, a_variant(stock=3))
        page = client.get("/fr/checkout/address/")
        assert page.status_code == 200
        assert "Maârif" not in page.content.decode()


def test_she_sees_what_she_agreed_to_and_ends_what_can_be_ended(client, fatima):
    prove(fatima, "fatima@example.test")
    page = client.get(CONSENTS).content.decode()
    assert 'data-role="accepted"' not in page
    assert 'data-role="wish"' not in page
    text = LegalText.objects.create(
        slug="terms", version="1", effective_from=timezone.localdate(), title="Terms", body="Text"
    )
    order = a_placed_order(a_variant(), email="fatima@example.test")
    Order.objects.filter(pk=order.pk).update(legal_versions={"terms": text.version, "gone": "9"})
    product = a_variant().product
    at = timezone.now()
    mine = StockNotice.objects.create(
        product=product, email="fatima@example.test", language="fr", confirmed_at=at
    )
    other = StockNotice.objects.create(
        product=product, email="else@example.test", language="fr", confirmed_at=at
    )
    page = client.get(CONSENTS).content.decode()
    assert page.count('data-role="accepted"') == page.count('data-role="wish"') == 1
    assert f"/fr/shop/back/{mine.token}/" in page
    assert other.token not in page
    assert len(json.loads(client.get(DATA).content)["wishes"]) == 1
    client.post(f"/fr/shop/back/{mine.token}/", {"do": "drop"})
    assert 'data-role="wish"' not in client.get(CONSENTS).content.decode()


ADDRESSES = "/fr/my-addresses/"
FIELDS = ("to", "country", "name", "phone", "province", "commune", "landmark")
PLACE = {key: WHERE[key] for key in FIELDS}


def test_addresses_are_for_those_who_sign_in(client):
    assert "/account/login/" in client.get(ADDRESSES).url
    assert "/account/login/" in client.post(ADDRESSES, PLACE).url
    assert not KeptAddress.objects.exists()


def test_she_keeps_an_address_once_and_takes_it_off(client, fatima):
    assert 'data-role="kept-address"' not in client.get(ADDRESSES).content.decode()
    for _ in range(2):
        assert client.post(ADDRESSES, PLACE).status_code == 303
    page = client.get(ADDRESSES).content.decode()
    assert page.count('data-role="kept-address"') == 1
    assert "Derrière la mosquée" in page
    assert len(json.loads(client.get(DATA).content)["addresses"]) == 1
    row = KeptAddress.objects.get(user=fatima)
    client.post(ADDRESSES, {"drop": row.pk})
    assert not KeptAddress.objects.exists()


def test_one_abroad_is_kept_by_its_countrys_rules(client, fatima):
    there = {
        "to": "FR", "country": "FR", "name": "Léa", "phone": "+33 6 12 34 56 78", "street": "3 rue X",
        "city": "Lyon", "postcode": "x",
    }  # fmt: skip
    assert client.post(ADDRESSES, there).status_code == 422
    response = client.post(ADDRESSES, there | {"postcode": "69001"})
    assert response.status_code == 303, response.content.decode()
    assert KeptAddress.objects.get().address["city"] == "Lyon"


@pytest.mark.parametrize("name", ["name", "phone", "province", "commune"])
def test_what_is_missing_is_said_and_the_rest_stays(client, fatima, name):
    response = client.post(ADDRESSES, PLACE | {name: ""})
    assert response.status_code == 422
    assert "Derrière la mosquée" in response.content.decode()
    assert not KeptAddress.objects.exists()


@pytest.mark.parametrize("pk", ["", "x", "-1", "9" * 30, "0"])
def test_an_odd_number_takes_nothing_off(client, fatima, pk):
    client.post(ADDRESSES, PLACE)
    assert client.post(ADDRESSES, {"drop": pk}).status_code == 303
    assert KeptAddress.objects.count() == 1


def test_nobody_takes_off_or_fills_in_the_address_of_another(client, fatima):
    client.post(ADDRESSES, PLACE)
    row = KeptAddress.objects.get()
    client.force_login(a_user("other"))
    client.post(ADDRESSES, {"drop": row.pk})
    assert KeptAddress.objects.filter(pk=row.pk).exists()
    fill_cart(client, a_variant(stock=3))
    for pk in (row.pk, "x", "9" * 30):
        page = client.get(f"/fr/checkout/address/?kept={pk}")
        assert page.status_code == 200
        assert "Derrière la mosquée" not in page.content.decode()


def test_a_list_has_an_end_and_says_so(client, fatima, monkeypatch):
    monkeypatch.setattr("shop.actions.keep_address.MOST", 2)
    for number in range(2):
        client.post(ADDRESSES, PLACE | {"landmark": f"Porte {number}"})
    response = client.post(ADDRESSES, PLACE | {"landmark": "Porte 3"})
    assert response.status_code == 422
    assert KeptAddress.objects.count() == 2


def test_a_kept_address_fills_the_checkout_and_the_checkout_keeps_one(client, fatima):
    a_market(cash_limit=10_000)
    client.post(ADDRESSES, PLACE)
    row = KeptAddress.objects.get()
    fill_cart(client, a_variant(stock=3))
    page = client.get("/fr/checkout/address/").content.decode()
    assert f"kept={row.pk}" in page
    page = client.get(f"/fr/checkout/address/?to=MA&kept={row.pk}").content.decode()
    assert 'value="Derrière la mosquée"' in page
    assert 'value="Aïcha Benali"' in page
    client.post("/fr/checkout/address/", WHERE | {"landmark": "Face au puits"})
    assert KeptAddress.objects.count() == 1, "nothing is kept unasked"
    response = client.post("/fr/checkout/address/", WHERE | {"landmark": "Face au puits", "keep": "1"})
    assert response.status_code == 303
    assert KeptAddress.objects.filter(address__landmark="Face au puits").exists()


def test_a_guest_is_offered_no_list(client):
    a_market(cash_limit=10_000)
    fill_cart(client, a_variant(stock=3))
    page = client.get("/fr/checkout/address/?kept=1").content.decode()
    assert 'name="keep"' not in page
    client.post("/fr/checkout/address/", WHERE | {"keep": "1"})
    assert not KeptAddress.objects.exists()


def test_her_addresses_go_with_her_account(client, fatima):
    client.post(ADDRESSES, PLACE)
    delete_account(fatima)
    assert not KeptAddress.objects.exists()
