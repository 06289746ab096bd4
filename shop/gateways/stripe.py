"""Card payments on Stripe's own page. Besides the transfers to makers, all that imports ``stripe``.

The signed notice and our own question decide what is paid, never the browser's return. Both speak of a
session with the same event id, so that whichever comes first counts and the other changes nothing.
"""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import stripe
from moneyed import Money
from moneyed.classes import CurrencyDoesNotExist

from shop import conf
from shop.domain.gateway_books import Moved, Settled, SettledState
from shop.domain.money import from_minor, minor
from shop.domain.payments import EventKind, EventState
from shop.domain.service_calls import call_key, is_saved_failure
from shop.gateways.base import (
    OFFERED,
    Charge,
    Found,
    IrrelevantNoticeError,
    NextStep,
    Notice,
    NoticeError,
    Offering,
    Outcome,
    RefundRequest,
    Sale,
    StepKind,
    UnreachableError,
)

API_VERSION = "2026-10-28.endive"
HOSTED = "https://checkout.stripe.com"
SECONDS = 8
RETRIES = 1
MOST_ATTEMPTS = 8
TOLERANCE = 300
LARGEST_NOTICE = 512 * 1024
LOCALES = ("fr", "en")  # Stripe's page has no Arabic; "auto" follows the browser
SPOKEN_OF = {
    "checkout.session.completed": (EventKind.CHARGE, EventState.SUCCEEDED),
    "checkout.session.async_payment_succeeded": (EventKind.CHARGE, EventState.SUCCEEDED),
    "checkout.session.async_payment_failed": (EventKind.CHARGE, EventState.FAILED),
    "checkout.session.expired": (EventKind.CANCEL, EventState.SUCCEEDED),
}
MOVED_BACK = {
    "refund.created": EventKind.REFUND,
    "refund.updated": EventKind.REFUND,
    "refund.failed": EventKind.REFUND,
    "charge.dispute.created": EventKind.DISPUTE,
    "charge.dispute.closed": EventKind.DISPUTE,
}
REFUNDS = {"succeeded": Found.DONE, "pending": Found.OPEN, "requires_action": Found.OPEN}


