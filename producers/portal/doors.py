"""The door of every screen of the portal: who is let in, for whom she acts, and what that permits."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from producers.domain.grants import Permission
from producers.keeping import let_keep
from producers.policy import Policy, declare
from producers.portal.acting import SENT_FOR, acting_of
from producers.prompts.heard import hear_in_her_voice
from producers.responses import mark_private
from producers.visiting import put_out, watch, way_in

View = Callable[..., HttpResponseBase]


def portal_page(*, needs: Permission | None = None, may_keep: bool = True) -> Callable[[View], View]:
    """Let in who acts for a maker, with what a grant must allow; ``request.acting`` says who and for whom.

    Whoever is not signed in is led to sign in, whoever has several makers to choose one. What a grant does
    not allow does not exist: 404. The view starts each query from ``for_actor`` and narrows it to her.
    ``may_keep``: whether her phone may keep the screen for when there is no line; never one with amounts.
    """

    def guard(view: View) -> View:
        may_keep_it = may_keep and needs is not Permission.SEE_MONEY

        @declare(Policy.OWNER)
        @wraps(view)
        def answer(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponseBase:
            stopped = _let_in(request, needs)
            if stopped is not None:
                return mark_private(stopped)
            shown = view(request, *args, **kwargs)
            return mark_private(let_keep(request, shown) if may_keep_it else shown)

        return answer

    return guard


def signed_in_page(view: View) -> View:
    """Let in whoever is signed in, whether or not she acts for somebody yet: to choose, and for her keys."""

    @declare(Policy.OWNER)
    @wraps(view)
    def answer(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return mark_private(_stopped(request) or view(request, *args, **kwargs))

    return answer


def _let_in(request: HttpRequest, needs: Permission | None) -> HttpResponseBase | None:
    stop = _stopped(request)
    if stop is not None:
        return stop
    acting = acting_of(request)
    if acting is None and SENT_FOR in request.headers:
        raise Http404
    if acting is None:
        return redirect("portal:choose")
    if needs is not None and not acting.allows(needs):
        raise Http404
    request.acting = acting  # type: ignore[attr-defined]  # what the door adds to a request
    return None


def _stopped(request: HttpRequest) -> HttpResponseBase | None:
    """Return where to go first, when somebody may not come in yet."""
    hear_in_her_voice(request)
    if not request.user.is_authenticated and SENT_FOR in request.headers:
        return HttpResponse(status=401)  # a script does not see where a redirect leads
    if not request.user.is_authenticated:
        return redirect(way_in(request))
    watch(request)
    return put_out(request)
