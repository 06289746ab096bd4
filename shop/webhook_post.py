"""Posts messages to programs of partners, reads keys of issuers, and asks nothing inside our own network.

The name is looked up once, every address found must be public, and the connection goes to the very address
that was checked: a name that points elsewhere a moment later leads nowhere. No redirect is followed, and of
the answer its status alone is kept.
"""

import http.client
import socket
import ssl
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from shop.domain.webhooks import BadAddressError, Fault, check_address, is_public

SECONDS = 10.0
Lookup = Callable[[str, int], Sequence[str]]


@dataclass(frozen=True)
class Answer:
    """What became of a message: ``fault`` is None when it arrived."""

    status: int | None
    fault: Fault | None


def addresses_of(host: str, port: int) -> Sequence[str]:
    """Return the IP addresses of a name. Raises ``OSError``."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(one[4][0]) for one in found]


class _Pinned(http.client.HTTPSConnection):
    """Connects to an address that was checked, and asks for the certificate of the name."""

    def __init__(self, host: str, port: int, address: str) -> None:
        super().__init__(host, port, timeout=SECONDS, context=ssl.create_default_context())
        self._address = address

    def connect(self) -> None:
        """Connect to the address, not to the name."""
        plain = socket.create_connection((self._address, self.port), SECONDS)
        self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)


Connect = Callable[[str, int, str], http.client.HTTPConnection]


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    lookup: Lookup | None = None,
    connect: Connect | None = None,
) -> Answer:
    """Post a message; never raises. ``lookup`` and ``connect`` stand in for the network in tests."""
    try:
        connection, path = _opened(url, lookup, connect)
        return _posted(connection, path, body, headers)
    except (BadAddressError, UnicodeError):
        return Answer(None, Fault.REFUSED_ADDRESS)
    except (OSError, http.client.HTTPException):
        return Answer(None, Fault.NO_ANSWER)


def get(url: str, most: int, *, lookup: Lookup | None = None, connect: Connect | None = None) -> bytes | None:
    """Return what stands at a public address; None for another answer than 200, or above ``most`` bytes."""
    try:
        connection, path = _opened(url, lookup, connect)
        return _gotten(connection, path, most)
    except (BadAddressError, UnicodeError, OSError, http.client.HTTPException):
        return None


def _opened(
    url: str, lookup: Lookup | None, connect: Connect | None
) -> tuple[http.client.HTTPConnection, str]:
    """Return a connection to an address that was checked, and the path.

    Raises ``BadAddressError``, ``OSError``.
    """
    parts = urlsplit(check_address(url))
    host, port = parts.hostname or "", parts.port or 443
    found = (lookup or addresses_of)(host, port)
    if not found or not all(map(is_public, found)):
        raise BadAddressError(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return (connect or _Pinned)(host, port, found[0]), path


def _gotten(connection: http.client.HTTPConnection, path: str, most: int) -> bytes | None:
    try:
        connection.request("GET", path, headers={"Accept": "application/json"})
        answer = connection.getresponse()
        body = answer.read(most + 1) if answer.status == 200 else None
    finally:
        connection.close()
    return body if body is not None and len(body) <= most else None


def _posted(
    connection: http.client.HTTPConnection, path: str, body: bytes, headers: Mapping[str, str]
) -> Answer:
    try:
        connection.request("POST", path, body, {"Content-Type": "application/json", **headers})
        status = connection.getresponse().status
    finally:
        connection.close()
    if 200 <= status < 300:
        return Answer(status, None)
    if status == 410:
        return Answer(status, Fault.GONE)
    return Answer(status, Fault.REDIRECTED if 300 <= status < 400 else Fault.STATUS)
