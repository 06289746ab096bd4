"""The country that somebody buys for, on every request and remembered."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject

from shop.domain.country_rules import HOME
from shop.reading.market import (
    COUNTRY_COOKIE,
    asked_country,
    current_country,
    current_market,
    remembered_country,
)

A_YEAR = 365 * 24 * 3600


class MarketMiddleware:
    """Put ``country`` and ``market`` on the request, and remember a country that the address names.

    ``market`` is read when it is first used. No cookie is set for what would be answered without one, nor
    by what programs read.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer for the request's country."""
        request.country = current_country(request)  # type: ignore[attr-defined]  # Django's way to pass it on
        request.market = SimpleLazyObject(lambda: current_market(request))  # type: ignore[attr-defined]  # as above
        response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            asked = asked_country(request)
            if asked and asked != (remembered_country(request) or HOME):
                remember_country(request, response, asked)
            patch_vary_headers(response, ["Cookie"])  # the country of the footer, the prices, the cart
        return response


def remember_country(request: HttpRequest, response: HttpResponse, country: str) -> None:
    """Keep the country for the next pages; it says nothing about a person, so it needs no session."""
    response.set_cookie(
        COUNTRY_COOKIE, country, max_age=A_YEAR, secure=request.is_secure(), httponly=True, samesite="Lax"
    )
