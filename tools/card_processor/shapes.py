"""The processor's objects, as its API description has them."""

import secrets
from typing import Any

from .store import Thing

API_VERSION = "2026-10-28.endive"
NOBODY: dict[str, Any] = {"address": None, "email": None, "name": None, "phone": None, "tax_id": None}


def new_id(prefix: str) -> str:
    """Return an id that says what it is of and cannot be guessed."""
    return f"{prefix}_{secrets.token_hex(12)}"


def session(asked: Thing, amount: int, currency: str, now: int, page: str) -> Thing:
    """Return an open checkout session."""
    name = new_id("cs_test")
    return {
        "id": name,
        "object": "checkout.session",
        "livemode": False,
        "mode": "payment",
        "status": "open",
        "payment_status": "unpaid",
        "payment_intent": None,
        "amount_subtotal": amount,
        "amount_total": amount,
        "currency": currency,
        "client_reference_id": asked.get("client_reference_id"),
        "metadata": asked.get("metadata", {}),
        "locale": asked.get("locale"),
        "success_url": asked.get("success_url"),
        "cancel_url": asked.get("cancel_url"),
        "url": f"{page}/c/pay/{name}",
        "created": now,
        "expires_at": int(asked.get("expires_at") or now + 86_400),
        "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
        "custom_fields": [],
        "custom_text": {
            "after_submit": None,
            "shipping_address": None,
            "submit": None,
            "terms_of_service_acceptance": None,
        },
        "payment_method_types": ["card"],
        "shipping_options": [],
    }


def intent(of: Thing, metadata: Thing, now: int) -> Thing:
    """Return the payment intent of a session that is being paid."""
    return {
        "id": new_id("pi"),
        "object": "payment_intent",
        "livemode": False,
        "amount": of["amount_total"],
        "amount_received": 0,
        "currency": of["currency"],
        "created": now,
        "latest_charge": None,
        "metadata": metadata,
        "status": "requires_payment_method",
    }


def charge(of: Thing, now: int, *, failure: str = "") -> Thing:
    """Return a charge of an intent: paid, or failed with a code."""
    return {
        "id": new_id("ch"),
        "object": "charge",
        "livemode": False,
        "amount": of["amount"],
        "amount_captured": 0 if failure else of["amount"],
        "amount_refunded": 0,
        "billing_details": NOBODY,
        "captured": not failure,
        "created": now,
        "currency": of["currency"],
        "disputed": False,
        "failure_code": failure or None,
        "metadata": of["metadata"],
        "paid": not failure,
        "payment_intent": of["id"],
        "refunded": False,
        "status": "failed" if failure else "succeeded",
    }


def refund(of: Thing, amount: int, metadata: Thing, now: int) -> Thing:
    """Return a refund of a charge."""
    return {
        "id": new_id("re"),
        "object": "refund",
        "amount": amount,
        "charge": of["id"],
        "created": now,
        "currency": of["currency"],
        "metadata": metadata,
        "payment_intent": of["payment_intent"],
        "reason": None,
        "status": "succeeded",
    }


def payout(amount: int, currency: str, now: int) -> Thing:
    """Return a payout of our balance to the shop's bank."""
    return {
        "id": new_id("po"),
        "object": "payout",
        "amount": amount,
        "application_fee": None,
        "application_fee_amount": None,
        "arrival_date": now,
        "automatic": True,
        "balance_transaction": None,
        "created": now,
        "currency": currency,
        "description": "STRIPE PAYOUT",
        "destination": None,
        "failure_balance_transaction": None,
        "failure_code": None,
        "failure_message": None,
        "livemode": False,
        "metadata": {},
        "method": "standard",
        "original_payout": None,
        "payout_method": None,
        "reconciliation_status": "completed",
        "reversed_by": None,
        "source_type": "card",
        "statement_descriptor": None,
        "status": "paid",
        "trace_id": None,
        "type": "bank_account",
    }


def balance_transaction(of: Thing, amount: int, fee: int, now: int) -> Thing:
    """Return what a charge, a refund or a payout does to the balance: ``amount`` before the fee."""
    return {
        "id": new_id("txn"),
        "object": "balance_transaction",
        "amount": amount,
        "available_on": now,
        "balance_type": "payments",
        "created": now,
        "currency": of["currency"],
        "description": None,
        "exchange_rate": None,
        "fee": fee,
        "fee_details": [],
        "net": amount - fee,
        "reporting_category": of["object"],
        "source": of["id"],
        "status": "available",
        "type": of["object"],
    }


def transfer(asked: Thing, now: int) -> Thing:
    """Return a transfer of our balance to a connected account."""
    name = new_id("tr")
    return {
        "id": name,
        "object": "transfer",
        "amount": asked["amount"],
        "amount_reversed": 0,
        "balance_transaction": None,
        "created": now,
        "currency": asked["currency"],
        "description": asked.get("description"),
        "destination": asked["destination"],
        "destination_payment": new_id("py"),
        "livemode": False,
        "metadata": asked.get("metadata", {}),
        "reversals": listed([], f"/v1/transfers/{name}/reversals", {}),
        "reversed": False,
        "source_transaction": None,
        "source_type": "card",
        "transfer_group": asked.get("transfer_group"),
    }


def reversal(of: Thing, amount: int, metadata: Thing, now: int) -> Thing:
    """Return what takes a transfer back, whole or in part."""
    return {
        "id": new_id("trr"),
        "object": "transfer_reversal",
        "amount": amount,
        "balance_transaction": None,
        "created": now,
        "currency": of["currency"],
        "destination_payment_refund": None,
        "metadata": metadata,
        "source_refund": None,
        "transfer": of["id"],
    }


def account(name: str, state: str) -> Thing:
    """Return a connected account whose transfers are ``active``, ``pending`` or ``inactive``."""
    return {"id": name, "object": "account", "capabilities": {"transfers": state}, "type": "express"}


def balance(sums: dict[str, int]) -> Thing:
    """Return what is ours by currency, all of it available."""
    rows = [{"amount": amount, "currency": currency} for currency, amount in sorted(sums.items())]
    return {"object": "balance", "available": rows, "pending": [], "livemode": False}


def event(kind: str, about: Thing, now: int) -> Thing:
    """Return the event that tells of an object as it is now."""
    return {
        "id": new_id("evt"),
        "object": "event",
        "api_version": API_VERSION,
        "created": now,
        "data": {"object": about},
        "livemode": False,
        "pending_webhooks": 1,
        "request": {"id": None, "idempotency_key": None},
        "type": kind,
    }


def listed(things: list[Thing], url: str, asked: Thing) -> Thing:
    """Return one page of a list."""
    most = min(100, max(1, int(asked.get("limit", 10))))
    names = [thing["id"] for thing in things]
    after = names.index(asked["starting_after"]) + 1 if asked.get("starting_after") in names else 0
    shown = things[after : after + most]
    return {"object": "list", "url": url, "data": shown, "has_more": after + most < len(things)}
