"""Messages to partners: once for each thing, tried again for days, never into our own network."""

import http.client
import json
import threading
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core import mail
from django.utils import timezone
from standardwebhooks import Webhook

from producers.actions.consents import hear_consent, take_back_consent
from producers.actions.deliver import deliver_announcements
from producers.actions.send_messages import send_messages
from producers.models import Act, Announcement, Consent
from shop import webhook_post
from shop.actions import webhooks
from shop.actions.export_snapshot import refresh_exports
from shop.actions.partners import note_cart
from shop.actions.webhooks import forget_sent, replay, send_webhooks
from shop.domain.webhooks import Event, Fault, Scope
from shop.models import Price, Stock, WebhookMessage
from shop.testing.builders import on_show
from shop.testing.buying import an_order
from shop.testing.partners import OPERATOR, a_partner, an_endpoint, shares_her_data
from shop.webhook_post import Answer, post
from tests.pages.buying import GATEWAYS, two_makers

pytestmark = pytest.mark.django_db(transaction=True)
PUBLIC = "93.184.216.34"


@pytest.fixture
def goods(settings):
    settings.SHOP = {"GATEWAYS": GATEWAYS}
    settings.PRODUCERS = settings.PRODUCERS | {"OPERATORS": ["operator@shop.test"]}
    made = two_makers()
    on_show(*made)
    shares_her_data(*(one.product.producer for one in made))
    refresh_exports()
    Announcement.objects.all().delete()
    return made


@pytest.fixture
def answers(monkeypatch) -> list:
    """What the receiver answers, one after another; what it was sent is kept with them."""
    sent: list = []
    sent.append(Answer(204, None))

    def stand_in(url, body, headers):
        sent.append((url, body, dict(headers)))
        return sent[0]

    monkeypatch.setattr(webhooks, "post", stand_in)
    return sent


def soon() -> None:
    WebhookMessage.objects.filter(state="waiting").update(next_at=timezone.now())


def test_a_partner_is_told_of_its_own_orders_alone(goods, answers):
    own, other = a_partner(Scope.SELL), a_partner(Scope.SELL)
    for partner in (own, other):
        an_endpoint(partner, Event.ORDER_PLACED)
    order, foreign = an_order(goods[0]), an_order(goods[1])
    note_cart(order.cart, own)
    Announcement.objects.filter(kind="order.placed").update(delivered_at=None)
    deliver_announcements()
    [message] = WebhookMessage.objects.all()
    assert message.endpoint.partner == own
    assert message.data == {"order": order.export_id, "number": order.number}
    assert foreign.export_id not in json.dumps(message.data)
    assert send_webhooks() == 1
    _url, body, headers = answers[1]
    Webhook(message.endpoint.secret).verify(body.decode(), headers)
    assert json.loads(body)["type"] == "order.placed"
    for word in (order.buyer_name, order.token, order.phone):
        assert word not in body.decode()
    assert send_webhooks() == 0


def test_a_price_changes_the_product_and_a_sale_its_stock_alone(goods, answers):
    an_endpoint(a_partner(Scope.READ), Event.PRODUCT_CHANGED, Event.STOCK_CHANGED)
    Price.objects.filter(variant=goods[0]).update(amount="99.00")
    Stock.objects.filter(variant=goods[1]).update(on_hand=2)
    refresh_exports()
    deliver_announcements()
    told = {row.kind: row.data["variants"] for row in WebhookMessage.objects.all()}
    assert told == {"product.changed": [goods[0].export_id], "stock.changed": [goods[1].export_id]}


def test_nobody_is_told_of_a_maker_who_does_not_share(goods, answers):
    an_endpoint(a_partner(Scope.READ))
    Consent.objects.all().delete()
    Price.objects.filter(variant=goods[0]).update(amount="99.00")
    refresh_exports()
    deliver_announcements()
    assert not WebhookMessage.objects.exists()


def test_the_food_consortium_is_told_which_makers_to_read_again_in_its_own_words(goods, answers):
    an_endpoint(a_partner(Scope.READ), Event.DFC_REFRESH)
    Price.objects.filter(variant=goods[0]).update(amount="99.00")
    refresh_exports()
    deliver_announcements()
    assert send_webhooks() == 1
    _url, body, headers = answers[1]
    said = json.loads(body)
    assert said.keys() == {"eventType", "enterpriseUrlid", "scope"}
    assert (said["eventType"], said["scope"]) == ("refresh", "ReadEnterprise")
    assert said["enterpriseUrlid"].startswith("http")
    maker = goods[0].product.producer.export_id
    assert said["enterpriseUrlid"].endswith(f"/api/dfc/enterprises/{maker}")
    assert headers["webhook-signature"]


