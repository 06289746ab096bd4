"""Rules of signing in without e-mail: codes sent to a phone, printed cards, and who may ask how often."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from producers.domain.phones import western_digits

CODE_DIGITS = 6
CODE_LIFE = timedelta(minutes=10)
CODE_TRIES = 5
# Between proving the phone or the card and choosing the pictures: long enough for a slow line.
PROOF_LIFE = timedelta(minutes=10)
IDLE = timedelta(minutes=5)
# An agent came in by password and second factor, on a phone of her own.
IDLE_BY_PASSWORD = timedelta(hours=8)
DEVICE_LIFE = timedelta(days=90)
MOST_ON_A_DEVICE = 12


@dataclass(frozen=True)
class Limit:
    """At most ``most`` tries within a stretch of time that starts with the first."""

    purpose: str
    most: int
    within: timedelta


# A message costs money and rings in somebody's pocket.
ASKS_OF_A_PHONE = Limit("ask.phone", 3, timedelta(minutes=15))
ASKS_OF_A_PHONE_A_DAY = Limit("ask.phone.day", 10, timedelta(days=1))
# Many phones share one address of a mobile network, so these stop machines, not a village.
ASKS_OF_A_CALLER = Limit("ask.caller", 60, timedelta(hours=1))
GUESSES_OF_A_CALLER = Limit("guess.caller", 120, timedelta(hours=1))
LIMITS = (ASKS_OF_A_PHONE, ASKS_OF_A_PHONE_A_DAY, ASKS_OF_A_CALLER, GUESSES_OF_A_CALLER)


def new_code() -> str:
    """Return a fresh code of six digits, from a source that nobody can foresee."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"


def code_typed(text: str) -> str:
    """Return the digits of what was typed, those of any script as 0 to 9; empty unless there are six."""
    digits = "".join(sign for sign in western_digits(text[:40]) if sign in "0123456789")
    return digits if len(digits) == CODE_DIGITS else ""


def new_secret() -> str:
    """Return a fresh secret of 256 bits for a card or a device, safe in an address."""
    return secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """Return what is kept of a secret of full length. It needs no key: nobody guesses 256 bits."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()
