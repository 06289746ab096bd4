"""Letters about buying for others, and to partners' operators."""

from producers.domain.told import Told
from producers.testing.builders import a_user
from shop.actions.webhooks import DISABLED
from shop.models import SourcingRequest
from shop.testing.partners import a_partner, an_endpoint
from shop.testing.trade import a_quote, a_request, a_trade_buyer, an_answer
from tests.letters.examples import Example, Scene, example


def _sought(scene: Scene) -> SourcingRequest:
    buyer = a_trade_buyer(
        a_user("trade"), name="Boutique Une", contact="Achat Une", **scene.contact("boutique", 4)
    )
    return a_request(buyer, scene.world.rug, what="Tapis pour une boutique")


@example("tradebuyer.applied", "tradebuyer.verified", "tradebuyer.refused")
def an_organisation_that_buys(scene: Scene) -> Example:
    buyer = _sought(scene).buyer
    return Example({"buyer": buyer.pk}, people={Told.TRADE_BUYER: (buyer,)}, user=buyer.user)


@example("sourcing.sent", "sourcing.asked", "sourcing.answered")
def what_is_sought(scene: Scene) -> Example:
    request = _sought(scene)
    ask = an_answer(request, scene.world.rug)
    payload = {"request": request.pk, "ask": ask.pk}
    return Example(payload, makers=(scene.world.first,), people={Told.TRADE_BUYER: (request.buyer,)})


@example("quote.sent", "quote.expired", "quote.accepted", "quote.declined")
def a_quote_of_hers(scene: Scene) -> Example:
    request = _sought(scene)
    quote = a_quote(scene.world.rug, request=request)
    people = {Told.TRADE_BUYER: (request.buyer,)}
    return Example({"quote": quote.pk}, people=people, user=request.buyer.user)


@example(DISABLED)
def a_deaf_partner(scene: Scene) -> Example:
    return Example({"endpoint": an_endpoint(a_partner()).pk})
