"""A purchase for tests: a cart with all that the checkout asks for, and the press on the button."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from moneyed import Money

from shop.actions.complete import Completion, complete
from shop.domain.money import from_minor
from shop.models import Cart, Market, Order, Variant
from shop.reading.legal import accepted_versions
from shop.reading.quote import CartQuote, quote
from shop.testing.builders import a_cart

ADDRESS = {
    "recipient": "Amina El Fassi",
    "phone": "0790000001",
    "country": "MA",
    "region": "MA-06",
    "province": "MA-CAS",
    "commune": "06.141.01.0",
    "quarter": "Maârif",
}
ABROAD = {
    "recipient": "Amina El Fassi",
    "country": "FR",
    "street": "1 rue du Port",
    "city": "Marseille",
    "postcode": "13002",
}
CONTACT = {"name": "Amina El Fassi", "phone": "0790000001", "email": "amina@example.test"}


def a_ready_cart(
    *lines: Variant | tuple[Variant, int],
    country: str = "MA",
    address: dict[str, str] = ADDRESS,
    **entries: Any,
) -> Cart:
    """Build a cart that can be ordered as it is; ``entries`` are those of the checkout."""
    typed = CONTACT | {
        "country": address["country"],
        "address": address,
        "accepted": accepted_versions(timezone.localdate()),
    }
    return a_cart(*lines, country=country, checkout=typed | entries)


def quoted(cart: Cart, **more: Any) -> CartQuote:
    """Return what the cart comes to now."""
    return quote(Cart.objects.get(pk=cart.pk), Market.objects.for_country(cart.country), **more)


def total_of(cart: Cart) -> Money:
    """Return the total that its buyer would be shown now."""
    computed = quoted(cart)
    return from_minor(computed.total, computed.currency)


def press(cart: Cart, method: str = "cash", *, now: datetime | None = None, **changed: Any) -> Completion:
    """Press "place order" as the review page of this moment would; ``changed`` replaces what it sends."""
    fresh = Cart.objects.get(pk=cart.pk)
    sent: dict[str, Any] = {"shown": total_of(fresh), "attempt": fresh.attempt, "lang": "fr"} | changed
    return complete(fresh, method=method, now=now, **sent)


def an_order(*lines: Variant | tuple[Variant, int], method: str = "cash", **more: Any) -> Order:
    """Buy these things: placed when ``method`` is cash, waiting for its money otherwise."""
    return press(a_ready_cart(*lines, **more), method).order
