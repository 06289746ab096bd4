"""Buying for others: applying, requests, quotes and their acceptance as the pages have it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from producers.actions.deliver import deliver_announcements
from producers.domain.actors import SYSTEM
from producers.models import Act, Message
from producers.testing.builders import a_producer, a_user
from shop.actions.mark_paid import mark_paid
from shop.actions.trade_buyers import refuse_buyer, verify_buyer
from shop.domain.communes import communes_of
from shop.models import Order, SourcingRequest, TradeBuyer, TradeQuote
from shop.testing.builders import a_fee_rule, a_market, a_product, a_variant
from shop.testing.trade import a_quote, a_request, a_trade_buyer
from tests.pages.buying import PROVINCE
from tests.pages.world import GATEWAYS

pytestmark = pytest.mark.django_db
APPLICATION = {
    "kind": "shop",
    "name": "Boutique Azur",
    "country": "MA",
    "tax_number": "ICE 1234",
    "website": "azur.example",
    "contact": "Lina Bey",
    "email": "lina@azur.test",
    "phone": "0661234567",
}
ADDRESS = {
    "name": "Lina Bey",
    "phone": "0661234567",
    "email": "lina@azur.test",
    "country": "MA",
    "province": PROVINCE,
    "commune": communes_of(PROVINCE)[0].fr,
    "quarter": "Maârif",
}


@pytest.fixture(autouse=True)
def _gateways(settings):
    settings.SHOP = {"GATEWAYS": GATEWAYS}


@pytest.fixture
def rug():
    a_market()
    a_fee_rule()
    return a_variant(a_product(producer=a_producer(number=31, slug="w1", name="Atelier Fatima")), stock=2)


@pytest.fixture
def user():
    return a_user("lina")


@pytest.fixture
def client(user) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def asked_for(rug, **changed):
    day = timezone.localdate() + timedelta(days=100)
    typed = {
        "category": rug.product.category_id,
        "what": "Tapis ras, laine",
        "quantity": "40",
        "wanted_by": day.isoformat(),
        "country": "MA",
        "town": "Rabat",
    }
    return typed | changed


def test_an_organisation_applies_and_is_told_what_became_of_it(client, user, settings):
    assert "trade/apply/" in client.get("/fr/trade/").content.decode()
    assert client.post("/fr/trade/apply/", APPLICATION).status_code == 303
    buyer = TradeBuyer.objects.get()
    assert (buyer.user, buyer.status, buyer.website) == (user, "applied", "https://azur.example")
    assert client.get("/fr/trade/requests/new/").status_code == 303
    client.post("/fr/trade/apply/", APPLICATION | {"name": "Autre"})
    assert TradeBuyer.objects.get().name == "Boutique Azur"
    refuse_buyer(buyer, actor=SYSTEM, reason="Le numéro n’existe pas")
    assert "Le numéro n’existe pas" in client.get("/fr/trade/").content.decode()
    assert client.post("/fr/trade/apply/", APPLICATION | {"tax_number": "ICE 99"}).status_code == 303
    verify_buyer(TradeBuyer.objects.get(), actor=SYSTEM)
    assert "trade/requests/new/" in client.get("/fr/trade/").content.decode()
    deliver_announcements()
    told = Message.objects.filter(recipient="lina@azur.test").order_by("pk")
    assert [message.kind for message in told] == ["tradebuyer.refused", "tradebuyer.verified"]
    assert "Le numéro n’existe pas" in told[0].text
    assert Act.objects.filter(kind="tradebuyer").count() == 4


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", ""),
        ("kind", "bank"),
        ("name", ""),
        ("name", "12"),
        ("country", "XX"),
        ("tax_number", "x" * 41),
        ("website", "javascript:alert(1)"),
        ("contact", "\u202eLina"),
        ("email", "lina"),
        ("phone", "abc"),
    ],
)
def test_an_application_that_cannot_be_keeps_what_was_typed(client, field, value):
    answer = client.post("/fr/trade/apply/", APPLICATION | {field: value})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}
    assert "Boutique Azur" in answer.content.decode() or field == "name"
    assert not TradeBuyer.objects.exists()


def test_a_request_is_sent_and_listed(client, user, rug):
    a_trade_buyer(user)
    sent = client.post("/fr/trade/requests/new/", asked_for(rug, target="120,50"))
    request = SourcingRequest.objects.get()
    assert sent["Location"] == f"/fr/trade/requests/{request.number}/"
    assert str(request.target.amount) == "120.50"
    assert request.number in client.get("/fr/trade/").content.decode()
    assert "Tapis ras, laine" in client.get(sent["Location"]).content.decode()
    client.post("/fr/trade/requests/new/", asked_for(rug, target="120,50"))
    assert SourcingRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("quantity", "0"),
        ("quantity", "-3"),
        ("quantity", "100001"),
        ("quantity", "9" * 400),
        ("quantity", "viele"),
        ("wanted_by", "2020-01-01"),
        ("wanted_by", "9999-12-31"),
        ("wanted_by", "demain"),
        ("category", "999999"),
        ("category", ""),
        ("what", ""),
        ("what", "x" * 2001),
        ("town", ""),
        ("country", "XX"),
        ("target", "0"),
        ("target", "-5"),
        ("target", "abc"),
    ],
)
def test_a_request_that_cannot_be_keeps_what_was_typed(client, user, rug, field, value):
    a_trade_buyer(user)
    answer = client.post("/fr/trade/requests/new/", asked_for(rug) | {field: value})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}
    assert not SourcingRequest.objects.exists()


def test_an_unverified_buyer_sends_nothing(client, user, rug):
    a_trade_buyer(user, verified=False)
    assert client.post("/fr/trade/requests/new/", asked_for(rug)).status_code == 303
    assert not SourcingRequest.objects.exists()


def test_a_quote_shows_where_each_part_of_the_price_goes_and_is_accepted(client, user, rug):
    request = a_request(a_trade_buyer(user), rug)
    quote = a_quote(rug, request=request)
    address = f"/fr/trade/requests/{request.number}/"
    page = client.get(address).content.decode()
    for word in (
        "Atelier Fatima",
        'data-role="price-breakdown"',
        'data-role="quote-advance"',
        f"{address}accept/",
    ):
        assert word in page
    assert client.get(f"{address}accept/").status_code == 200
    typed = ADDRESS | {"quote": quote.pk, "method": "transfer", "accept": "on"}
    done = client.post(f"{address}accept/", typed)
    order = Order.objects.get()
    assert (done.status_code, done["Location"]) == (303, f"/fr/orders/{order.token}/")
    again = client.post(f"{address}accept/", typed)
    assert (again.status_code, again["Location"], Order.objects.count()) == (303, done["Location"], 1)
    page = client.get(done["Location"]).content.decode()
    assert f'data-role="due" data-amount="{int(order.advance.amount * 100)}"' in page
    assert "pay-otherwise" not in page  # there is one way alone
    mark_paid(order, amount=order.advance, statement="1", actor=SYSTEM)
    page = client.get(done["Location"]).content.decode()
    left = int((order.total - order.advance).amount * 100)
    assert f'data-role="balance" data-amount="{left}"' in page
    assert f'data-role="due" data-amount="{left}"' in page
    assert order.number in client.get("/fr/my-orders/").content.decode()


@pytest.mark.parametrize(
    "changed",
    [
        {"method": ""},
        {"method": "cash"},
        {"accept": ""},
        {"commune": ""},
        {"name": ""},
        {"phone": "", "email": ""},
        {"quote": "0"},
    ],
    ids=str,
)
def test_an_acceptance_that_lacks_something_orders_nothing(client, user, rug, changed):
    request = a_request(a_trade_buyer(user), rug)
    quote = a_quote(rug, request=request)
    typed = ADDRESS | {"quote": quote.pk, "method": "transfer", "accept": "on"} | changed
    answer = client.post(f"/fr/trade/requests/{request.number}/accept/", typed)
    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert "Maârif" in answer.content.decode()
    assert not Order.objects.exists()


def test_an_expired_quote_leads_back_and_orders_nothing(client, user, rug):
    request = a_request(a_trade_buyer(user), rug)
    quote = a_quote(rug, request=request)
    TradeQuote.objects.update(valid_until=timezone.localdate() - timedelta(days=1))
    typed = ADDRESS | {"quote": quote.pk, "method": "transfer", "accept": "on"}
    answer = client.post(f"/fr/trade/requests/{request.number}/accept/", typed)
    assert (answer.status_code, Order.objects.count()) == (303, 0)
    declined = client.post(f"/fr/trade/requests/{request.number}/", {"do": "decline"})
    assert declined.status_code == 422


def test_a_quote_is_declined_and_a_request_closed(client, user, rug):
    request = a_request(a_trade_buyer(user), rug)
    a_quote(rug, request=request)
    address = f"/fr/trade/requests/{request.number}/"
    assert client.post(address, {"do": "close"}).status_code == 422
    assert client.post(address, {"do": "decline"}).status_code == 303
    assert client.post(address, {"do": "close"}).status_code == 303
    assert client.post(address, {"do": "close"}).status_code == 303
    request.refresh_from_db()
    assert (request.status, TradeQuote.objects.get().status) == ("closed", "declined")


def test_another_buyers_request_does_not_exist(client, user, rug):
    a_trade_buyer(user)
    other = a_request(a_trade_buyer(), rug)
    quote = a_quote(rug, request=other)
    address = f"/fr/trade/requests/{other.number}/"
    for url in (address, f"{address}accept/"):
        assert client.get(url).status_code == 404
        assert client.post(url, ADDRESS | {"do": "decline", "quote": quote.pk}).status_code == 404
    assert other.number not in client.get("/fr/trade/").content.decode()
    quote.refresh_from_db()
    assert (quote.status, Order.objects.count()) == ("sent", 0)


def test_a_visitor_is_led_to_sign_in():
    for path in ("", "apply/", "requests/new/", "requests/1/", "requests/1/accept/"):
        assert Client().get(f"/fr/trade/{path}").status_code == 302


def test_the_list_keeps_within_its_queries(client, user, rug, django_assert_max_num_queries):
    buyer = a_trade_buyer(user)
    for number in range(12):
        a_request(buyer, rug, what=f"Tapis {number}")
    with django_assert_max_num_queries(25):
        assert client.get("/fr/trade/").status_code == 200


def test_the_buyer_hears_of_a_quote_and_of_the_balance(client, user, rug):
    request = a_request(a_trade_buyer(user, language="ar"), rug)
    a_quote(rug, request=request)
    deliver_announcements()
    told = Message.objects.get(kind="quote.sent")
    assert told.language == "ar"
    assert f"/ar/trade/requests/{request.number}/" in told.text
