"""Ordering what is in a cart, and how far an order is."""

import hmac
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from ninja import Router, Status

from producers.editions.current import settled
from shop.actions.complete import Completion, complete
from shop.actions.fill_in import fill_in
from shop.api import cart_schemas as schemas
from shop.api.cart_shapes import order_shape
from shop.api.carts import REFUSED, whose
from shop.api.once import Key, once
from shop.api.problems import ProblemError
from shop.api.schemas import Problem
from shop.domain.checkout import checkout_from
from shop.domain.errors import RefusedError, Why
from shop.domain.money import from_minor
from shop.gateways.base import NextStep, UnreachableError
from shop.models import Cart, Order
from shop.reading.legal import accepted_versions
from shop.reading.market import market_for
from shop.reading.orders import find_order, read_order
from shop.reading.quote import quote
from shop.way_back import may_return_to, way_back

router = Router(tags=["orders"])


def order_of(request: HttpRequest) -> Order:
    """Return the order of the secret in the address. Raises ``not_found``."""
    token = request.resolver_match.kwargs["token"] if request.resolver_match else ""
    found = Order.objects.by_token(token).first()
    if found is None:
        raise ProblemError(404, "not_found")
    return found


@router.post(
    "cart/{token}/order",
    auth=whose,
    response={201: schemas.Order, 503: Problem, **REFUSED},
    operation_id="placeOrder",
    url_name="cart_order",
)
def place_order(
    request: HttpRequest, response: HttpResponse, token: str, asked: schemas.OrderAsked, key: Key
) -> Any:
    """Order the cart for the total that the buyer saw. A second press finds the first order.

    Under an ``Idempotency-Key`` another request than the first is refused.

    ``next`` says where she goes: a card is paid at ``next.url``; that address decides nothing about payment.
    """
    cart: Cart = request.auth  # type: ignore[attr-defined]  # set by the door

    def order() -> Completion:
        _say_yes(cart, asked)
        return complete(
            cart,
            shown=_shown(asked, cart),
            method=checkout_from(cart.checkout).method,
            attempt=asked.attempt,
            lang=get_language() or "fr",
            return_url=way_back,
        )

    try:
        done = once(response, cart, key, asked, order) or order()
    except UnreachableError as reason:  # the order waits with everything in it: the same call tries again
        raise ProblemError(503, "unavailable", {"Retry-After": "30"}) from reason
    return Status(201, _order(done.order.token, done.step))


@router.get(
    "orders/{token}",
    auth=order_of,
    response={200: schemas.Order, **REFUSED},
    operation_id="getOrder",
    url_name="order",
)
def get_order(request: HttpRequest, token: str) -> Any:
    """Show how far an order is, by its secret."""
    return _order(token, None)


def _say_yes(cart: Cart, asked: schemas.OrderAsked) -> None:
    """Keep what she said yes to, as the page does, where she saw the cart as it is. Raises ``BAD_RETURN``."""
    if asked.return_to and not may_return_to(cart, asked.return_to):
        raise RefusedError(Why.BAD_RETURN)
    if cart.closed_at is not None or not hmac.compare_digest(
        asked.attempt.encode(errors="replace"), cart.attempt.encode()
    ):
        return
    with settled():
        accepted = accepted_versions(timezone.localdate()) if asked.accepted else {}
    agreed = quote(cart, market_for(cart.country)).date_to_agree if asked.agreed else None
    try:
        fill_in(cart, accepted=accepted, agreed=agreed, return_to=asked.return_to)
    except RefusedError as refused:  # the same press has ordered it meanwhile: its order is found
        if refused.code is not Why.CLOSED:
            raise


def _shown(asked: schemas.OrderAsked, cart: Cart) -> Any:
    """Return the total that she saw. Raises ``TOTAL_CHANGED`` for one in another currency."""
    currency = str(market_for(cart.country).currency)
    if asked.shown.currency != currency:
        raise RefusedError(Why.TOTAL_CHANGED)
    return from_minor(asked.shown.amount, currency)


def _order(token: str, step: NextStep | None) -> dict[str, Any]:
    order = find_order(token)
    if order is None:
        raise ProblemError(404, "not_found")
    shown = read_order(order, get_language() or "fr")
    return order_shape(shown, step or shown.pay)
