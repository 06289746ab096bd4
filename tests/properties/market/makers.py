"""What makers, carriers and centres do with what was ordered."""

from moneyed import Money

from shop.actions import fulfil, parcels
from shop.models import Parcel, ProducerOrder
from tests.properties.market.world import Market


def _part(market: Market, *statuses: str) -> ProducerOrder | None:
    parts = ProducerOrder.objects.exclude(status="waiting")
    likely = parts.filter(status__in=statuses) if market.chance.random() < 0.8 else parts
    return market.one(likely)


def accept(market: Market) -> object:
    part = _part(market, "placed")
    return fulfil.accept(part, actor=market.person()) if part else False


def decline(market: Market) -> object:
    part = _part(market, "placed")
    return fulfil.decline(part, actor=market.person(), reason="cannot") if part else False


def make(market: Market) -> object:
    part = _part(market, "accepted")
    return fulfil.start_making(part, actor=market.person()) if part else False


def pack(market: Market) -> object:
    part = _part(market, "accepted", "making")
    return fulfil.pack(part, actor=market.person()) if part else False


def ship(market: Market) -> object:
    part = _part(market, "accepted", "making", "packed", "partly_shipped")
    if part is None:
        return False
    pieces = market.pieces(part.order) if market.chance.random() < 0.3 else None
    if pieces:
        own = set(part.lines.values_list("pk", flat=True))
        pieces = {line: count for line, count in pieces.items() if line in own} or None
    centre = market.centre if market.chance.random() < 0.25 else None
    number = f"T{market.number}"
    return fulfil.ship(
        part, carrier="Amana", tracking=number, actor=market.person(), pieces=pieces, centre=centre
    )


def deliver(market: Market) -> object:
    part = _part(market, "shipped", "packed")
    return fulfil.deliver(part, actor=market.person()) if part else False


def _parcel(market: Market, *statuses: str) -> Parcel | None:
    likely = Parcel.objects.filter(status__in=statuses) if market.chance.random() < 0.8 else None
    return market.one(Parcel.objects.all() if likely is None else likely)


def at_centre(market: Market) -> object:
    parcel = _parcel(market, "sent")
    return parcels.receive_at_centre(parcel, actor=market.person()) if parcel else False


def join(market: Market) -> object:
    parcel = _parcel(market, "at_centre")
    if parcel is None or parcel.part is None:
        return False
    others = Parcel.objects.filter(part__order=parcel.part.order, status="at_centre").order_by("pk")
    return parcels.join(list(others) or [parcel], carrier="Amana", actor=market.person())


def make_ready(market: Market) -> object:
    parcel = _parcel(market, "sent", "at_centre")
    return parcels.make_ready(parcel, actor=market.person()) if parcel else False


def fail_delivery(market: Market) -> object:
    parcel = _parcel(market, "sent", "ready")
    return parcels.fail_delivery(parcel, actor=market.person(), reason="nobody there") if parcel else False


def try_again(market: Market) -> object:
    parcel = _parcel(market, "failed")
    return parcels.try_again(parcel, actor=market.person()) if parcel else False


def deliver_parcel(market: Market) -> object:
    parcel = _parcel(market, "sent", "ready", "onward", "failed")
    return parcels.deliver_parcel(parcel, actor=market.person()) if parcel else False


def return_to_sender(market: Market) -> object:
    parcel = _parcel(market, "failed", "sent")
    if parcel is None:
        return False
    order = parcel.order or parcel.part.order
    cost = Money(20, order.total.currency) if market.chance.random() < 0.5 else None
    return parcels.return_to_sender(parcel, actor=market.person(), reason="refused", cost=cost)
