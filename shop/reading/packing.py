"""What goes into each parcel, for whoever packs it: slips, labels, and lists by producer and by buyer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from producers.domain.regions import region_name
from producers.domain.shown import Shown, shown
from shop.domain.addresses import address_from, address_lines
from shop.domain.cards import MoneyShown
from shop.domain.contact import phone_written
from shop.domain.money import minor
from shop.models import Allocation, Order, OrderLine, Parcel, ParcelLine, ProducerOrder
from shop.reading.cards import money_shown
from shop.reading.paying import payment_sums


@dataclass(frozen=True)
class Packed:
    """Pieces of one line: how many are in this parcel (or still to be packed), and how many were ordered."""

    line: int
    name: Shown
    option: Shown
    sku: str
    quantity: int
    ordered: int


@dataclass(frozen=True)
class Slip:
    """All that a packing slip or a label says. A gift hides its price: there is none on it then.

    ``parcel`` is None as long as nothing has left: the slip then lists what is still to be packed.
    ``to_collect`` is what the carrier asks of the buyer, None when it is paid. ``number`` of ``count``
    counts the parcels of one part.
    """

    part: int
    parcel: int | None
    part_number: str
    order_number: str
    language: str
    producer_name: Shown
    producer_number: int
    producer_slug: str
    producer_export_id: str
    producer_region: str
    to_name: str
    to_phone: str
    to_lines: tuple[str, ...]
    note: str
    is_gift: bool
    gift_note: str
    pieces: tuple[Packed, ...]
    carrier: str
    tracking: str
    centre: str
    sent_on: date | None
    ship_by: date | None
    to_collect: MoneyShown | None
    number: int = 1
    count: int = 1


def slips(parts: QuerySet[ProducerOrder], lang: str = "") -> list[Slip]:
    """Return a slip for what is still to be packed of each part, in the buyer's language unless told."""
    rows = [part for part in _with_all(parts) if _left(part)]
    return [slip_of(part, lang=lang) for part in rows]


def slips_of_parcels(parcels: Iterable[Parcel], lang: str = "") -> list[Slip]:
    """Return a slip for each maker's parcel; those made up by a centre are given by their contents."""
    wanted = [parcel.pk for parcel in parcels if parcel.part_id]
    parts = _with_all(ProducerOrder.objects.filter(parcels__in=wanted).distinct())
    found = {row.pk: (part, row) for part in parts for row in part.parcels.all()}
    return [slip_of(found[pk][0], found[pk][1], lang=lang) for pk in wanted]


def slip_of(part: ProducerOrder, parcel: Parcel | None = None, *, lang: str = "") -> Slip:
    """Return the slip of one parcel, or of what is still to be packed of a part."""
    order, producer = part.order, part.producer
    language = lang or order.language
    parcels = [row.pk for row in part.parcels.all()]
    is_first = parcel.pk == parcels[0] if parcel else not parcels
    return Slip(
        part=part.pk,
        parcel=parcel.pk if parcel else None,
        part_number=part.number,
        order_number=order.number,
        language=language,
        producer_name=shown(producer.name, language, producer.original_language),
        producer_number=producer.number,
        producer_slug=producer.slug,
        producer_export_id=producer.export_id,
        producer_region=region_name(producer.region, language),
        to_name=address_from(order.delivery_address).recipient or order.buyer_name,
        to_phone=phone_written(address_from(order.delivery_address).phone or order.phone),
        to_lines=to_lines(order, language),
        note=address_from(order.delivery_address).note,
        is_gift=order.is_gift,
        gift_note=order.gift_note,
        pieces=_pieces(part, parcel, language),
        carrier=parcel.carrier if parcel else "",
        tracking=parcel.tracking if parcel else "",
        centre=str(shown(parcel.place.name, language).text) if parcel and parcel.place else "",
        sent_on=timezone.localdate(parcel.sent_at) if parcel else None,
        ship_by=part.ship_by,
        to_collect=to_collect(part, language) if is_first else None,
        number=parcels.index(parcel.pk) + 1 if parcel else len(parcels) + 1,
        count=len(parcels) if parcel else len(parcels) + 1,
    )


def to_lines(order: Order, lang: str) -> tuple[str, ...]:
    """Return the lines of the address that a parcel goes to, the name first."""
    if not order.delivery_address:
        return (order.buyer_name,)
    return address_lines(address_from(order.delivery_address), lang)


def to_collect(part: ProducerOrder, lang: str) -> MoneyShown | None:
    """Return what is to be paid when a part arrives; nothing unless it is bought for cash and not paid."""
    order = part.order
    paid = sum(payment_sums(payment).kept for payment in order.payments.all())
    if order.method != "cash" or paid >= minor(order.total):
        return None
    return money_shown(part.goods + part.delivery + part.duties - part.discount, lang)


def part_lines_left(part: ProducerOrder) -> dict[int, int]:
    """Return how many pieces of each line of goods are still to be sent, by line; none that are dropped."""
    promised = Allocation.objects.open().of_sale().filter(line__part=part, line__is_service=False)
    left: dict[int, int] = {}
    for line, quantity in promised.values_list("line", "quantity"):
        left[line] = left.get(line, 0) + quantity
    return left


def _with_all(parts: QuerySet[ProducerOrder]) -> QuerySet[ProducerOrder]:
    """Read with the parts all that their slips say; eight queries, whatever their number."""
    promised = Prefetch("allocations", queryset=Allocation.objects.open().of_sale(), to_attr="promised")
    lines = OrderLine.objects.filter(is_service=False).prefetch_related(promised)
    parcels = Parcel.objects.select_related("place").prefetch_related(
        Prefetch("lines", queryset=ParcelLine.objects.order_by("pk"))
    )
    return parts.select_related("order", "producer").prefetch_related(
        Prefetch("lines", queryset=lines, to_attr="goods_lines"),
        Prefetch("parcels", queryset=parcels.order_by("pk")),
        "order__payments__events",
    )


def _pieces(part: ProducerOrder, parcel: Parcel | None, lang: str) -> tuple[Packed, ...]:
    counts = _left(part) if parcel is None else {row.line_id: row.quantity for row in parcel.lines.all()}
    return tuple(
        Packed(
            line.pk,
            shown(line.product_name, lang, line.original_language),
            shown(line.variant_name, lang, line.original_language),
            line.sku,
            counts[line.pk],
            line.quantity,
        )
        for line in _goods(part)
        if counts.get(line.pk)
    )


def _left(part: ProducerOrder) -> dict[int, int]:
    counts = {line.pk: sum(row.quantity for row in line.promised) for line in _goods(part)}
    return {line: count for line, count in counts.items() if count}


def _goods(part: ProducerOrder) -> Sequence[OrderLine]:
    if not hasattr(part, "goods_lines"):
        fresh = _with_all(ProducerOrder.objects.filter(pk=part.pk)).get()
        part.goods_lines = fresh.goods_lines
    goods: Sequence[OrderLine] = part.goods_lines
    return goods
