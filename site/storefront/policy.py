"""Headers on every answer. Moving to Django 6 deletes ``PolicyMiddleware``'s parent and keeps the rest."""

from collections.abc import Callable
from functools import cache

from csp.middleware import CSPMiddleware, PolicyParts
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import has_vary_header

ADMIN_PREFIX = "/admin/"
# What Wagtail 8's editor needs beyond the site's own policy: inline panels and date fields start by scripts
# written into the page, its drop-downs carry styles, uploads are previewed from memory. Nothing from
# another origin, and no evaluation of strings.
ADMIN_POLICY = {
    "default-src": ["'self'"],
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "media-src": ["'self'", "blob:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'self'"],
}

_ITS_OWN = {"_csp_update", "_csp_replace", "_csp_config", "_csp_exempt"}
"""By one of these an answer asks for a policy of its own; all others share one text."""


class PolicyMiddleware(CSPMiddleware):
    """Set the content policy, that of the editor under its own prefix, and the permissions policy."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """Return the parts django-csp builds the header from."""
        if request.path_info.startswith(ADMIN_PREFIX) and not report_only:
            return PolicyParts(config=ADMIN_POLICY)
        return super().get_policy_parts(request, response, report_only)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Set the headers that are still missing."""
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        if not request.path_info.startswith(ADMIN_PREFIX) and not _ITS_OWN & vars(response).keys():
            response.headers.setdefault("Content-Security-Policy", _site_policy(_directives()))
            return response
        if request.path_info.startswith(ADMIN_PREFIX):
            response.headers["X-Frame-Options"] = "SAMEORIGIN"  # its preview is a frame of the same origin
        return super().process_response(request, response)


def _directives() -> tuple[tuple[str, tuple[str, ...]], ...]:
    found: dict[str, list[str]] = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    return tuple((name, tuple(sources)) for name, sources in found.items())


@cache
def _site_policy(directives: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    return str(build_policy(config=dict(directives)))


class SharedCacheMiddleware:
    """Keep every answer that knows its visitor out of shared caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and forbid storing where the answer sets a cookie, or depends on those that were sent."""
        response = self.get_response(request)
        if response.cookies or (request.COOKIES and has_vary_header(response, "Cookie")):
            response.headers["Cache-Control"] = "private, no-store"
        return response
