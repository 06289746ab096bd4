"""The demo's trade desk: a network that buys for others, with a request at each stage up to the workshop."""

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from moneyed import Money

from producers.domain.actors import Actor
from producers.models import Membership, Organisation
from shop.actions import fulfil
from shop.actions.accept_quote import accept_quote
from shop.actions.mark_paid import mark_paid
from shop.actions.part_photos import add_photo, check_photo
from shop.actions.request_photos import add_pictures, draw_pictures
from shop.actions.sourcing import Sought, ask_makers, say_can, send_request
from shop.actions.trade_buyers import Application, apply_to_buy, verify_buyer
from shop.actions.trade_quotes import send_quote
from shop.domain.part_photos import PhotoKind
from shop.models import SourcingRequest, TradeBuyer, Variant
from shop.reading.legal import accepted_versions
from shop.reading.trade_quotes import Offered
from storefront.demo.order_ways import OFFICE
from storefront.demo.orders import NOTE, PLACE
from storefront.demo.pictures import READY

NETWORK = Application(
    kind="network",
    name="Réseau Équilibre (démonstration)",
    country="MA",
    tax_number="ICE 000000000000000",
    contact="Nour (démonstration)",
    email="trade@demo.test",
    phone="+212790000090",
)
PIECES, DAYS = 40, 90
HERS, ROUND = 60, 10
"""Of the price in the shop: what a maker asks for in percent, rounded down to tens of dirhams."""


def load_trade(users: dict[str, Any]) -> None:
    """A request that waits for makers, one with a quote, one in the making; a second run changes nothing."""
    if TradeBuyer.objects.exists():
        return
    buyer = apply_to_buy(users["trade"], NETWORK, actor=OFFICE)
    verify_buyer(buyer, actor=OFFICE)
    owner, sender = (Actor(users[role].pk, users[role].get_username()) for role in ("producer", "trade"))
    maker = Membership.objects.get(user=users["producer"], role=Membership.Role.OWNER).organisation
    goods = _goods_of(maker), _goods_of(_another(maker))
    _asked(buyer, goods[0], "Dix couleurs unies, au choix de l’atelier.", sender)
    _quoted(_asked(buyer, goods[1], "Le même modèle, avec notre étiquette cousue.", sender), goods)
    _in_the_making(_asked(buyer, goods[0], "Deux tailles, voir les photos.", sender), goods, owner)


def _goods_of(maker: Organisation) -> Variant:
    own = Variant.objects.filter(
        product__producer=maker, product__live=True, product__kind="good", is_active=True,
        product__is_one_of_a_kind=False, prices__amount_currency="MAD",
    )  # fmt: skip
    found: Variant = own.select_related("product__producer").order_by("pk")[0]
    return found


def _another(maker: Organisation) -> Organisation:
    """Return a maker who works with whom the first one works, and has goods that are made again."""
    near = Organisation.objects.selling().exclude(pk=maker.pk).filter(
        region=maker.region, products__live=True, products__kind="good", products__is_one_of_a_kind=False,
    )  # fmt: skip
    found: Organisation = near.distinct().order_by("number")[0]
    return found


def _asked(buyer: TradeBuyer, like: Variant, what: str, sender: Actor) -> SourcingRequest:
    """Send a request with a picture, and ask its maker."""
    sought = Sought(
        category=like.product.category,
        what=what,
        quantity=PIECES,
        wanted_by=timezone.localdate() + timedelta(days=DAYS),
        country="MA",
        town="Rabat",
    )
    request = send_request(buyer, sought, actor=sender)
    add_pictures(request, draw_pictures([_picture(like)]), actor=sender)
    ask_makers(request, [like.product.producer], actor=OFFICE)
    return request


def _quoted(request: SourcingRequest, goods: tuple[Variant, Variant]) -> Any:
    """Let two makers say that they can, and send the quote."""
    offered = []
    ask_makers(request, [one.product.producer for one in goods], actor=OFFICE)
    for variant in goods:
        price = variant.prices.filter(amount_currency="MAD").order_by("pk")[0].amount
        hers = Money(max(ROUND, int(price.amount * HERS / 100) // ROUND * ROUND), "MAD")
        ask = request.asks.get(producer=variant.product.producer)
        day = timezone.localdate() + timedelta(days=DAYS - 20)
        said = say_can(ask, quantity=PIECES // 2, price=hers, ready_on=day, actor=OFFICE)
        offered.append(Offered(said, variant, PIECES // 2, price))
    return send_quote(
        request,
        offered,
        delivery=Money(600, "MAD"),
        percent=50,
        valid_until=timezone.localdate() + timedelta(days=14),
        terms="Prix fermes. Chaque pièce est vérifiée avant le départ (démonstration).",
        actor=OFFICE,
    )


def _in_the_making(request: SourcingRequest, goods: tuple[Variant, Variant], owner: Actor) -> None:
    """Accept the quote, pay its advance, and let the first maker work, with a picture at two stages."""
    quote = _quoted(request, goods)
    address = PLACE | {"recipient": NETWORK.contact, "phone": NETWORK.phone, "country": "MA"}
    entries = {
        "name": NETWORK.contact, "phone": NETWORK.phone, "email": NETWORK.email, "country": "MA",
        "address": address, "accepted": accepted_versions(timezone.localdate()), "note": NOTE,
    }  # fmt: skip
    order = accept_quote(quote, entries=entries, method="transfer", lang="fr")
    mark_paid(order, amount=order.advance, statement="demo-trade-1", actor=OFFICE)
    part = order.parts.get(producer=goods[0].product.producer)
    fulfil.accept(part, actor=owner)
    part.refresh_from_db()  # the step worked on a copy of its own
    _show(part, "rug-azilal", owner)
    fulfil.start_making(part, actor=owner)
    part.refresh_from_db()
    _show(part, "rug-zemmour", owner)


def _show(part: Any, name: str, owner: Actor) -> None:
    check_photo(add_photo(part, PhotoKind.PROGRESS, _file(name), actor=owner), actor=OFFICE)


def _picture(like: Variant) -> ContentFile[bytes]:
    first = like.product.pictures.order_by("position").first()
    return _file(first.picture.key if first is not None else "rug-azilal")


def _file(name: str) -> ContentFile[bytes]:
    return ContentFile((READY / f"{name}-480.jpg").read_bytes(), "photo.jpg")
