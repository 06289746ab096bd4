"""What a phone may keep of the portal while there is no line, and for whom."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from producers.digests import keyed

PURPOSE, OPENING = "queue", "queue.opening"
KEEP = "Portal-Keep"
"""Header that lets a phone keep a page, for the person that it names and nobody else."""


def who_of(user: object) -> str:
    """Return whom a phone keeps something for: it says nothing about her, and is another for each person."""
    is_somebody = getattr(user, "is_authenticated", False)
    return keyed(str(user.pk), purpose=PURPOSE)[:24] if is_somebody else ""  # type: ignore[attr-defined]  # any user model


def secrets_of(user: object) -> list[str]:
    """Return what opens the things that a phone keeps sealed for somebody: 256 bits as hex, the newest first.

    It is given to whom is signed in, and the phone does not write it down: once a phone is revoked nothing
    opens on it what waits there.
    """
    whose = str(user.pk)  # type: ignore[attr-defined]  # any user model
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return [keyed(whose, purpose=OPENING, secret=key) for key in keys]


def let_keep(request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
    """Let her phone keep a screen of the portal that was shown to her."""
    is_screen = answer.headers.get("Content-Type", "").startswith("text/html")
    if request.method == "GET" and answer.status_code == 200 and is_screen and hasattr(request, "acting"):
        answer.headers[KEEP] = who_of(request.user)
    return answer
