"""Who calls, behind a proxy: limits that count by address count the visitor, not the proxy."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class CallerMiddleware:
    """Put the visitor's address into ``REMOTE_ADDR`` where a proxy of ours passes it on.

    The last address of ``X-Forwarded-For`` is the one that our proxy saw; those before it are what the
    visitor says. From anybody but a trusted proxy the header says nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request of whoever sent it."""
        seen = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        if seen and request.META.get("REMOTE_ADDR", "") in settings.TRUSTED_PROXIES:
            request.META["REMOTE_ADDR"] = seen[:45]
        return self.get_response(request)
