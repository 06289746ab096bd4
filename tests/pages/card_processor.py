"""A card processor inside the test's own process: sessions, idempotency keys, signed events, faults."""

import json
import time
from urllib.parse import parse_qsl, urlsplit

import stripe

SECRET = "whsec_" + "test" * 8
KEY = "sk_test_" + "0" * 24
CARD = {
    "BACKEND": "shop.gateways.stripe.Stripe",
    "OPTIONS": {"secret_key": KEY, "webhook_secret": SECRET},
}


class Processor(stripe.HTTPClient):
    """Takes the place of the SDK's HTTP client. ``faults`` are used up one per request."""

    name = "fake"

    def __init__(self):
        super().__init__()
        self.sessions, self.saved, self.faults, self.log, self.refunds = {}, {}, [], [], []

    def _sleep_time_seconds(self, *args, **kwargs):
        return 0

    def request(self, method, url, headers, post_data=None):
        fault = self.faults.pop(0) if self.faults else ""
        path, key = urlsplit(url).path, headers.get("Idempotency-Key", "")
        self.log.append((method, path, key, dict(parse_qsl(post_data or ""))))
        if fault in ("cut_before", "time_out"):
            raise stripe.APIConnectionError(fault)
        if fault == "429":
            return json.dumps({"error": {"message": "too many"}}), 429, {}
        if fault == "500_before":
            return json.dumps({"error": {"message": "sorry"}}), 500, {}
        answer = self._saved(method, path, key, dict(parse_qsl(post_data or "")), fault)
        if fault == "cut_after":
            raise stripe.APIConnectionError(fault)
        return answer

    def _saved(self, method, path, key, data, fault):
        if method == "post" and key in self.saved:
            body, status, before = self.saved[key]
            if before == data:
                return body, status, {}
            return json.dumps({"error": {"type": "idempotency_error", "message": "other"}}), 400, {}
        answer, status = self._act(method, path, data)
        if fault == "500_after":
            answer, status = {"error": {"message": "sorry"}}, 500
        body = json.dumps(answer)
        if method == "post" and status != 400:
            self.saved[key] = (body, status, data)
        return body, status, {}

    def _act(self, method, path, data):
        parts = path.strip("/").split("/")[1:]
        if method == "post" and parts == ["checkout", "sessions"]:
            return self._open(data), 200
        if parts[:2] == ["checkout", "sessions"] and parts[2] in self.sessions:
            session = self.sessions[parts[2]]
            if parts[3:] == ["expire"]:
                if session["status"] != "open":
                    return {"error": {"type": "invalid_request_error", "message": "not open"}}, 400
                session["status"] = "expired"
            return session, 200
        if parts == ["refunds"] and method == "get":
            return {"object": "list", "url": "/v1/refunds", "has_more": False, "data": self._made()}, 200
        if parts == ["refunds"]:
            self.refunds.append(data)
            return self._made()[-1], 200
        return {"error": {"type": "invalid_request_error", "message": "no such thing"}}, 404

    def _made(self):
        return [
            {
                "id": f"re_{number}",
                "object": "refund",
                "status": "succeeded",
                "metadata": {"key": data.get("metadata[key]", "")},
            }
            for number, data in enumerate(self.refunds, 1)
        ]

    def _open(self, data):
        session_id = f"cs_test_{len(self.sessions) + 1}"
        self.sessions[session_id] = {
            "id": session_id,
            "object": "checkout.session",
            "url": f"https://checkout.stripe.com/c/pay/{session_id}",
            "status": "open",
            "payment_status": "unpaid",
            "payment_intent": None,
            "amount_total": int(data["line_items[0][price_data][unit_amount]"]),
            "currency": data["line_items[0][price_data][currency]"],
            "client_reference_id": data["client_reference_id"],
            "expires_at": int(data.get("expires_at", 0)),
        }
        return self.sessions[session_id]

    def pay(self, session_id="cs_test_1"):
        """Let the buyer pay on the hosted page; False when it is not open."""
        session = self.sessions[session_id]
        if session["status"] != "open":
            return False
        session |= {"status": "complete", "payment_status": "paid", "payment_intent": f"pi_{session_id}"}
        return True

    def event(self, session_id="cs_test_1", kind="checkout.session.completed", **changed):
        """Return the body of an event about a session."""
        thing = self.sessions[session_id] | changed
        return json.dumps(
            {"id": "evt_1", "object": "event", "type": kind, "livemode": False, "data": {"object": thing}}
        ).encode()


def signed(body, *, secret=SECRET, at=None):
    """Return the header that goes with a body."""
    stamp = int(at if at is not None else time.time())
    return {
        "Stripe-Signature": stripe.WebhookSignature.generate_signature_header(
            payload=body.decode(), secret=secret, timestamp=stamp
        )
    }


def tell(client, body, **how):
    """Send an event to the shop as the processor does."""
    return client.post(
        "/webhooks/card/",
        body,
        content_type="application/json",
        headers=how.pop("headers", None) or signed(body, **how),
    )
