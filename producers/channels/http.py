"""Messages through a gateway for SMS or WhatsApp that takes JSON over HTTP.

What it gets is ``{"to", "text", "language", "kind", "id"}``, with the same ``Idempotency-Key`` at every
attempt: a gateway that knows the header sends nothing twice. Called by the job that sends
messages, outside of any transaction; whatever raises here brings the message back later, ever later.
"""

import http.client
import json
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from producers.channels.base import Outgoing, UndeliverableError

# The gateway has understood and says that it will never do it: no such number, or a text that it refuses.
FOR_GOOD = frozenset({400, 404, 410, 413, 422})
ANSWER_LENGTH = 500


class _NoRedirect(HTTPRedirectHandler):
    """A gateway that moves is set anew by a person: phones and tokens are not carried elsewhere."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        """Follow nothing."""


class Http:
    """Posts each message to ``url``, with ``token`` as its bearer; waits ``timeout`` seconds at most.

    Raises ``ValueError`` for an address that is not HTTP or for a time that is none.
    """

    def __init__(self, url: str, token: str = "", timeout: float = 10.0) -> None:
        if not url.startswith(("https://", "http://")) or timeout <= 0:
            raise ValueError("the message channel needs an http(s) address and a time to wait")
        self.url, self.token, self.timeout = url, token, timeout
        self._opener = build_opener(_NoRedirect)

    def send(self, message: Outgoing) -> None:
        """Post one message. Raises ``UndeliverableError`` when the gateway says never."""
        try:
            with self._opener.open(self._request(message), timeout=self.timeout) as answer:
                if not 200 <= answer.status < 300:
                    raise http.client.HTTPException(f"the gateway answered {answer.status}")
        except HTTPError as refused:
            with refused:
                said = refused.read(ANSWER_LENGTH).decode(errors="replace")
            if refused.code in FOR_GOOD:
                raise UndeliverableError(f"{refused.code}: {said}") from refused
            raise

    def _request(self, message: Outgoing) -> Request:
        body = {
            "to": message.recipient,
            "text": message.text,
            "language": message.language,
            "kind": message.kind,
            "id": message.id,
        }
        headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": message.id}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        data = json.dumps(body, ensure_ascii=False).encode()
        return Request(self.url, data=data, headers=headers, method="POST")  # noqa: S310  checked when built
