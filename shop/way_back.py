"""Where a payment page sends somebody back to, and what to say when there is no way there."""

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from producers.conf import site_url
from shop import conf
from shop.domain.checkout import checkout_from
from shop.domain.return_address import is_at_a_site
from shop.models import Cart, Order, PartnerCart


def way_back(order: Order) -> str:
    """Return where a payment page sends her, in the order's language so that it never changes.

    That is the page of another storefront where it has sold to her and its site is still one of those named.
    """
    named = checkout_from(order.cart.checkout).return_to if order.cart else ""
    if named and may_return_to(order.cart, named):
        return named
    with translation.override(order.language):
        return site_url() + reverse("shop:order", args=[order.token])


def may_return_to(cart: Cart, address: str) -> bool:
    """Say whether an address is on a site of the partner that the cart is of, or of our own storefronts."""
    own = PartnerCart.objects.filter(cart=cart).values_list("partner__origins", flat=True).first()
    return is_at_a_site(address, conf.api_origins() | frozenset(own or ()))


def not_now() -> str:
    """Return what to say when the payment page cannot be opened."""
    return _("Paying by card is not possible right now. Nothing was paid. Try again, or choose another way.")
