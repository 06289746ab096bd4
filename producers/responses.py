"""Pages that belong to one person, and those that everybody sees alike: their headers, whom they answer.

Each of these decorators declares a policy; ``producers.policy.public`` does no more than that.
Class-based views take them through ``method_decorator(private_page, name="dispatch")``.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from producers.access import is_editor, is_operator
from producers.policy import Policy, declare
from producers.visiting import put_out

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

A_MINUTE = 60
MICROPHONE = "microphone=(self)"  # for the answers on which somebody records her voice
NO_REFERRER_CSRF = "producers.csrf.NoReferrerMiddleware"


def private_page(view: View[P]) -> View[P]:
    """Keep what the view answers out of search engines, caches and the referrers of other sites.

    For pages of a visitor's own: her cart, her checkout, a form of hers.
    """

    @declare(Policy.VISITOR)
    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        return mark_private(view(request, *args, **kwargs))

    return answer


def secret_page(view: View[P]) -> View[P]:
    """A private page that the secret in its address opens; the view answers 404 to any other."""
    return declare(Policy.KEY)(private_page(view))


def owner_page(view: View[P]) -> View[P]:
    """A private page of somebody signed in; others are led to sign in. The view starts from ``for_actor``.

    Whoever came in by the producers' door and was away for five minutes is led back to it.
    """

    @declare(Policy.OWNER)
    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return mark_private(redirect_to_login(request.get_full_path()))
        return mark_private(put_out(request) or view(request, *args, **kwargs))

    return answer


def editor_page(view: View[P]) -> View[P]:
    """A private page of those who check what producers send; others do not learn that it exists."""

    @declare(Policy.EDITOR)
    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not is_editor(request.user):
            raise Http404
        return mark_private(view(request, *args, **kwargs))

    return answer


def operator_page(view: View[P]) -> View[P]:
    """A private page of those who run the shop; others do not learn that it exists."""

    @declare(Policy.OPERATOR)
    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not is_operator(request.user):
            raise Http404
        return mark_private(view(request, *args, **kwargs))

    return answer


def shared_page(view: View[P]) -> View[P]:
    """Let shared caches keep the view's answer to somebody without any cookie for a minute.

    What it shows is the same for everybody who has none; ``Vary: Cookie`` keeps the others apart.
    """

    @declare(Policy.PUBLIC)
    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, ["Cookie"])
        is_plain = request.method in ("GET", "HEAD") and response.status_code == 200
        if is_plain and not request.COOKIES and not response.cookies:
            response.headers.setdefault("Cache-Control", f"public, max-age=0, s-maxage={A_MINUTE}")
        return response

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
