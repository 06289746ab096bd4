"""Carts of programs: the same actions as the pages, and so the same rules and the same refusals.

A cart is opened by its secret, which stands in the address; no cookie names it.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from ninja import Router, Status

from shop import conf
from shop.actions import carts
from shop.actions.fill_in import fill_in
from shop.actions.holds import hold
from shop.actions.partners import note_cart
from shop.api import cart_schemas as schemas
from shop.api.bearers import partner_of
from shop.api.cart_shapes import cart_shape
from shop.api.once import Key, once
from shop.api.problems import ProblemError
from shop.api.schemas import Problem
from shop.domain.delivery import Mode
from shop.domain.errors import RefusedError, Why
from shop.domain.webhooks import Scope
from shop.forms.address import AddressForm, ContactForm
from shop.models import Cart, Variant
from shop.reading.carts import cart_shown
from shop.reading.market import market_for
from shop.reading.progress import Progress, delivered_to, read_progress

router = Router(tags=["carts"])
REFUSED = {
    401: Problem,
    403: Problem,
    404: Problem,
    406: Problem,
    409: Problem,
    422: Problem,
    429: Problem,
    400: Problem,
}


def whose(request: HttpRequest) -> Cart:
    """Return the cart of the secret in the address. Raises ``not_found``."""
    token = request.resolver_match.kwargs["token"] if request.resolver_match else ""
    found = Cart.objects.filter(token=token).first() if token and "\x00" not in token else None
    if found is None:
        raise ProblemError(404, "not_found")
    return found


@router.post(
    "carts", response={201: schemas.Cart, 503: Problem, **REFUSED}, operation_id="openCart", url_name="carts"
)
def open_cart(request: HttpRequest, asked: schemas.CartAsked) -> Any:
    """Open a cart for somebody who pays from a country; keep its ``token``, which opens it.

    With a partner's token in ``Authorization`` its order is the partner's to be told of.
    """
    token = partner_of(request, Scope.SELL)
    cart = carts.open_cart(asked.country)
    if token is not None:
        note_cart(cart, token.partner)
    return Status(201, shown(cart))


@router.get(
    "cart/{token}",
    auth=whose,
    response={200: schemas.Cart, **REFUSED},
    operation_id="getCart",
    url_name="cart",
)
def get_cart(request: HttpRequest, token: str) -> Any:
    """Show the cart with all its costs, its ways of delivery and of paying, and what is still missing."""
    return shown(_open(request))


@router.post(
    "cart/{token}/lines",
    auth=whose,
    response={200: schemas.Cart, **REFUSED},
    operation_id="addLine",
    url_name="cart_lines",
)
def add_line(
    request: HttpRequest, response: HttpResponse, token: str, asked: schemas.LineAsked, key: Key
) -> Any:
    """Put pieces into the cart, on top of those that are there; under an ``Idempotency-Key`` once."""
    cart = _open(request)

    def add() -> None:
        carts.add(cart, _variant(asked.variant), asked.quantity, market_for(cart.country))

    once(response, cart, key, asked, add)
    return shown(cart)


@router.patch(
    "cart/{token}/lines",
    auth=whose,
    response={200: schemas.Cart, **REFUSED},
    operation_id="changeLine",
    url_name="cart_lines",
)
def change_line(request: HttpRequest, token: str, asked: schemas.LineChange) -> Any:
    """Say how many pieces of a variant are wanted; none takes it out."""
    cart, variant = _open(request), _variant(asked.variant)
    line = cart.lines.filter(variant=variant).first()
    if line is not None:
        carts.change(cart, line.pk, asked.quantity, market_for(cart.country))
    elif asked.quantity:
        carts.add(cart, variant, asked.quantity, market_for(cart.country))
    return shown(cart)


@router.post(
    "cart/{token}/accepted-changes",
    auth=whose,
    response={200: schemas.Cart, **REFUSED},
    operation_id="acceptChanges",
    url_name="cart_accepted",
)
def accept_changes(request: HttpRequest, token: str) -> Any:
    """Take over what has changed since: today's prices, as many pieces as there are."""
    cart = _open(request)
    carts.accept_changes(cart, market_for(cart.country))
    return shown(cart)


