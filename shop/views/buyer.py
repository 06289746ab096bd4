"""Whose cart a request speaks of: its secret lies in the session, which survives sign-in and language."""

from django.db.models import QuerySet
from django.http import HttpRequest

from producers.compiled import Compiled
from shop.actions.carts import open_cart, set_country
from shop.context import CART_KEY, cart_token
from shop.models import Cart
from shop.reading.market import current_country


def cart_of(request: HttpRequest) -> Cart | None:
    """Return the visitor's open cart, in the country chosen now; None when there is none."""
    token = cart_token(request)
    cart = next(iter(_open(token=token)), None) if token else None
    country = current_country(request)
    if cart is not None and cart.country != country:
        set_country(cart, country)
    return cart


def cart_for(request: HttpRequest) -> Cart:
    """Return the visitor's cart, opened when there is none yet."""
    cart = cart_of(request)
    if cart is None:
        user_id = request.user.pk if request.user.is_authenticated else None
        cart = open_cart(current_country(request), user_id=user_id)
        request.session[CART_KEY] = cart.token
    return cart


def order_of(request: HttpRequest) -> Cart | None:
    """Return the cart that the visitor's session still names though it has become an order."""
    token = cart_token(request)
    return (
        Cart.objects.filter(token=token).exclude(closed_at=None).select_related("order").first()
        if token
        else None
    )


@Compiled
def _open(*, token: str) -> QuerySet[Cart]:
    return Cart.objects.filter(token=token, closed_at=None)
