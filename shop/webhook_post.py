"""Posts one message to the program of a partner, and to nothing inside our own network.

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
        parts = urlsplit(check_address(url))
        host, port = parts.hostname or "", parts.port or 443
        found = (lookup or addresses_of)(host, port)
        if not found or not all(map(is_public, found)):
            return Answer(None, Fault.REFUSED_ADDRESS)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return _posted((connect or _Pinned)(host, port, found[0]), path, body, headers)
    except (BadAddressError, UnicodeError):
        return Answer(None, Fault.REFUSED_ADDRESS)
    except (OSError, http.client.HTTPException):
        return Answer(None, Fault.NO_ANSWER)


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
