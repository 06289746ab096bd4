"""The shop held: everybody may look, nobody may write, while it is moved or brought back from a backup.

A file on the machine says so, since the database is what nobody may write to. Pages are served on; whoever
sends a form is told to come back in a while, and the jobs wait.
"""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

SAFE = ("GET", "HEAD", "OPTIONS")
RETRY_SECONDS = "300"


def flag() -> Path:
    """Return the file that holds the shop."""
    return Path(settings.VAR_DIR) / "held"


def is_held() -> bool:
    """Say whether the shop is held."""
    return flag().exists()


def hold() -> None:
    """Hold the shop from the next request on; safe to repeat."""
    flag().parent.mkdir(parents=True, exist_ok=True)
    flag().touch()


def let_go() -> None:
    """Take orders again; safe to repeat."""
    flag().unlink(missing_ok=True)


class HoldMiddleware:
    """Answers whatever would write with 503 while the shop is held. A gateway's notice comes again later."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let reading through."""
        if request.method in SAFE or not is_held():
            return self.get_response(request)
        text = _("The shop is being moved. Nothing you typed was kept: please try again in a few minutes.")
        headers = {"Retry-After": RETRY_SECONDS, "Cache-Control": "no-store"}
        return HttpResponse(
            f"{text}\n", status=503, content_type="text/plain; charset=utf-8", headers=headers
        )
