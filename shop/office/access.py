"""Whom the office answers: operators, and accountants about money. For others it does not exist."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from producers.access import approves_money, is_operator, keeps_books
from producers.domain.actors import Actor
from producers.policy import Policy, declare, policy_of

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


def may_open(user: object, address: str) -> bool:
    """Say whether an address answers a user, so that no link leads her to a page that does not exist for her.

    What is not guarded here, such as a page of the shop, may always be opened.
    """
    try:
        view = resolve(urlsplit(address).path).func
    except Resolver404:
        return True
    policy = policy_of(view)
    return MAY[policy](user) if policy in MAY else True


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


MAY: Mapping[Policy | None, Callable[[object], bool]] = {
    Policy.OPERATOR: is_operator,
    Policy.ACCOUNTANT: keeps_books,
    Policy.APPROVER: approves_money,
}
