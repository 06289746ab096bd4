"""Paying by card: the way to the bank's page and back, and the notices about it."""

import time

import pytest
from django.utils import timezone

from shop.gateways import stripe as card
from shop.models import ExceptionCase, Order, Payment, PaymentEvent
from tests.pages.buying import GATEWAYS, buy, fill_cart, place, two_makers, walk
from tests.pages.card_processor import CARD, SECRET, Processor, signed, tell

pytestmark = pytest.mark.django_db
AWAY = "https://checkout.stripe.com"


@pytest.fixture
def processor(settings, monkeypatch):
    made = Processor()
    monkeypatch.setattr(card.stripe, "RequestsClient", lambda timeout: made)
    settings.SHOP = {"GATEWAYS": GATEWAYS | {"card": CARD}}
    return made


@pytest.fixture
def order(client, processor):
    fill_cart(client, *two_makers())
    walk(client, method="card")
    response = place(client)
    assert response.status_code == 303
    assert response.url.startswith(AWAY)
    return Order.objects.get()


def test_a_signed_notice_places_the_order_and_the_second_changes_nothing(client, processor, order):
    processor.pay()
    for _ in range(2):
        assert tell(client, processor.event()).status_code == 200
    order.refresh_from_db()
    assert order.status == "placed"
    assert PaymentEvent.objects.filter(state="succeeded").count() == 1
    assert "pay-elsewhere" not in client.get(f"/fr/orders/{order.token}/").content.decode()


def test_the_way_back_asks_and_the_notice_after_it_changes_nothing(client, processor, order):
    processor.pay()
    client.get(f"/fr/orders/{order.token}/")
    order.refresh_from_db()
    assert order.status == "placed"
    assert tell(client, processor.event()).status_code == 200
    assert PaymentEvent.objects.filter(state="succeeded").count() == 1


def test_coming_back_unpaid_offers_to_pay_the_same_session(client, processor, order):
    page = client.get(f"/fr/orders/{order.token}/").content.decode()
    assert 'data-role="pay-elsewhere"' in page
    again = client.post(f"/fr/orders/{order.token}/pay/")
    assert (again.status_code, again.url) == (303, f"{AWAY}/c/pay/cs_test_1")
    assert len(processor.sessions) == 1


def test_another_way_closes_the_session_first_and_keeps_the_cart(client, processor, order):
    response = client.post(f"/fr/orders/{order.token}/pay-otherwise/")
    assert response.status_code == 303
    assert processor.sessions["cs_test_1"]["status"] == "expired"
    order.refresh_from_db()
    assert order.status == "cancelled"
    client.post("/fr/checkout/payment/", {"method": "cash"})
    assert place(client).status_code == 303
    assert Order.objects.filter(status="placed").count() == 1


def test_another_way_is_too_late_once_it_is_paid(client, processor, order):
    processor.pay()
    client.post(f"/fr/orders/{order.token}/pay-otherwise/")
    order.refresh_from_db()
    assert order.status == "placed"


def test_without_an_answer_nothing_is_freed_by_another_way(client, processor, order):
    processor.faults = ["time_out"] * 2
    client.post(f"/fr/orders/{order.token}/pay-otherwise/")
    order.refresh_from_db()
    assert order.status == "draft"


@pytest.mark.parametrize("fault", ["time_out", "cut_after", "500_before", "500_after", "429"])
def test_when_the_bank_cannot_be_reached_the_cart_is_kept_and_cash_still_works(client, processor, fault):
    fill_cart(client, *two_makers())
    walk(client, method="card")
    processor.faults = [fault] * 3
    response = place(client)
    order = Order.objects.get()
    assert response.status_code == 303
    assert response.url == f"/fr/orders/{order.token}/"
    assert "site-messages" in client.get(response.url).content.decode()
    client.post(f"/fr/orders/{order.token}/pay-otherwise/")
    client.post("/fr/checkout/payment/", {"method": "cash"})
    assert place(client).status_code == 303
    assert list(Order.objects.order_by("pk").values_list("status", flat=True)) == ["cancelled", "placed"]


def test_forms_may_lead_to_the_banks_page_and_nothing_else_is_loosened(client, processor, order, settings):
    other = client.get("/fr/cart/").headers["Content-Security-Policy"]
    page = client.get(f"/fr/orders/{order.token}/").headers["Content-Security-Policy"]
    assert f"form-action 'self' {AWAY}" in page
    assert AWAY not in other
    assert sorted(page.replace(f" {AWAY}", "").split("; ")) == sorted(other.split("; "))


