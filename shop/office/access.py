"""Whom the office answers: operators. For everybody else its pages do not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from producers.access import is_operator
from producers.domain.actors import Actor
from producers.policy import Policy, declare

View = Callable[..., HttpResponse]


def operators_only(view: View) -> View:
    """Answer operators; tell everybody else that there is no such page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_operator(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return declare(Policy.OPERATOR)(guarded)


def actor_of(request: HttpRequest) -> Actor:
    """Return the member of staff as the one who acts."""
    return Actor(request.user.pk, request.user.get_username())