class Stripe:
    """Hosted Checkout by redirect. ``api_base`` is the address of a stand-in, empty for Stripe itself.

    ``webhook_secret`` may be two, divided by a comma, while one takes the other's place.
    """

    def __init__(
        self,
        *,
        secret_key: str,
        webhook_secret: str,
        api_base: str = "",
        currencies: Sequence[str] = ("MAD", "EUR", "USD"),
        grace_minutes: int = 5,
    ) -> None:
        self.time_to_pay: timedelta | None = conf.card_time()
        self.grace = timedelta(minutes=grace_minutes)
        self.currencies = tuple(currencies)
        self.origins: Sequence[str] = (_origin(api_base) if api_base else HOSTED,)
        self._webhook_secrets = [each.strip() for each in webhook_secret.split(",") if each.strip()]
        self._is_live = "_live_" in secret_key
        self._client = stripe.StripeClient(
            secret_key,
            stripe_version=API_VERSION,
            base_addresses={"api": api_base.rstrip("/")} if api_base else {},
            max_network_retries=RETRIES,
            http_client=stripe.RequestsClient(timeout=SECONDS),
        )

    def offers(self, sale: Sale, amount: Money, producers: Sequence[int]) -> Offering:
        """Offer it in the currencies that are set up."""
        return OFFERED if amount.currency.code in self.currencies else Offering("not_in_this_market")

    def start(self, charge: Charge, return_url: str) -> NextStep:
        """Open a session, or find the one that was opened for the same charge."""
        for attempt in range(MOST_ATTEMPTS):
            key = call_key("session", f"{charge.reference}#{attempt}", charge.amount)
            options: Any = {"idempotency_key": key}
            try:
                session = self._client.v1.checkout.sessions.create(_session(charge, return_url), options)
            except stripe.StripeError as error:
                if not _is_saved_failure(error):
                    raise UnreachableError(str(error)) from error
            else:
                return NextStep(StepKind.REDIRECT, url=session.url or "", handle=session.id)
        raise UnreachableError("every attempt has failed for good")

    def read_notice(self, body: bytes, headers: Mapping[str, str]) -> Notice:
        """Check size, signature and time, then read what a session's event says."""
        self._check(body, headers.get("Stripe-Signature", ""))
        try:
            event = json.loads(body)
            kind, thing, is_live = event["type"], event["data"]["object"], event["livemode"]
        except (ValueError, LookupError, TypeError) as error:
            raise NoticeError("not an event") from error
        if is_live != self._is_live:
            raise NoticeError("of the other mode")
        if kind in MOVED_BACK:
            return _moved_back(thing, MOVED_BACK[kind], str(event.get("id", "")))
        if kind not in SPOKEN_OF:
            raise IrrelevantNoticeError(kind)
        said, state = SPOKEN_OF[kind]
        if (said, state) == (EventKind.CHARGE, EventState.SUCCEEDED) and not _is_paid(thing):
            raise IrrelevantNoticeError(kind)
        return _notice(thing, said, state)

    def refund(self, refund: RefundRequest) -> Outcome:
        """Send money back by the way it came; what was sent under this key before is found again first.

        Stripe forgets keys after a day, and answers a saved failure for ever until then: its own list of
        refunds is what tells whether there is one.
        """
        try:
            session = self._session_of(refund.handle)
            intent = str(session.get("payment_intent") or "") if session else ""
            if not intent:
                return Outcome(Found.FAILED)
            for attempt in range(MOST_ATTEMPTS):
                made = self._refund_of(intent, refund.key) or self._send_back(intent, refund, attempt)
                if made is not None:
                    return Outcome(REFUNDS.get(str(made["status"]), Found.FAILED), movement=str(made["id"]))
        except stripe.InvalidRequestError:
            return Outcome(Found.FAILED)
        except stripe.StripeError as error:
            raise UnreachableError(str(error)) from error
        raise UnreachableError("every attempt has failed for good")

    def _send_back(self, intent: str, refund: RefundRequest, attempt: int) -> dict[str, Any] | None:
        """Ask for one refund. None when this attempt's key answers with a saved failure from now on."""
        options: Any = {"idempotency_key": call_key("refund", f"{refund.key}#{attempt}", refund.amount)}
        asked: Any = {
            "payment_intent": intent,
            "amount": minor(refund.amount),
            "metadata": {"reference": refund.reference, "key": refund.key},
        }
        try:
            made: dict[str, Any] = self._client.v1.refunds.create(asked, options).to_dict()
        except stripe.StripeError as error:
            if not _is_saved_failure(error):
                raise
            return None
        return made

    def _refund_of(self, intent: str, key: str) -> dict[str, Any] | None:
        """Return the refund that was made under this key, as it is now."""
        listed: Any = self._client.v1.refunds.list({"payment_intent": intent, "limit": 100}).to_dict()
        own = (one for one in listed["data"] if (one.get("metadata") or {}).get("key") == key)
        return next(own, None)

    def look_up(self, reference: str, handle: str = "") -> Outcome:
        """Ask for the session. Without a handle nobody was ever told where to pay."""
        try:
            session = self._session_of(handle)
        except stripe.StripeError as error:
            raise UnreachableError(str(error)) from error
        return _outcome(session)

    def close(self, reference: str, handle: str = "") -> Outcome:
        """Expire the session if it is open, and ask again: only its own answer counts."""
        outcome = self.look_up(reference, handle)
        if outcome.found is not Found.OPEN:
            return outcome
        options: Any = {"idempotency_key": f"expire-{handle}"}
        try:
            self._client.v1.checkout.sessions.expire(handle, {}, options)
        except stripe.InvalidRequestError:
            pass  # it was paid or it ended in between, which the next question tells
        except stripe.StripeError as error:
            raise UnreachableError(str(error)) from error
        return self.look_up(reference, handle)

    def books(self, since: datetime) -> Iterator[tuple[Moved, datetime]]:
        """Yield every charge and refund that is done since then, and when. Raises ``UnreachableError``.

        A refund that somebody made by hand names no payment: its charge does.
        """
        asked: Any = {"created": {"gte": int(since.timestamp())}, "limit": 100}
        try:
            charges = [one.to_dict() for one in self._client.v1.charges.list(asked).auto_paging_iter()]
            refunds = [one.to_dict() for one in self._client.v1.refunds.list(asked).auto_paging_iter()]
        except stripe.StripeError as error:
            raise UnreachableError(str(error)) from error
        named = {one.get("payment_intent"): _reference_of(one) for one in charges if _reference_of(one)}
        for one in charges:
            if one["status"] == "succeeded":
                yield _moved(one, EventKind.CHARGE, _reference_of(one))
        for one in refunds:
            if one["status"] == "succeeded":
                reference = _reference_of(one) or named.get(one.get("payment_intent"), "")
                yield _moved(one, EventKind.REFUND, reference)

    def settlements(self, since: datetime) -> Iterator[Settled]:
        """Yield every payout to our bank since then, with the fees of what it settles.

        Raises ``UnreachableError``.
        """
        asked: Any = {"created": {"gte": int(since.timestamp())}, "limit": 100}
        try:
            for one in self._client.v1.payouts.list(asked).auto_paging_iter():
                inside: Any = {"payout": one.id, "limit": 100}
                moved = self._client.v1.balance_transactions.list(inside).auto_paging_iter()
                yield _settled(one.to_dict(), sum(each.fee for each in moved))
        except stripe.StripeError as error:
            raise UnreachableError(str(error)) from error

    def _session_of(self, handle: str) -> dict[str, Any] | None:
        if not handle:
            return None
        try:
            found: dict[str, Any] = self._client.v1.checkout.sessions.retrieve(handle).to_dict()
        except stripe.InvalidRequestError as error:
            if error.http_status == 404:
                return None
            raise
        return found

    def _check(self, body: bytes, signature: str) -> None:
        """Refuse what is too long, not signed by Stripe, or dated more than five minutes from now."""
        if not self._webhook_secrets:
            raise NoticeError("there is no secret to check it with")
        if len(body) > LARGEST_NOTICE:
            raise NoticeError("too long")
        try:
            text = body.decode()
            self._check_signature(text, signature)
            stamped = dict(part.split("=", 1) for part in reversed(signature.split(",")))["t"]
            is_early = int(stamped) > time.time() + TOLERANCE
        except (stripe.SignatureVerificationError, ValueError, LookupError) as error:
            raise NoticeError("not signed") from error
        if is_early:
            raise NoticeError("from the future")

    def _check_signature(self, text: str, signature: str) -> None:
        """Take a notice that is signed with one of the secrets. Raises ``SignatureVerificationError``."""
        *others, last = self._webhook_secrets
        for secret in others:
            try:
                stripe.WebhookSignature.verify_header(text, signature, secret, TOLERANCE)
            except stripe.SignatureVerificationError:
                continue
            return
        stripe.WebhookSignature.verify_header(text, signature, last, TOLERANCE)


