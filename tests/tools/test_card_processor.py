"""The stand-in keeps to the processor's rules, and says so when the shop, or it itself, does not."""

import http.server
import json
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest
import stripe

from tests.pages.stand_in import KEY, ROOT, SECRET, StandIn, running

SESSIONS = "/v1/checkout/sessions"


def asked(amount: int | str = 27550, currency: str = "mad", **more: str) -> str:
    fields = {
        "mode": "payment",
        "client_reference_id": "RF18A1",
        "success_url": "https://shop.example.org/back",
        "line_items[0][quantity]": "1",
        "line_items[0][price_data][currency]": currency,
        "line_items[0][price_data][unit_amount]": str(amount),
        "line_items[0][price_data][product_data][name]": "T-1",
        "payment_intent_data[metadata][reference]": "RF18A1",
    }
    return urllib.parse.urlencode(fields | more)


@pytest.fixture(scope="module")
def process(tmp_path_factory):
    with running(tmp_path_factory.mktemp("processor")) as made:
        yield made


@pytest.fixture
def stand_in(process):
    process.order("forget")
    return process


def open_one(stand_in: StandIn, key: str = "k1", **more: str):
    return stand_in.call("POST", SESSIONS, asked(**more), Idempotency_Key=key)


def paid(stand_in: StandIn) -> dict:
    session = open_one(stand_in)[1]
    assert stand_in.order("pay", session=session["id"]) == ""
    return stand_in.call("GET", f"{SESSIONS}/{session['id']}")[1]


def test_half_a_request_asks_for_nothing_and_takes_no_key(stand_in):
    host, port = urllib.parse.urlsplit(stand_in.api).netloc.split(":")
    with socket.create_connection((host, int(port)), timeout=5) as dying:
        dying.sendall(
            f"POST {SESSIONS} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {KEY}\r\n"
            "Stripe-Version: 2026-10-28.endive\r\nIdempotency-Key: k1\r\n"
            "Content-Length: 900\r\n\r\nmode=pay".encode()
        )
    assert open_one(stand_in, key="k1")[0] == 200
    assert len(stand_in.order("things", kind="checkout.session")) == 1


def test_a_session_is_opened_paid_once_and_told_of(stand_in):
    status, session, _ = open_one(stand_in)
    assert (status, session["status"], session["amount_total"]) == (200, "open", 27550)
    stand_in.order("fail", place="hook", kind="hold")
    assert stand_in.order("pay", session=session["id"]) == ""
    after = stand_in.call("GET", f"{SESSIONS}/{session['id']}")[1]
    assert (after["status"], after["payment_status"]) == ("complete", "paid")
    with pytest.raises(urllib.error.URLError):
        stand_in.order("pay", session=session["id"])
    assert [charge["amount"] for charge in stand_in.charges()] == [27550]
    kinds = [json.loads(body)["type"] for body, _ in stand_in.order("held")]
    assert kinds == ["charge.succeeded", "payment_intent.succeeded", "checkout.session.completed"]


def test_notices_are_signed_as_the_sdk_checks_them(stand_in):
    stand_in.order("fail", place="hook", kind="hold")
    paid(stand_in)
    for body, signature in stand_in.order("held"):
        assert stripe.Webhook.construct_event(body, signature, SECRET)["object"] == "event"
        with pytest.raises(stripe.SignatureVerificationError):
            stripe.Webhook.construct_event(body + " ", signature, SECRET)


@pytest.mark.parametrize(("card", "why"), [("0002", "card_declined"), ("9995", "insufficient_funds")])
def test_a_declined_card_charges_nothing_and_may_be_followed_by_another(stand_in, card, why):
    session = open_one(stand_in)[1]
    assert stand_in.order("pay", session=session["id"], card=card) == why
    assert stand_in.charges() == []
    assert stand_in.order("pay", session=session["id"]) == ""
    assert len(stand_in.charges()) == 1