@router.patch(
    "cart/{token}/checkout",
    auth=whose,
    response={200: schemas.Cart, **REFUSED},
    operation_id="fillCheckout",
    url_name="cart_checkout",
)
def fill_checkout(request: HttpRequest, token: str, asked: schemas.CheckoutAsked) -> Any:
    """Fill in who buys and where it goes, how it is sent, how it is paid. Pieces are kept for a while."""
    cart = _open(request)
    market = market_for(cart.country)
    if asked.buyer is not None:
        fill_in(cart, **_buyer(cart, asked.buyer))
    if asked.mode is not None:
        fill_in(cart, mode=_mode(read_progress(cart, market), asked.mode), modes={})
    if asked.method is not None:
        fill_in(cart, method=_method(read_progress(cart, market), asked.method))
    keep_pieces(cart)
    return shown(cart)


def shown(cart: Cart) -> dict[str, Any]:
    """Return the cart as it is now."""
    fresh = Cart.objects.get(pk=cart.pk)
    return cart_shape(fresh, read_progress(fresh, market_for(fresh.country)), get_language() or "fr")


def keep_pieces(cart: Cart) -> None:
    """Keep the pieces for her, unless they are kept for long enough, as each page of the checkout does."""
    market = market_for(cart.country)
    quoted = read_progress(cart, market).quoted
    if quoted.lines and not quoted.keeps_until(timezone.now() + conf.hold_time() / 2):
        hold(cart, market)


def _open(request: HttpRequest) -> Cart:
    """Return the cart that the door let in. Raises ``CLOSED`` for one that has become an order."""
    cart: Cart = request.auth  # type: ignore[attr-defined]  # set by the door
    if cart.closed_at is not None:
        raise RefusedError(Why.CLOSED)
    return cart


def _variant(export_id: str) -> int:
    """Return the key of a variant. Raises ``DELETED`` for one that does not exist."""
    found = Variant.objects.filter(export_id=export_id).values_list("pk", flat=True)
    pk = found.first() if "\x00" not in export_id else None
    if pk is None:
        raise RefusedError(Why.DELETED)
    return int(pk)


def _buyer(cart: Cart, asked: schemas.BuyerAsked) -> dict[str, Any]:
    """Judge the entries as the page's form does. Raises ``CONTACT`` with what is wrong by field."""
    typed = {name: value for name, value in asked.dict().items() if name != "is_gift" and value is not None}
    typed |= {"is_gift": "1"} if asked.is_gift else {}
    progress = read_progress(cart, market_for(cart.country))
    to = asked.country or progress.quoted.country
    typed["country"] = to
    if delivered_to(progress, to).quoted.needs_delivery:
        form: ContactForm = AddressForm(data=typed, pays_from=cart.country, to=to)
    else:
        form = ContactForm(data=typed, pays_from=cart.country)
    if not form.is_valid():
        wrong = {name: " ".join(str(one) for one in errors) for name, errors in form.errors.items()}
        raise RefusedError(Why.CONTACT, fields=wrong)
    return form.to_keep()


def _mode(progress: Progress, asked: str) -> Mode:
    """Return a way of delivery that is offered. Raises ``DELIVERY_UNKNOWN``."""
    ways = cart_shown(progress.cart, progress.quoted, get_language() or "fr").choices
    if asked not in [one.mode for one in ways if not one.reason]:
        raise RefusedError(Why.DELIVERY_UNKNOWN)
    return Mode(asked)


def _method(progress: Progress, asked: str) -> str:
    """Return a way of paying that is offered. Raises ``METHOD_NOT_OFFERED``."""
    way = progress.ways.get(asked)
    if way is None or not way.is_offered:
        raise RefusedError(Why.METHOD_NOT_OFFERED, reason=way.reason if way else "unknown")
    return asked