def test_the_food_consortium_is_told_of_a_maker_who_shares_no_more_once(goods, answers):
    an_endpoint(a_partner(Scope.READ), Event.DFC_REFRESH)
    consent = goods[0].product.producer.consents.get(scope=Consent.Scope.SHARING)
    for _ in range(2):
        take_back_consent(consent, actor=OPERATOR, reason="she said so")
    hear_consent(
        goods[1].product.producer,
        Consent.Scope.PHOTO,
        person="she",
        heard_in="ar",
        actor=OPERATOR,
        reason="-",
    )
    deliver_announcements()
    told = [row.data["enterpriseUrlid"].rsplit("/", 1)[1] for row in WebhookMessage.objects.all()]
    assert told == [goods[0].product.producer.export_id]


def test_the_food_consortium_hears_nothing_of_makers_who_do_not_share(goods, answers):
    an_endpoint(a_partner(Scope.READ), Event.DFC_REFRESH)
    Consent.objects.all().delete()
    Price.objects.filter(variant=goods[0]).update(amount="99.00")
    refresh_exports()
    deliver_announcements()
    assert not WebhookMessage.objects.exists()


def a_message(**fields) -> WebhookMessage:
    endpoint = an_endpoint(a_partner(Scope.READ))
    now = timezone.now()
    return WebhookMessage.objects.create(
        **{"endpoint": endpoint, "key": "k", "kind": "product.changed", "next_at": now, "happened_at": now}
        | fields
    )


def test_a_receiver_that_is_down_for_a_day_gets_it_with_the_same_id(goods, answers):
    row = a_message()
    answers[0] = Answer(503, Fault.STATUS)
    for _ in range(6):
        soon()
        assert send_webhooks() == 0
    row.refresh_from_db()
    assert (row.state, row.attempts, row.status) == ("waiting", 6, 503)
    assert row.endpoint.failing_since
    answers[0] = Answer(200, None)
    soon()
    assert send_webhooks() == 1
    assert len({headers["webhook-id"] for _url, _body, headers in answers[1:]}) == 1
    row.endpoint.refresh_from_db()
    assert row.endpoint.failing_since is None


def test_a_day_without_the_receiver_passes_as_it_does_and_nothing_is_given_up(goods, answers, monkeypatch):
    """The clock of the shop is moved; a round of jobs runs every ten minutes."""
    row, begun, passed = a_message(), timezone.now(), [timedelta()]
    monkeypatch.setattr(timezone, "now", lambda: begun + passed[0])
    answers[0] = Answer(None, Fault.NO_ANSWER)
    while passed[0] < timedelta(days=1):
        assert send_webhooks() == 0
        passed[0] += timedelta(minutes=10)
    tried = len(answers) - 1
    assert 6 <= tried <= 24, "it is tried again and again, and ever later"
    answers[0] = Answer(204, None)
    while not send_webhooks():
        passed[0] += timedelta(minutes=10)
    assert passed[0] <= timedelta(hours=30, minutes=10)
    row.refresh_from_db()
    assert (row.state, row.endpoint.disabled_at) == ("sent", None)
    assert {headers["webhook-id"] for _url, _body, headers in answers[1:]} == {row.message_id}


def test_a_message_that_is_sent_once_more_keeps_its_id_and_is_signed_anew(goods, answers, monkeypatch):
    row = a_message()
    assert send_webhooks() == 1
    later = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    replay(row, actor=OPERATOR)
    assert send_webhooks() == 1
    first, second = (headers for _url, _body, headers in answers[1:])
    assert first["webhook-id"] == second["webhook-id"]
    assert first["webhook-timestamp"] != second["webhook-timestamp"]
    assert first["webhook-signature"] != second["webhook-signature"]
    assert Act.objects.filter(verb="webhook.replayed").count() == 1


def test_a_pause_grows_and_nothing_is_sent_before_it_is_over(goods, answers):
    row = a_message()
    answers[0] = Answer(None, Fault.NO_ANSWER)
    pauses = []
    for _ in range(4):
        soon()
        send_webhooks()
        row.refresh_from_db()
        pauses.append(row.next_at - timezone.now())
    assert pauses == sorted(pauses)
    assert send_webhooks() == 0
    assert len(answers) == 5


