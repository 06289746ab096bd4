"""Where a payment page sends somebody back to, and what to say when there is no way there."""

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from producers.conf import site_url
from shop.models import Order


def way_back(order: Order) -> str:
    """Return where a payment page sends her, in the order's language so that it never changes."""
    with translation.override(order.language):
        return site_url() + reverse("shop:order", args=[order.token])


def not_now() -> str:
    """Return what to say when the payment page cannot be opened."""
    return _("Paying by card is not possible right now. Nothing was paid. Try again, or choose another way.")
