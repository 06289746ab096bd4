"""A trade buyer with a request and a quote, by the names of the office's addresses that show them."""

from producers.testing.builders import a_user
from shop.models import Variant
from shop.testing.trade import a_quote, a_request, a_request_photo, a_trade_buyer

TRADE_POSTS = ("trade_buyer_step", "sourcing_ask", "sourcing_close")
TRADE_STEPS = {"trade_buyer_step": ["refuse"]}


def trade_rows(variant: Variant) -> dict[str, int]:
    """Return what stands in the addresses of the trade desk."""
    request = a_request(a_trade_buyer(a_user("trade")), variant)
    a_quote(variant, request=request, unit="300")
    names = ("sourcing_request", "sourcing_ask", "sourcing_close", "sourcing_quote")
    buyers = ("trade_buyer", "trade_buyer_step")
    picture = {"sourcing_picture": a_request_photo(request).pk}
    return {**picture, **dict.fromkeys(names, request.pk), **dict.fromkeys(buyers, request.buyer_id)}
