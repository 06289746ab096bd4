"""A maker's own orders: sorted by what is to do, with no more of their buyers than the rule says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, QuerySet, Sum, Value, When
from django.utils import timezone

from producers.access import for_actor
from producers.domain.dates import day_written
from producers.domain.regions import region_name
from producers.domain.shown import PictureShown, Shown, shown
from producers.models import Organisation
from producers.reading.pictures import picture_shown
from shop.domain.addresses import Address, address_from, address_lines
from shop.domain.buyer_seen import first_name, may_bring_herself, seen_by_maker
from shop.domain.cards import MoneyShown
from shop.domain.communes import find_commune
from shop.domain.contact import phone_written
from shop.domain.countries import country_name
from shop.domain.maker_steps import Facts, Step, Todo, may_show_progress, next_step, todo_of
from shop.domain.states import PartStatus
from shop.models import OrderLine, Parcel, PartPhoto, ProducerOrder, ProductPicture
from shop.reading.packing import to_collect

PER_PAGE = 20
HEAPS: Mapping[Todo, Q] = {
    Todo.ACCEPT: Q(status="placed"),
    Todo.MAKE: Q(status="making") | Q(status="accepted", is_to_make=True),
    Todo.PACK: Q(status="accepted", is_to_make=False),
    Todo.HAND_OVER: Q(status__in=["packed", "partly_shipped"]),
    Todo.ON_ITS_WAY: Q(status="shipped"),
    Todo.DONE: Q(status__in=["delivered", "declined", "cancelled", "returned"]),
}
SOONEST: Mapping[Todo, tuple[str, ...]] = {
    Todo.ACCEPT: ("accept_by", "pk"),
    Todo.ON_ITS_WAY: ("-pk",),
    Todo.DONE: ("-pk",),
}


@dataclass(frozen=True)
class Piece:
    """What of one line she has to make or pack: ``left`` of ``ordered``, ``cancelled`` of them taken off."""

    line: int
    name: Shown
    option: Shown
    picture: PictureShown | None
    ordered: int
    left: int
    cancelled: int
    is_service: bool
    sku: str


@dataclass(frozen=True)
class MyOrder:
    """One of her orders in a list: a picture, a number, where it goes, until when."""

    number: str
    todo: Todo
    step: Step
    status: str
    picture: PictureShown | None
    name: Shown
    count: int
    where: str
    until: str
    is_late: bool


@dataclass(frozen=True)
class ParcelCarried:
    """A parcel of hers that has left."""

    pk: int
    status: str
    carrier: str
    tracking: str
    sent_on: str
    by_maker: bool


@dataclass(frozen=True)
class MyOrderWhole:
    """One order with all that she needs for its next step. ``collect`` is what she asks for at the door."""

    row: MyOrder
    pieces: tuple[Piece, ...]
    to_name: str
    to_lines: tuple[str, ...]
    to_phone: str
    accept_by: datetime | None
    ship_by: str
    is_gift: bool
    goes_to_centre: bool
    may_bring: bool
    may_show: bool
    collect: MoneyShown | None
    parcels: tuple[ParcelCarried, ...]
    photos: tuple[PartPhoto, ...]


def my_parts(user: object, organisation: Organisation) -> QuerySet[ProducerOrder]:
    """Return the orders of the maker for whom a user acts; what is not paid yet is nobody's business."""
    rows = for_actor(ProducerOrder.objects.exclude(status="waiting"), user).filter(producer=organisation)
    to_make = OrderLine.objects.filter(part=OuterRef("pk")).filter(
        Q(making_days__isnull=False) | Q(is_service=True)
    )
    return rows.annotate(is_to_make=Exists(to_make))


def counts_of(parts: QuerySet[ProducerOrder]) -> dict[Todo, int]:
    """Return how many orders lie on each heap; one query."""
    heap = Case(*(When(condition, then=Value(todo.value)) for todo, condition in HEAPS.items()))
    rows = parts.order_by().annotate(heap=heap).values_list("heap").annotate(count=Count("pk"))
    found = dict(rows)
    return {todo: found.get(todo.value, 0) for todo in Todo}


def heap_of(parts: QuerySet[ProducerOrder], todo: Todo) -> QuerySet[ProducerOrder]:
    """Return the orders of one heap, the most urgent first."""
    return parts.filter(HEAPS[todo]).order_by(*SOONEST.get(todo, ("ship_by", "pk")))


def with_pieces(parts: QuerySet[ProducerOrder]) -> QuerySet[ProducerOrder]:
    """Read with parts what their rows show; five queries, whatever their number."""
    first = ProductPicture.objects.filter(position=0).select_related("picture")
    lines = (
        OrderLine.objects.select_related("variant__product")
        .prefetch_related(Prefetch("variant__product__pictures", queryset=first, to_attr="first_pictures"))
        .annotate(promised=_promised())
        .order_by("pk")
    )
    carried = Parcel.objects.filter(part=OuterRef("pk"), by_maker=True).exclude(
        status__in=["delivered", "returned"]
    )
    return (
        parts.select_related("order", "producer")
        .annotate(brings=Exists(carried))
        .prefetch_related(Prefetch("lines", queryset=lines, to_attr="all_lines"))
    )


