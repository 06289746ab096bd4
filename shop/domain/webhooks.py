"""Messages to programs of others: what they are signed with, whom they may reach, when one gives up.

The convention is Standard Webhooks (https://www.standardwebhooks.com, specification 1.0): three headers, and
an HMAC-SHA256 over id, time and body with a secret that both sides know.
"""

import base64
import hashlib
import hmac
import ipaddress
import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

PREFIX = "whsec_"
SECRET_BYTES = 32
GIVES_UP_AFTER = timedelta(days=5)
LONGEST_ADDRESS = 500


class Event(StrEnum):
    """What partners can be told of."""

    ORDER_PLACED = "order.placed"
    """Of orders that came through the partner's own token."""
    PRODUCT_CHANGED = "product.changed"
    STOCK_CHANGED = "stock.changed"
    DFC_REFRESH = "dfc.refresh"
    """A maker has changed, said in the words of the Data Food Consortium alone, without our envelope."""


class Scope(StrEnum):
    """What a partner's token opens."""

    READ = "catalogue.read"
    """Products in bulk, of makers who share their data."""
    SELL = "orders.write"
    """Carts and orders in the partner's name, and what becomes of them."""


class Fault(StrEnum):
    """Why a message did not arrive. Nothing of an answer's body is kept."""

    REFUSED_ADDRESS = "refused_address"
    """The address is not public, or not HTTPS."""
    NO_ANSWER = "no_answer"
    REDIRECTED = "redirected"
    STATUS = "status"
    GONE = "gone"


class BadAddressError(ValueError):
    """An address to which nothing is sent."""


def refresh_notice(enterprise: str) -> dict[str, str]:
    """Return how the Data Food Consortium tells that an enterprise (its address) is to be read again.

    The words are those that Open Food Network takes at ``/api/dfc/events``.
    """
    return {"eventType": "refresh", "enterpriseUrlid": enterprise, "scope": "ReadEnterprise"}


def new_secret() -> str:
    """Return a fresh secret as both sides write it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def signature(secret: str, message_id: str, timestamp: int, body: str) -> str:
    """Return the header ``webhook-signature`` of a message."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = f"{message_id}.{timestamp}.{body}".encode()
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def check_address(address: str) -> str:
    """Return an address that a message may be sent to. Raises ``BadAddressError``."""
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError as reason:
        raise BadAddressError(address) from reason
    is_plain = address.isascii() and address.isprintable() and " " not in address
    if parts.scheme != "https" or not host or parts.username or parts.password or not is_plain:
        raise BadAddressError(address)
    if len(address) > LONGEST_ADDRESS:
        raise BadAddressError(address)
    return address


def is_public(address: str) -> bool:
    """Say whether an IP address is one of the open internet: no private, local, shared or reserved one."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    return found.is_global and not found.is_multicast and (inner is None or inner.is_global)


def gives_up(failing_since: datetime | None, now: datetime) -> bool:
    """Say whether an endpoint has failed for so long that nothing more is sent to it."""
    return failing_since is not None and now - failing_since >= GIVES_UP_AFTER


def digest_of(token: str) -> str:
    """Return what is kept of a token: it opens nothing."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