def test_a_session_ends_when_its_time_is_over_or_when_it_is_told_to(stand_in):
    session = open_one(stand_in, expires_at=str(int(time.time()) + 1800))[1]
    stand_in.order("clock", seconds=1801)
    assert stand_in.call("GET", f"{SESSIONS}/{session['id']}")[1]["status"] == "expired"
    other = open_one(stand_in, "k2")[1]
    assert stand_in.call("POST", f"{SESSIONS}/{other['id']}/expire")[1]["status"] == "expired"
    assert stand_in.call("POST", f"{SESSIONS}/{other['id']}/expire")[0] == 400


@pytest.mark.parametrize(
    "form",
    [
        asked(amount=-5),
        asked(amount=0),
        asked(amount=10**12),
        asked(amount="ten"),
        asked(currency="xxx"),
        asked(expires_at="1"),
        asked(expires_at=str(int(time.time()) + 90_000)),
        asked(payment_method_types="card"),
        asked(no_such_field="1"),
        "mode=payment",
    ],
)
def test_what_breaks_a_rule_is_refused_and_its_key_is_free_again(stand_in, form):
    assert stand_in.call("POST", SESSIONS, form, Idempotency_Key="k1")[0] == 400
    assert open_one(stand_in, "k1")[0] == 200


def test_refunds_stop_at_what_was_captured(stand_in):
    intent = paid(stand_in)["payment_intent"]
    for key, amount, status in (
        ("a", 20000, 200),
        ("b", 7551, 400),
        ("c", 7550, 200),
        ("d", 1, 400),
        ("e", 0, 400),
    ):
        form = f"payment_intent={intent}&amount={amount}"
        assert stand_in.call("POST", "/v1/refunds", form, Idempotency_Key=key)[0] == status, amount
    assert stand_in.charges()[0]["refunded"]
    assert stand_in.call("POST", "/v1/refunds", "payment_intent=pi_nobody", Idempotency_Key="f")[0] == 404


def test_the_same_key_is_the_same_answer_a_saved_failure_included(stand_in):
    first = open_one(stand_in)
    again = open_one(stand_in)
    assert (again[0], again[1]) == (first[0], first[1])
    assert again[2]["Idempotent-Replayed"] == "true"
    status, body, _ = open_one(stand_in, amount=1000)
    assert (status, body["error"]["type"]) == (400, "idempotency_error")
    stand_in.order("fail", place="POST", kind="500_after")
    assert [open_one(stand_in, "k2")[0] for _ in range(3)] == [500, 500, 500]
    assert len(stand_in.order("things", kind="checkout.session")) == 2
    stand_in.order("fail", place="POST", kind="500_before")
    assert [open_one(stand_in, "k3")[0] for _ in range(2)] == [500, 200]


def test_a_key_that_is_being_used_says_so(stand_in):
    stand_in.order("fail", place="POST", kind="slow")
    first = threading.Thread(target=open_one, args=(stand_in,))
    first.start()
    time.sleep(0.2)
    assert open_one(stand_in)[0] == 409
    first.join()
    assert open_one(stand_in)[0] == 200
    assert len(stand_in.order("things", kind="checkout.session")) == 1


def test_keys_are_forgotten_after_a_day(stand_in):
    first = open_one(stand_in)[1]
    stand_in.order("clock", seconds=24 * 3600 + 1)
    assert open_one(stand_in)[1]["id"] != first["id"]


@pytest.mark.parametrize("kind", ["429", "409", "500_before"])
def test_a_failure_on_demand_is_one_failure(stand_in, kind):
    stand_in.order("fail", place=f"POST {SESSIONS}", kind=kind)
    assert stand_in.call("GET", SESSIONS)[0] == 200
    assert open_one(stand_in)[0] == int(kind[:3])
    assert open_one(stand_in)[0] == 200


@pytest.mark.parametrize(("kind", "made"), [("cut_before", 0), ("cut_after", 1)])
def test_a_cut_connection_is_before_or_after_the_act(stand_in, kind, made):
    stand_in.order("fail", place="POST", kind=kind)
    with pytest.raises((OSError, urllib.error.URLError)):
        open_one(stand_in)
    assert len(stand_in.order("things", kind="checkout.session")) == made


