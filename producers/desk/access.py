"""Whom the desk answers: who may check what producers send. For others it does not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from producers.access import is_editor
from producers.domain.actors import Actor
from producers.policy import Policy, declare

View = Callable[..., HttpResponseBase]


def moderators_only(view: View) -> View:
    """Answer who may check changes; tell everybody else that there is no such page. Nothing is stored."""

    @declare(Policy.EDITOR)
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_editor(request.user):
            raise Http404
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return guarded


def actor_of(request: HttpRequest) -> Actor:
    """Return the member of staff as the one who acts."""
    return Actor(request.user.pk, request.user.get_username())
