"""How an act is asked of a payment service so that it is done once, whoever asks again."""

import hashlib
from collections.abc import Mapping

from moneyed import Money

from shop.domain.money import minor


def call_key(what: str, reference: str, amount: Money) -> str:
    """Return the same key for the same operation, whoever retries it."""
    text = f"{what}|{reference}|{minor(amount)}|{amount.currency.code}"
    return f"tiwizi-{hashlib.sha256(text.encode()).hexdigest()}"


def is_saved_failure(status: int | None, headers: Mapping[str, str] | None) -> bool:
    """Say whether a failure is what the key will answer from now on: another key has to be used."""
    found = {name.lower(): value for name, value in (headers or {}).items()}
    return (status or 0) >= 500 and found.get("idempotent-replayed") == "true"
