"""Paying an order on a gateway's page: the way there, the way back, and the way out of it."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from producers.responses import secret_page
from shop.actions.ask_gateway import ask_gateway
from shop.actions.change_way import pay_in_another_way
from shop.actions.complete import start
from shop.actions.reopen import reopen
from shop.context import CART_KEY
from shop.domain.errors import RefusedError
from shop.domain.states import OrderStatus
from shop.gateways.base import Found, StepKind, UnreachableError
from shop.gateways.registry import all_gateways
from shop.models import Order
from shop.reading.balance import awaited_payment, balance_of
from shop.reading.given import is_given
from shop.refusal_words import sentence_for
from shop.views.steps import see_other
from shop.way_back import not_now, way_back

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def leads_out(view: View[P]) -> View[P]:
    """Let the forms of a page lead to the gateways' own pages; browsers stop the redirect otherwise."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        origins = [origin for way in all_gateways().values() for origin in way.origins]
        if origins:
            # What django-csp's own decorator sets, with values that are known only now.
            response._csp_update = {"form-action": origins}  # type: ignore[attr-defined]  # read by django-csp
        return response

    return answer


@leads_out
@secret_page
@require_POST
def pay(request: HttpRequest, token: str) -> HttpResponse:
    """Lead to the payment page once more; the same payment, so that nobody pays twice."""
    order = _order(token)
    try:
        payment = awaited_payment(order)
        if payment is None or ask_gateway(order) is Found.PAID:
            return see_other("shop:order", token)
        step = start(order, payment, way_back(order))
    except UnreachableError:
        messages.warning(request, not_now())
        return see_other("shop:order", token)
    return see_other(step.url) if step.kind is StepKind.REDIRECT else see_other("shop:order", token)


@leads_out
@secret_page
@require_POST
def pay_otherwise(request: HttpRequest, token: str) -> HttpResponse:
    """Close the payment and lead to the other ways, with everything in the cart as it was.

    A trade buyer has no cart, nor has who pays for a service given to her alone, such as a stand: she stays
    at her order, and has said which way (``method``).
    """
    order = _order(token)
    if order.advance is not None or is_given(order):
        return _in_another_way(request, order)
    try:
        cart = reopen(order)
    except UnreachableError:
        messages.warning(request, not_now())
        return see_other("shop:order", token)
    except RefusedError as refusal:
        messages.warning(request, sentence_for(refusal))
        return see_other("shop:order", token)
    request.session[CART_KEY] = cart.token
    return see_other("shop:checkout")


def _in_another_way(request: HttpRequest, order: Order) -> HttpResponse:
    try:
        payment = pay_in_another_way(order, request.POST.get("method", ""))
        order.refresh_from_db()
        step = start(order, payment, way_back(order))
    except UnreachableError:
        messages.warning(request, not_now())
        return see_other("shop:order", order.token)
    except RefusedError as refusal:
        messages.warning(request, sentence_for(refusal))
        return see_other("shop:order", order.token)
    return see_other(step.url) if step.kind is StepKind.REDIRECT else see_other("shop:order", order.token)


def waits_elsewhere(order: Order) -> bool:
    """Say whether an order waits for money on a gateway's own page."""
    way = all_gateways().get(order.method)
    is_waiting = order.status == OrderStatus.DRAFT or balance_of(order) > 0
    return way is not None and bool(way.origins) and is_waiting


def ask_quietly(order: Order) -> str:
    """Ask about an order that waits; return what to tell her when nobody answered."""
    try:
        ask_gateway(order)
    except UnreachableError:
        return _("The bank does not answer at the moment. We ask again and tell you as soon as we know.")
    return ""


def _order(token: str) -> Order:
    found = Order.objects.by_token(token).first()
    if found is None:
        raise Http404(token)
    return found