def test_a_notice_without_its_signature_or_of_another_day_is_refused(client, processor, order):
    processor.pay()
    body, now = processor.event(), time.time()
    for headers in (
        {},
        {"Stripe-Signature": ""},
        {"Stripe-Signature": "t=1,v1=0"},
        {"Stripe-Signature": "t=x,v1=é"},
        signed(body, secret="whsec_other"),
        signed(body, at=now - 400),
        signed(body, at=now + 400),
        signed(body, at=now + 86_400),
        signed(body + b" "),
    ):
        answer = client.post("/webhooks/card/", body, content_type="application/json", headers=headers)
        assert answer.status_code == 400, headers
    assert not PaymentEvent.objects.filter(state="succeeded").exists()


def test_while_the_webhook_secret_changes_notices_of_both_count_and_then_of_the_new_one_alone(
    client, processor, order, settings
):
    def answer(secret, body):
        headers = signed(body, secret=secret)
        sent = {"content_type": "application/json", "headers": headers}
        return client.post("/webhooks/card/", body, **sent).status_code

    def take(secret):
        options = CARD["OPTIONS"] | {"webhook_secret": secret}
        settings.SHOP = {"GATEWAYS": GATEWAYS | {"card": CARD | {"OPTIONS": options}}}

    processor.pay()
    body, new = processor.event(), "whsec_new"
    assert answer(new, body) == 400
    take(f"{new}, {SECRET}")
    assert [answer(secret, body) for secret in ("whsec_other", "", SECRET, new)] == [400, 400, 200, 200]
    assert PaymentEvent.objects.filter(state="succeeded").count() == 1
    take(new)
    assert [answer(secret, body) for secret in (SECRET, new)] == [400, 200]
    take(" , ")
    assert answer("", body) == 400, "no secret at all takes nothing"


def test_a_notice_signed_with_both_secrets_counts_with_either(client, processor, order, settings):
    """The service's own way of rolling: for a day it signs with both."""
    processor.pay()
    body = processor.event()
    at = time.time()
    old, new = (signed(body, secret=secret, at=at)["Stripe-Signature"] for secret in (SECRET, "whsec_new"))
    both = {"Stripe-Signature": f"{new},{old.split(',')[1]}"}
    answer = client.post("/webhooks/card/", body, content_type="application/json", headers=both)
    assert answer.status_code == 200


def test_a_notice_of_a_megabyte_is_refused(client, processor, order):
    assert tell(client, b" " * 1024 * 1024).status_code == 413


@pytest.mark.parametrize("body", [b"{}", b"[]", b"null", b"nonsense", b'{"type": 1}'])
def test_a_signed_notice_that_says_nothing_is_refused(client, processor, order, body):
    assert tell(client, body).status_code == 400


def test_an_unknown_event_is_taken_and_not_kept(client, processor, order):
    answer = tell(client, processor.event(kind="radar.early_fraud_warning.created"))
    assert (answer.status_code, answer.content) == (200, b"not needed\n")
    assert not PaymentEvent.objects.filter(state="succeeded").exists()


def test_a_session_that_is_complete_but_not_paid_places_nothing(client, processor, order):
    assert tell(client, processor.event(status="complete")).status_code == 200
    order.refresh_from_db()
    assert order.status == "draft"


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"amount_total": 1}, "paid_too_little"),
        ({"amount_total": 99_999_999}, "paid_too_much"),
        ({"currency": "eur"}, "other_currency"),
        ({"client_reference_id": "RF00nobody"}, "unknown_payment"),
        ({"client_reference_id": None}, "unknown_payment"),
    ],
)
def test_money_that_does_not_fit_waits_for_a_person(client, processor, order, changed, kind):
    processor.pay()
    assert tell(client, processor.event(**changed)).status_code == 200
    assert [row.kind for row in ExceptionCase.objects.all()] == [kind]


def test_money_that_comes_after_the_end_waits_for_a_person(client, processor, order):
    Order.objects.filter(pk=order.pk).update(status="expired", ended_at=timezone.now())
    processor.pay()
    assert tell(client, processor.event()).status_code == 200
    assert [row.kind for row in ExceptionCase.objects.all()] == ["paid_late"]


def test_an_unknown_gateway_has_no_address(client, processor):
    assert client.post("/webhooks/nobody/").status_code == 404
    assert client.get("/webhooks/card/").status_code == 405


def test_what_is_asked_of_the_bank_is_ours_to_repeat(client, processor, order):
    (method, path, key, asked), *_ = processor.log
    assert (method, path) == ("post", "/v1/checkout/sessions")
    assert key.startswith("tiwizi-")
    assert asked["client_reference_id"] == Payment.objects.get().reference
    assert int(asked["expires_at"]) == int(order.pay_until.timestamp())
    assert not any("payment_method_types" in name for name in asked)


def test_cash_does_not_ask_the_bank(client, processor):
    fill_cart(client, *two_makers())
    buy(client)
    assert processor.log == []
