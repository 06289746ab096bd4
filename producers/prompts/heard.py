"""The voice that the listener of this request has chosen."""

from contextvars import ContextVar

from django.http import HttpRequest

CHOSEN = "portal_voice"
_voice: ContextVar[str] = ContextVar("tiwizi_voice", default="")


def voice_now() -> str:
    """Return the voice that was chosen for the request under way, empty for that of the interface."""
    return _voice.get()


def hear_in_her_voice(request: HttpRequest) -> None:
    """Have the screens of this request speak in the voice that its session holds."""
    _voice.set(str(request.session.get(CHOSEN, "")))
