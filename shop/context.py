"""What every page of a site with a shop may show: the cart's count, the country and its market."""

import re
from typing import Any

from django.conf import settings
from django.db.models import Sum
from django.http import Http404, HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from shop.domain.countries import country_name
from shop.models import CartLine, Market
from shop.reading.market import current_country, current_market

CART_KEY = "tiwizi_cart"
TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")


def shop(request: HttpRequest) -> dict[str, Any]:
    """Return ``cart_count``, ``market``, ``country``, ``country_name``; nothing is read until it is shown."""
    country = current_country(request)
    return {
        "cart_count": SimpleLazyObject(lambda: cart_count(request)),
        "market": SimpleLazyObject(lambda: _market(request)),
        "country": country,
        "country_name": country_name(country, get_language() or "fr"),
    }


def _market(request: HttpRequest) -> Market | None:
    """Return the market; None where there is none, since the page that says so is shown with this too."""
    try:
        return current_market(request)
    except Http404:
        return None


def cart_count(request: HttpRequest) -> int:
    """Return how many pieces are in the visitor's cart. A visitor without a session is not given one."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return 0
    token = cart_token(request)
    if not token:
        return 0
    lines = CartLine.objects.filter(cart__token=token, cart__closed_at=None)
    return int(lines.aggregate(pieces=Sum("quantity"))["pieces"] or 0)


def cart_token(request: HttpRequest) -> str:
    """Return the secret of the visitor's cart, empty where her session holds none or something else."""
    token = request.session.get(CART_KEY, "")
    return token if isinstance(token, str) and TOKEN.fullmatch(token) else ""