def _session(charge: Charge, return_url: str) -> Any:
    currency, about = charge.amount.currency.code.lower(), {"reference": charge.reference}
    item = {"currency": currency, "unit_amount": minor(charge.amount)}
    asked: dict[str, Any] = {
        "mode": "payment",
        "client_reference_id": charge.reference,
        "line_items": [{"quantity": 1, "price_data": item | {"product_data": {"name": charge.order_number}}}],
        "metadata": about | {"order": charge.order_number},
        "payment_intent_data": {"metadata": about},
        "locale": charge.language if charge.language in LOCALES else "auto",
        "success_url": return_url,
        "cancel_url": return_url,
    }
    if charge.pay_until is not None:
        asked["expires_at"] = int(charge.pay_until.timestamp())
    return asked


def _reference_of(thing: dict[str, Any]) -> str:
    return str((thing.get("metadata") or {}).get("reference") or "")


def _moved(thing: dict[str, Any], kind: EventKind, reference: str) -> tuple[Moved, datetime]:
    """Read a charge or a refund. The amount of a charge is what was captured of it."""
    amount = thing["amount_captured"] if kind is EventKind.CHARGE else thing["amount"]
    moved = Moved(reference, kind, str(thing["id"]), int(amount), str(thing["currency"]).upper())
    return moved, datetime.fromtimestamp(thing["created"], UTC)