def test_only_test_keys_and_the_pinned_version_are_taken(stand_in):
    assert stand_in.call("GET", SESSIONS, Authorization="Bearer sk_live_1")[0] == 401
    assert stand_in.call("GET", SESSIONS, Authorization="")[0] == 401
    assert stand_in.call("GET", SESSIONS, Stripe_Version="2020-01-01")[0] == 400
    assert stand_in.call("GET", "/v1/nothing")[0] in (400, 404)


def test_every_answer_is_what_the_description_says(stand_in):
    intent = paid(stand_in)["payment_intent"]
    stand_in.call("POST", "/v1/refunds", f"payment_intent={intent}&amount=1", Idempotency_Key="r")
    for path in (SESSIONS, "/v1/charges", "/v1/refunds", "/v1/events", f"/v1/payment_intents/{intent}"):
        assert stand_in.call("GET", path)[0] == 200
    assert [row["problems"] for row in stand_in.log() if row["problems"]] == []


def test_the_description_is_really_held_against_requests_and_answers():
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        from card_processor.spec import Spec
    finally:
        sys.path.pop(0)
    spec = Spec(Path(ROOT / "tests" / "specs" / "stripe"))
    assert spec.read("POST", SESSIONS, asked())[1] == []
    assert spec.read("POST", SESSIONS, asked(amount="ten"))[1] != []
    assert spec.read("POST", SESSIONS, asked(payment_method_types="card"))[1] != []
    assert spec.read("POST", "/v1/refundz", "")[1] != []
    assert spec.check_answer("POST", "/v1/refunds", {"object": "refund", "amount": "ten"}) != []
    assert spec.check_object("event", {"object": "event"}) != []


def test_it_starts_without_the_packages_that_only_tests_have():
    blocked = "import sys; sys.modules |= dict.fromkeys(('jsonschema', 'openapi_schema_validator')); "
    command = [sys.executable, "-c", f"{blocked} import card_processor.__main__"]
    assert subprocess.run(command, cwd=ROOT / "tools", check=False).returncode == 0


def test_the_page_takes_a_card_asks_for_confirmation_and_leads_back(stand_in):
    session = open_one(stand_in)[1]

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *arguments):
            return None

    def post(**form: str) -> tuple[int, str, str]:
        opener = urllib.request.build_opener(Stay)
        try:
            answer = opener.open(session["url"], urllib.parse.urlencode(form).encode(), timeout=5)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            return answer.status, answer.read().decode(), answer.headers.get("Location", "")

    page = urllib.request.urlopen(session["url"], timeout=5).read().decode()
    assert "no money moves" in page
    assert "<script" not in page
    assert post(card="9999")[0] == 400
    assert post(card="0002")[0] == 402
    assert "confirm" in post(card="3155")[1]
    assert "did not confirm" in post(card="3155", said="no")[1]
    assert stand_in.charges() == []
    assert post(card="3155", said="yes")[::2] == (303, "https://shop.example.org/back")
    assert post(card="4242")[0] == 400
    assert len(stand_in.charges()) == 1


class Shop(http.server.BaseHTTPRequestHandler):
    """A shop that refuses the first notices and keeps what it is told."""

    told: list[tuple[str, str]] = []
    refuse = 0

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        Shop.told.append((body, self.headers["Stripe-Signature"]))
        Shop.refuse -= 1
        self.send_response(500 if Shop.refuse >= 0 else 200)
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        """Keep the test's output clean."""


def test_notices_are_sent_again_until_they_are_taken(tmp_path):
    Shop.told, Shop.refuse = [], 2
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Shop)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with running(tmp_path, f"http://127.0.0.1:{server.server_port}/") as stand_in:
        stand_in.order("fail", place="hook", kind="drop", times=2)
        stand_in.order("fail", place="hook", kind="duplicate")
        paid(stand_in)
        until = time.monotonic() + 10
        while [row[2] for row in stand_in.order("hooks")] != ["dropped", "dropped", "sent"]:
            assert time.monotonic() < until
            time.sleep(0.05)
    server.shutdown()
    assert len(Shop.told) >= 3
    assert len({json.loads(body)["id"] for body, _ in Shop.told}) == 1
    for body, signature in Shop.told:
        assert stripe.Webhook.construct_event(body, signature, SECRET)["type"] == "checkout.session.completed"
    assert KEY not in str(Shop.told)


