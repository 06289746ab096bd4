"""Buying together: a maker promises in the portal, the office orders and receives, she sees what she owes."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from home.network.models import Purchase
from home.network.testing.builders import a_purchase
from producers.testing.builders import a_producer, an_agent_for, an_association, an_operator, an_owner_of
from shop.reading.payables import owed_to
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db
HOME, OFFICE = "/fr/portal/network/buy/", "/admin/network/buying/"


@pytest.fixture(autouse=True)
def _market(db):
    a_market()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def office() -> Client:
    user = an_operator()
    user.user_permissions.add(
        Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")
    )
    return signed_in(user)


def test_from_the_first_promise_to_what_she_owes(office):
    typed = {
        "organiser": an_association().pk, "material": "Laine lavée", "unit": "kilo", "price": "30.50",
        "least_all": 10, "least_each": 5, "last_day": "2099-01-01",
    }  # fmt: skip
    assert office.post(OFFICE, {**typed, "least_all": 4}).status_code == 422
    assert office.post(OFFICE, typed).status_code == 302
    row, maker = Purchase.objects.get(), a_producer()
    page, desk = f"{HOME}{row.export_id}/", f"{OFFICE}{row.pk}/"
    hers = signed_in(an_owner_of(maker))
    assert "Laine lavée" in hers.get(HOME).content.decode()
    below = hers.post(page, {"quantity": "4"})
    assert (below.status_code, 'value="4"' in below.content.decode()) == (422, True)
    assert hers.post(page, {"quantity": "many"}).status_code == 422
    hers.post(page, {"quantity": "5"})
    assert office.post(desk, {"do": "order"}).status_code == 422
    hers.post(page, {"quantity": "10"})
    assert office.post(desk, {"do": "order"}).status_code == 302
    assert hers.post(page, {"do": "back"}).status_code == 422
    assert office.post(desk, {"do": "receive", "transport": ""}).status_code == 422
    assert office.post(desk, {"do": "receive", "transport": "12.00"}).status_code == 302
    assert owed_to(maker, "MAD") == -31700
    assert "305" in hers.get(page).content.decode()
    assert "12" in office.get(desk).content.decode()
    assert signed_in(an_owner_of(a_producer())).get(page).status_code == 404


def test_she_takes_it_back_and_who_may_not_spend_for_her_sees_nothing():
    row, maker = a_purchase(), a_producer()
    page = f"{HOME}{row.export_id}/"
    hers = signed_in(an_owner_of(maker))
    hers.post(page, {"quantity": "20"})
    assert hers.post(page, {"do": "back"})["Location"] == HOME
    assert Purchase.objects.get().pledged == 0
    agent = signed_in(an_agent_for(maker, permission="edit_profile", username="agent"))
    assert agent.get(page).status_code == 404
