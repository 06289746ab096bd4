"""Counts visits on the way out: public pages alone, in the process's memory, written now and then."""

import atexit
import contextlib
import time
from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language_from_path

from home.actions.write_visits import write_visits
from home.domain.visits import LONGEST, Tally, is_machine
from producers.policy import Policy, policy_of

WAGTAIL = "wagtail_serve"
tally = Tally(most=200, seconds=60)


class VisitsMiddleware:
    """A visit is a page that was shown to a browser; what it says of the visitor is not looked at."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        atexit.register(write)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and count."""
        response = self.get_response(request)
        language = get_language_from_path(request.path)
        if language and _is_visit(request, response):
            key = (timezone.localdate(), request.path, language)
            if tally.add(key, time.monotonic()):
                write()
        return response


def write() -> None:
    """Write what this process has counted. A count is never worth an error to a visitor."""
    with contextlib.suppress(DatabaseError):
        write_visits(tally.take())


def _is_visit(request: HttpRequest, response: HttpResponse) -> bool:
    is_page = response.status_code == 200 and response.headers.get("Content-Type", "").startswith("text/html")
    if request.method != "GET" or not is_page or len(request.path) > LONGEST:
        return False
    return _is_public(request) and not is_machine(request.META.get("HTTP_USER_AGENT", ""))


def _is_public(request: HttpRequest) -> bool:
    """A page with a secret or a person in its address is never kept."""
    match = request.resolver_match
    return bool(match) and (match.url_name == WAGTAIL or policy_of(match.func) is Policy.PUBLIC)
