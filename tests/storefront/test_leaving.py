"""Deleting one's own account: with the password just typed, never that of somebody others rely on."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model

from producers.testing.builders import a_producer, a_user, an_operator, an_owner_of
from shop.models import Cart, Order
from shop.testing.builders import a_cart, a_market, a_variant
from shop.testing.orders import a_placed_order
from storefront.leaving import works_here

pytestmark = pytest.mark.django_db
PAGE, LOGIN = "/fr/account/delete/", "/fr/account/login/"
PASSWORD = "une longue phrase bien à elle"


def signed_in(client, user, email="fatima@example.test"):
    user.email = email
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    response = client.post(LOGIN, {"login": email, "password": PASSWORD})
    assert response.status_code == 302, response.content.decode()[:3000]
    return user


@pytest.fixture
def fatima(client):
    a_market()
    return signed_in(client, a_user("fatima"))


def test_everything_goes_but_the_orders(client, fatima):
    order = a_placed_order(a_variant(stock=3), email="fatima@example.test")
    Cart.objects.filter(order=order).update(user=fatima)
    a_cart(a_variant(stock=2), user=fatima)
    assert client.get(PAGE).status_code == 200
    assert client.post(PAGE).status_code == 302
    assert not get_user_model().objects.filter(pk=fatima.pk).exists()
    assert not EmailAddress.objects.exists()
    assert list(Cart.objects.values_list("order", "user")) == [(order.pk, None)]
    assert Order.objects.get().email == "fatima@example.test"
    assert client.get("/fr/my-orders/").status_code == 302


def test_a_visit_without_a_password_just_typed_is_asked_for_it(client, fatima):
    client.logout()
    client.force_login(fatima)
    for answer in (client.get(PAGE), client.post(PAGE)):
        assert answer.status_code == 302
        assert "reauthenticate" in answer.url
    assert get_user_model().objects.filter(pk=fatima.pk).exists()


def test_nobody_deletes_an_account_without_one(client):
    a_market()
    assert LOGIN in client.post(PAGE).url


def test_a_maker_asks_the_operators(client):
    a_market()
    maker = signed_in(client, an_owner_of(a_producer(slug="x", number=9), username="maker"))
    assert 'data-role="bound"' in client.get(PAGE).content.decode()
    assert client.post(PAGE).status_code == 409
    assert get_user_model().objects.filter(pk=maker.pk).exists()


def test_an_operator_is_not_deleted_by_a_press(client):
    assert works_here(an_operator(username="operator"))
    assert not works_here(a_user("buyer"))
