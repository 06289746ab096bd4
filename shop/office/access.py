"""Whom the office answers: operators, and accountants about money. For others it does not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from producers.access import approves_money, is_operator, keeps_books
from producers.domain.actors import Actor
from producers.policy import Policy, declare

View = Callable[..., HttpResponse]


def operators_only(view: View) -> View:
    """Answer operators; tell everybody else that there is no such page."""

    return declare(Policy.OPERATOR)(_guarded(view, is_operator))


def accountants_too(view: View) -> View:
    """Answer accountants and operators; tell everybody else that there is no such page."""
    return declare(Policy.ACCOUNTANT)(_guarded(view, keeps_books))


def approvers_only(view: View) -> View:
    """Answer who may approve money that somebody else proposed; tell others that there is no such page."""
    return declare(Policy.APPROVER)(_guarded(view, approves_money))


def _guarded(view: View, may_see: Callable[[object], bool]) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_see(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def actor_of(request: HttpRequest) -> Actor:
    """Return the member of staff as the one who acts."""
    return Actor(request.user.pk, request.user.get_username())
