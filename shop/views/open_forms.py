"""Forms on pages that shared caches may keep, such as "add to cart"."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def open_form(view: View[P]) -> View[P]:
    """Take the view's forms without a token, but from our own pages only.

    A token needs a cookie, and a page with a cookie is nobody else's to keep. Browsers say themselves where
    a form comes from (``Sec-Fetch-Site``, ``Origin``), which no other site can change; one that says neither
    is too old for us, and the session's ``SameSite`` cookie does not travel with a foreign form anyway.
    Raises ``PermissionDenied`` for a form of another site.
    """

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method == "POST" and not _is_ours(request):
            raise PermissionDenied(_("This form was sent from another site."))
        return view(request, *args, **kwargs)

    return csrf_exempt(answer)


def _is_ours(request: HttpRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return not origin or urlsplit(origin).netloc == request.get_host()
