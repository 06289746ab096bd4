"""Buying for others: a shop that is none of the actors looks for what both make, and has a quote."""

from producers.testing.builders import a_user
from shop.testing.trade import a_quote, a_request, a_request_photo, a_trade_buyer
from tests.pages.worlds.scene import Scene, Values


def add(scene: Scene) -> Values:
    """Add a request with its quote and a picture; name it, and what A was asked."""
    buyer = a_trade_buyer(
        a_user("trade"), name="Boutique secrète", email="trade@private.test", contact="Achat secrète"
    )
    request = a_request(buyer, scene.rug, what="Tapis pour une boutique")
    a_quote(*scene.variants, request=request)
    number, ask = {"number": request.number}, {"pk": request.asks.get(producer=scene.maker).pk}
    photo = a_request_photo(request)
    return {
        "shop:trade_request": number,
        "shop:trade_accept": number,
        "shop_portal:ask": ask,
        "shop_portal:ask_can": ask,
        "shop:trade_picture": number | {"pk": photo.pk},
        "shop_portal:ask_picture": ask | {"picture": photo.pk},
    }