def transferred(stand_in: StandIn, key: str, amount: int = 500, to: str = "acct_1", **more: str):
    fields = {"amount": str(amount), "currency": "eur", "destination": to, "transfer_group": "PO-1"}
    return stand_in.call("POST", "/v1/transfers", urllib.parse.urlencode(fields | more), Idempotency_Key=key)


def test_a_transfer_needs_an_account_that_may_receive_and_a_balance(stand_in):
    assert transferred(stand_in, "k1")[1]["error"]["code"] == "resource_missing"
    stand_in.order("connect", id="acct_1", state="pending")
    assert transferred(stand_in, "k1")[1]["error"]["code"] == "insufficient_capabilities_for_transfer"
    stand_in.order("connect", id="acct_1")
    assert transferred(stand_in, "k1")[1]["error"]["code"] == "balance_insufficient"
    stand_in.order("top_up", amount=600, currency="eur")
    assert transferred(stand_in, "k1", amount=0)[0] == 400
    assert transferred(stand_in, "k1")[0] == 200
    assert transferred(stand_in, "k1")[2]["Idempotent-Replayed"] == "true"
    assert transferred(stand_in, "k2")[1]["error"]["code"] == "balance_insufficient"
    assert transferred(stand_in, "k1", amount=400)[1]["error"]["type"] == "idempotency_error"
    assert len(stand_in.order("things", kind="transfer")) == 1
    assert stand_in.call("GET", "/v1/accounts/acct_1")[1]["id"] == "acct_1"


def test_a_transfer_is_taken_back_in_parts_and_the_balance_follows(stand_in):
    stand_in.order("connect", id="acct_1")
    stand_in.order("top_up", amount=600, currency="eur")
    name = transferred(stand_in, "k1")[1]["id"]
    back = f"/v1/transfers/{name}/reversals"
    assert stand_in.call("POST", back, "amount=200", Idempotency_Key="b1")[0] == 200
    assert stand_in.call("POST", back, "amount=301", Idempotency_Key="b2")[0] == 400
    assert stand_in.call("GET", f"/v1/transfers/{name}")[1]["reversed"] is False
    assert stand_in.call("POST", back, "", Idempotency_Key="b3")[1]["amount"] == 300
    whole = stand_in.call("GET", f"/v1/transfers/{name}")[1]
    assert (whole["reversed"], whole["amount_reversed"]) == (True, 500)
    assert [row["amount"] for row in stand_in.call("GET", back)[1]["data"]] == [300, 200]
    assert stand_in.call("GET", "/v1/balance")[1]["available"] == [{"amount": 600, "currency": "eur"}]
    told = stand_in.call("GET", "/v1/events?type=transfer.reversed")[1]["data"]
    assert [one["data"]["object"]["amount_reversed"] for one in told] == [500, 200]
    found = stand_in.call("GET", "/v1/transfers?transfer_group=PO-1")[1]["data"]
    assert [one["id"] for one in found] == [name]
    assert stand_in.call("GET", "/v1/transfers?transfer_group=PO-2")[1]["data"] == []
    assert [row["problems"] for row in stand_in.log() if row["problems"]] == []


def test_a_payout_to_our_bank_is_less_what_was_transferred(stand_in):
    paid(stand_in)
    stand_in.order("connect", id="acct_1")
    assert transferred(stand_in, "k9", amount=5000, currency="mad")[0] == 200
    (settled,) = stand_in.order("settle")
    fee = 27550 * 3 // 100 + 25
    assert settled["amount"] == 27550 - fee - 5000
    assert stand_in.call("GET", "/v1/balance")[1]["available"] == [{"amount": 0, "currency": "mad"}]