def my_order(part: ProducerOrder, lang: str, now: datetime | None = None) -> MyOrder:
    """Return one row of ``with_pieces`` for a list."""
    facts, pieces = facts_of(part), pieces_of(part, lang)
    first = next((piece for piece in pieces if piece.picture), pieces[0])
    todo = todo_of(facts)
    until, is_late = _until(part, todo, lang, now or timezone.now())
    return MyOrder(
        number=part.number,
        todo=todo,
        step=next_step(facts),
        status=part.status,
        picture=first.picture,
        name=first.name,
        count=sum(piece.ordered - piece.cancelled for piece in pieces),
        where=where_to(part, lang),
        until=until,
        is_late=is_late,
    )


def my_order_whole(part: ProducerOrder, lang: str) -> MyOrderWhole:
    """Return one row of ``with_pieces`` with all that its page shows; five queries more."""
    facts, order = facts_of(part), part.order
    address = address_from(order.delivery_address)
    seen = seen_by_maker(part.delivery_method, facts.status, brings_herself=facts.brings_herself)
    parcels = [parcel for parcel in part.parcels.order_by("pk") if parcel.replaces_id is None]
    name = address.recipient or order.buyer_name
    lines = address_lines(address, lang) if order.delivery_address else (name,)
    return MyOrderWhole(
        row=my_order(part, lang),
        pieces=pieces_of(part, lang),
        to_name=first_name(name) if seen.first_name else "",
        to_lines=lines if seen.address else (),
        to_phone=phone_written(address.phone or order.phone) if seen.phone else "",
        accept_by=part.accept_by if facts.status is PartStatus.PLACED else None,
        ship_by=day_written(part.ship_by, lang) if part.ship_by else "",
        is_gift=order.is_gift,
        goes_to_centre=goes_to_centre(part),
        may_bring=may_bring_herself(part.delivery_method, part.producer.region, address),
        may_show=may_show_progress(facts),
        collect=to_collect(part, lang) if facts.brings_herself else None,
        parcels=tuple(_carried(parcel, lang) for parcel in parcels),
        photos=tuple(part.photos.exclude(status="taken_down").order_by("pk")),
    )


def facts_of(part: ProducerOrder) -> Facts:
    """Return what the rule of steps asks about a row of ``with_pieces``."""
    lines: Sequence[OrderLine] = part.all_lines  # type: ignore[attr-defined]  # read by with_pieces
    is_service = all(line.is_service for line in lines)
    return Facts(
        status=PartStatus(part.status),
        is_made_to_order=any(line.making_days is not None for line in lines),
        is_service=is_service,
        awaits_call=part.order.confirmation == "waiting",
        brings_herself=bool(part.brings),  # type: ignore[attr-defined]  # annotated by with_pieces
        is_said_done=is_service and all(line.maker_said_done_at for line in lines),
    )


def pieces_of(part: ProducerOrder, lang: str) -> tuple[Piece, ...]:
    """Return what a row of ``with_pieces`` is made of."""
    return tuple(_piece(line, part, lang) for line in part.all_lines)  # type: ignore[attr-defined]  # read by with_pieces


def where_to(part: ProducerOrder, lang: str) -> str:
    """Return the town that an order goes to, or the country abroad: never more than that."""
    address = address_from(part.order.delivery_address)
    if not part.order.delivery_address:
        return ""
    return _town(address, lang)


def goes_to_centre(part: ProducerOrder) -> bool:
    """Say whether she brings the parcel to a centre, which sends it on or gives it out."""
    return part.delivery_method in ("consolidated", "pick_up")


def _town(address: Address, lang: str) -> str:
    if not address.is_home:
        return ", ".join(filter(None, (address.city, country_name(address.country, lang))))
    commune = find_commune(address.commune)
    return commune.name(lang) if commune else region_name(address.region, lang)


def _promised() -> Sum:
    live = Q(allocations__state="open", allocations__replaces=None)
    return Sum("allocations__quantity", filter=live, default=0)


def _piece(line: OrderLine, part: ProducerOrder, lang: str) -> Piece:
    left = line.promised  # type: ignore[attr-defined]  # annotated by with_pieces
    is_counted = not line.is_service and part.status not in ("delivered", "returned")
    cancelled = max(line.quantity - left - line.shipped, 0) if is_counted else 0
    first = line.variant.product.first_pictures
    return Piece(
        line=line.pk,
        name=shown(line.product_name, lang, line.original_language),
        option=shown(line.variant_name, lang, line.original_language),
        picture=picture_shown(first[0].picture if first else None, lang),
        ordered=line.quantity,
        left=left,
        cancelled=cancelled,
        is_service=line.is_service,
        sku=line.sku,
    )


def _until(part: ProducerOrder, todo: Todo, lang: str, now: datetime) -> tuple[str, bool]:
    """Return the day by which the next step is due, and whether it has passed."""
    if todo is Todo.ACCEPT and part.accept_by:
        return day_written(timezone.localdate(part.accept_by), lang), part.accept_by < now
    if todo in (Todo.MAKE, Todo.PACK, Todo.HAND_OVER) and part.ship_by:
        return day_written(part.ship_by, lang), part.ship_by < timezone.localdate(now)
    return "", False


def _carried(parcel: Parcel, lang: str) -> ParcelCarried:
    return ParcelCarried(
        parcel.pk,
        parcel.status,
        parcel.carrier,
        parcel.tracking,
        day_written(timezone.localdate(parcel.sent_at), lang),
        parcel.by_maker,
    )