def _settled(payout: dict[str, Any], fee: int) -> Settled:
    state = {"paid": SettledState.ARRIVED, "failed": SettledState.FAILED, "canceled": SettledState.FAILED}
    return Settled(
        handle=str(payout["id"]),
        amount=int(payout["amount"]),
        fee=fee,
        currency=str(payout["currency"]).upper(),
        arrives_on=datetime.fromtimestamp(payout["arrival_date"], UTC).date(),
        state=state.get(str(payout["status"]), SettledState.ON_ITS_WAY),
    )


def _outcome(session: dict[str, Any] | None) -> Outcome:
    if session is None:
        return Outcome(Found.UNKNOWN)
    if _is_paid(session):
        try:
            return Outcome(Found.PAID, _notice(session, EventKind.CHARGE, EventState.SUCCEEDED))
        except NoticeError as error:
            raise UnreachableError(str(error)) from error
    if session.get("status") == "expired":
        return Outcome(Found.CLOSED)
    return Outcome(Found.OPEN)


def _is_paid(session: Any) -> bool:
    return isinstance(session, dict) and session.get("payment_status") == "paid"


def _notice(session: Any, kind: EventKind, state: EventState) -> Notice:
    """Read a session. Its event id is made of what is said, so that a notice and an answer are one event."""
    try:
        amount = from_minor(int(session["amount_total"]), str(session["currency"]).upper())
        return Notice(
            event_id=f"{session['id']}:{kind.value}:{state.value}"[:120],
            reference=str(session.get("client_reference_id") or ""),
            kind=kind,
            state=state,
            amount=amount,
            movement=str(session["id"]),
            data={"payment_intent": str(session.get("payment_intent") or "")},
        )
    except (LookupError, TypeError, ValueError, AttributeError, CurrencyDoesNotExist) as error:
        raise NoticeError("not a session") from error


def _moved_back(thing: Any, kind: EventKind, event_id: str) -> Notice:
    """Read a refund or a dispute: money that went back, whoever sent it there."""
    try:
        amount = from_minor(int(thing["amount"]), str(thing["currency"]).upper())
        return Notice(
            event_id=f"{event_id}:{thing['id']}:{thing.get('status')}"[:120],
            reference=str((thing.get("metadata") or {}).get("reference") or ""),
            kind=kind,
            state=_BACK_STATES.get(str(thing.get("status")), EventState.REQUESTED),
            amount=amount,
            movement=str(thing["id"]),
            data={
                "payment_intent": str(thing.get("payment_intent") or ""),
                "status": str(thing.get("status")),
                "key": str((thing.get("metadata") or {}).get("key") or ""),
                "due_by": str((thing.get("evidence_details") or {}).get("due_by") or ""),
            },
        )
    except (LookupError, TypeError, ValueError, AttributeError, CurrencyDoesNotExist) as error:
        raise NoticeError("not a refund or a dispute") from error


_BACK_STATES = {
    "succeeded": EventState.SUCCEEDED,
    "failed": EventState.FAILED,
    "canceled": EventState.FAILED,
    "lost": EventState.SUCCEEDED,
    "won": EventState.FAILED,
    "warning_closed": EventState.FAILED,
}


def _is_saved_failure(error: stripe.StripeError) -> bool:
    """Say whether this failure is what the key will answer from now on.

    A session that it may have made is known to nobody, so nobody can pay it: another key is safe.
    """
    return is_saved_failure(error.http_status, error.headers)


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
