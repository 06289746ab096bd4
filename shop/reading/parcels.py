"""Parcels as the office and the buyer see them: where each is, and what is in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from producers.domain.shown import Shown, shown
from shop.models import Order, Parcel, ParcelLine, ProducerOrder


@dataclass(frozen=True)
class InParcel:
    """Pieces of one line in a parcel."""

    name: Shown
    sku: str
    quantity: int


def parcels_of(part: ProducerOrder) -> QuerySet[Parcel]:
    """Return the parcels of a part in the order in which they left, with what is in them."""
    return part.parcels.select_related("place", "inside").prefetch_related(_lines()).order_by("pk")


def parcels_of_order(order: Order) -> QuerySet[Parcel]:
    """Return all parcels of an order, those that a centre has made up for it included."""
    rows = Parcel.objects.of_order(order).select_related("place", "part", "inside")
    return rows.prefetch_related(_lines()).order_by("pk")


def find_parcels(asked: Mapping[str, Any]) -> QuerySet[Parcel]:
    """Return the parcels that fit what ``ParcelFilter`` understood, newest first."""
    rows = Parcel.objects.select_related("part__order", "part__producer", "order", "place").order_by("-pk")
    words = (asked.get("q") or "").strip()
    if words:
        by_order = Q(part__number__istartswith=words) | Q(order__number__iexact=words)
        rows = rows.filter(Q(tracking__iexact=words) | by_order)
    if asked.get("status"):
        rows = rows.filter(status=asked["status"])
    if asked.get("carrier"):
        rows = rows.filter(carrier__iexact=asked["carrier"].strip())
    if asked.get("sent_on"):
        rows = rows.filter(sent_at__date=asked["sent_on"])
    return rows


def order_of(parcel: Parcel) -> Order:
    """Return whose it is: the order of its part, or the one that a centre made it up for."""
    order = parcel.part.order if parcel.part else parcel.order
    assert order is not None  # a constraint says so
    return order


def inside_of(parcel: Parcel, lang: str) -> list[InParcel]:
    """Return what is in a parcel, that of the parcels inside it included."""
    wanted = Q(parcel=parcel) | Q(parcel__inside=parcel)
    rows = ParcelLine.objects.filter(wanted).select_related("line").order_by("pk")
    return [
        InParcel(shown(row.line.product_name, lang, row.line.original_language), row.line.sku, row.quantity)
        for row in rows
    ]


def can_be_joined(parcel: Parcel) -> QuerySet[Parcel]:
    """Return the parcels of the same order that wait at the same centre, this one included."""
    rows = Parcel.objects.filter(status="at_centre", place=parcel.place_id, part__isnull=False)
    order = parcel.part.order_id if parcel.part else None
    return rows.filter(part__order=order).select_related("part__producer").order_by("pk")


def _lines() -> Prefetch:
    return Prefetch("lines", queryset=ParcelLine.objects.select_related("line").order_by("pk"))
