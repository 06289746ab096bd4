"""Headers of pages that belong to one person."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

NO_REFERRER_CSRF = "producers.csrf.NoReferrerCsrfMiddleware"


def private_page(view: View[P]) -> View[P]:
    """Keep what the view answers out of search engines, caches and the referrers of other sites.

    For pages with an order, a cart, a checkout or an account. Class-based views take it through
    ``method_decorator(private_page, name="dispatch")``.
    """

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        return mark_private(view(request, *args, **kwargs))

    return answer


def mark_private(response: HttpResponseBase) -> HttpResponseBase:
    """Set the headers of a private page on an answer."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = _referrer_policy()
    return response


def _referrer_policy() -> str:
    """Return ``no-referrer`` where its forms can be sent, else the next best.

    Under ``no-referrer`` browsers send forms with ``Origin: null``, which Django's own CSRF middleware
    refuses; ``same-origin`` keeps the address from other sites too.
    """
    return "no-referrer" if NO_REFERRER_CSRF in settings.MIDDLEWARE else "same-origin"