@pytest.mark.parametrize("is_gone", [True, False], ids=["410", "days of failure"])
def test_an_endpoint_is_switched_off_with_a_notice_and_what_waits_can_be_replayed(goods, answers, is_gone):
    row = a_message()
    if is_gone:
        answers[0] = Answer(410, Fault.GONE)
    else:
        answers[0] = Answer(500, Fault.STATUS)
        row.endpoint.failing_since = timezone.now() - timedelta(days=5)
        row.endpoint.save()
    send_webhooks()
    row.endpoint.refresh_from_db()
    assert row.endpoint.disabled_at
    assert Act.objects.filter(verb="webhook.disabled").count() == 1
    soon()
    assert send_webhooks() == 0
    assert len(answers) == 2
    deliver_announcements()
    send_messages()
    assert any(row.endpoint.url in one.body for one in mail.outbox)
    row.endpoint.disabled_at = None
    row.endpoint.save()
    answers[0] = Answer(200, None)
    replay(row, actor=OPERATOR)
    assert send_webhooks() == 1


def test_two_senders_send_it_once(goods, answers):
    row = a_message()
    assert webhooks._take(row)
    assert not webhooks._take(row)


def test_what_arrived_long_ago_is_forgotten_and_what_waits_is_not(goods):
    old = timezone.now() - timedelta(days=31)
    a_message(key="a", happened_at=old, state="sent", sent_at=old)
    waiting = a_message(key="b", happened_at=old)
    forget_sent()
    assert list(WebhookMessage.objects.all()) == [waiting]


class Receiver(BaseHTTPRequestHandler):
    answer, wait = 200, 0.0

    asked: tuple[str, ...] = ()

    def do_POST(self):
        type(self).asked += (self.path,)
        self.rfile.read(int(self.headers["Content-Length"]))
        time.sleep(self.wait)
        self.send_response(self.answer)
        self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/private")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args):
        """Say nothing."""


def posted(monkeypatch, answer: int, wait: float = 0.0, seconds: float = 5.0) -> Answer:
    monkeypatch.setattr(Receiver, "answer", answer)
    monkeypatch.setattr(Receiver, "wait", wait)
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        return post(
            "https://hooks.example/in?x=1",
            b"{}",
            {},
            lookup=lambda host, port: [PUBLIC],
            connect=lambda host, port, address: http.client.HTTPConnection(
                "127.0.0.1", server.server_port, timeout=seconds
            ),
        )
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("status", "fault"),
    [(200, None), (204, None), (302, Fault.REDIRECTED), (307, Fault.REDIRECTED), (400, Fault.STATUS),
     (410, Fault.GONE), (500, Fault.STATUS)],
)  # fmt: skip
def test_what_a_receiver_answers(monkeypatch, status, fault):
    assert posted(monkeypatch, status) == Answer(status, fault)


def test_nobody_goes_where_a_receiver_points(monkeypatch):
    """What it answers points to a private address on the same machine: one request alone arrives."""
    monkeypatch.setattr(Receiver, "asked", ())
    assert posted(monkeypatch, 307) == Answer(307, Fault.REDIRECTED)
    assert Receiver.asked == ("/in?x=1",)


def test_a_slow_receiver_is_left(monkeypatch):
    assert posted(monkeypatch, 200, wait=1.0, seconds=0.2) == Answer(None, Fault.NO_ANSWER)


@pytest.mark.parametrize("found", [["127.0.0.1"], ["10.0.0.1"], [PUBLIC, "192.168.0.1"], ["::1"], []])
def test_a_name_that_leads_inside_is_refused_before_anybody_connects(found):
    def connect(host, port, address):
        raise AssertionError("connected")

    answer = post("https://hooks.example/", b"", {}, lookup=lambda host, port: found, connect=connect)
    assert answer == Answer(None, Fault.REFUSED_ADDRESS)


def test_the_address_that_was_checked_is_the_one_connected_to(monkeypatch):
    names = [[PUBLIC], ["127.0.0.1"]]
    reached = []

    def refuse(address, timeout):
        reached.append(address)
        raise OSError

    monkeypatch.setattr(webhook_post.socket, "create_connection", refuse)
    answer = post("https://hooks.example/", b"", {}, lookup=lambda host, port: names.pop(0))
    assert answer == Answer(None, Fault.NO_ANSWER)
    assert reached == [(PUBLIC, 443)]
