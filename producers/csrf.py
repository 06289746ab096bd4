"""Django's CSRF protection for pages under ``Referrer-Policy: no-referrer``."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class NoReferrerMiddleware:
    """Name our own origin where a browser says ``Origin: null``; stands before ``CsrfViewMiddleware``.

    A browser sends ``null`` for a form on a page with ``no-referrer``. ``Sec-Fetch-Site``, which no
    script can set, then tells our pages from others. Browsers too old to send it are held by the token,
    which Django checks as always.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, with its origin written out if the form came from our own page."""
        is_ours = request.META.get("HTTP_SEC_FETCH_SITE", "same-origin") == "same-origin"
        if request.META.get("HTTP_ORIGIN") == "null" and is_ours:
            request.META["HTTP_ORIGIN"] = f"{request.scheme}://{request.get_host()}"
        return self.get_response(request)
