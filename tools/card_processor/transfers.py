"""Transfers to connected accounts, and what takes them back: the rules that a description cannot say."""

from . import shapes
from .errors import Refused, missing
from .rules import CURRENCIES, Processor
from .store import Thing


def transfer(processor: Processor, asked: Thing) -> Thing:
    """Send money of our balance to an account that may receive it, in a currency of which there is enough."""
    store, currency, amount = processor.store, asked["currency"], asked.get("amount", 0)
    if currency not in CURRENCIES:
        raise Refused(400, f"Invalid currency: {currency}")
    if amount <= 0:
        raise Refused(400, "Invalid positive integer", code="parameter_invalid_integer")
    found = store.get(asked["destination"], "account")
    if found is None:
        raise Refused(400, f"No such destination: '{asked['destination']}'", code="resource_missing")
    if found["capabilities"].get("transfers") != "active":
        message = "Your destination account needs the transfers capability to receive transfers"
        raise Refused(400, message, code="insufficient_capabilities_for_transfer")
    if processor.balance().get(currency, 0) < amount:
        message = f"You have insufficient available funds in your Stripe account in {currency}"
        raise Refused(400, message, code="balance_insufficient")
    made = store.put(shapes.transfer(asked, int(store.now())))
    processor.tell("transfer.created", made)
    return made


def take_back(processor: Processor, name: str, asked: Thing) -> Thing:
    """Take a transfer back, at most what is left of it."""
    store = processor.store
    found = store.get(name, "transfer")
    if found is None:
        raise missing("transfer", name)
    left = found["amount"] - found["amount_reversed"]
    amount = asked.get("amount", left)
    if not 0 < amount <= left:
        raise Refused(400, f"Reversal amount is greater than what is left ({left})")
    made = store.put(shapes.reversal(found, amount, asked.get("metadata", {}), int(store.now())))
    found["amount_reversed"] += amount
    found["reversed"] = found["amount_reversed"] == found["amount"]
    rows = [made, *found["reversals"]["data"]]
    found["reversals"] = shapes.listed(rows, found["reversals"]["url"], {})
    processor.tell("transfer.reversed", store.put(found))
    return made


def reversals(processor: Processor, name: str, asked: Thing, path: str) -> Thing:
    """List what was taken back of a transfer."""
    rows = [row for row in processor.store.all("transfer_reversal") if row["transfer"] == name]
    return shapes.listed(rows, path, asked)
