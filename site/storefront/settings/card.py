"""Cards are taken when a Stripe key is set. What could book money that nobody paid stops the start."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ImproperlyConfigured


def with_card(
    shop: dict[str, Any], *, key: str, webhook_secret: str, api_base: str, is_production: bool
) -> dict[str, Any]:
    """Return the shop's settings with the card gateway, unchanged without a key.

    Raises ``ImproperlyConfigured`` for keys, secrets and addresses that do not belong together.
    """
    if not key:
        return shop
    if not webhook_secret.strip():
        raise ImproperlyConfigured("STRIPE_WEBHOOK_SECRET is empty: anybody could say that an order is paid.")
    if api_base and "_live_" in key:
        raise ImproperlyConfigured("STRIPE_API_BASE is the address of a stand-in: it takes no live key.")
    if is_production and ("_live_" not in key or api_base):
        raise ImproperlyConfigured("STRIPE_SECRET_KEY is a test key: production takes real money only.")
    options = {"secret_key": key, "webhook_secret": webhook_secret, "api_base": api_base}
    card = {"BACKEND": "shop.gateways.stripe.Stripe", "OPTIONS": options}
    return shop | {"GATEWAYS": shop["GATEWAYS"] | {"card": card}}


def with_transfers(
    shop: dict[str, Any], *, key: str, api_base: str, currencies: Sequence[str]
) -> dict[str, Any]:
    """Return the shop's settings with payouts by Stripe in these currencies, unchanged without any.

    Raises ``ImproperlyConfigured`` without a key.
    """
    if not currencies:
        return shop
    if not key:
        raise ImproperlyConfigured("STRIPE_PAYOUT_CURRENCIES needs STRIPE_SECRET_KEY: nothing could be sent.")
    options = {"secret_key": key, "api_base": api_base, "currencies": list(currencies)}
    transfer = {"BACKEND": "shop.payouts.stripe.StripeTransfer", "OPTIONS": options}
    return shop | {"PAYOUTS": shop["PAYOUTS"] | {"stripe": transfer}}
