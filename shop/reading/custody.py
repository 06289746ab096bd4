"""Who holds how much cash for which parcel, since when."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Count, Min, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from shop.domain.money import minor
from shop.models import CashCustody
from shop.models.fields import MoneyField

IN_HANDS = ("with_carrier", "with_producer", "with_agent")
NOTHING = Value(Decimal(0), output_field=MoneyField(max_digits=14))


def held_of(custody: CashCustody) -> int:
    """Return what is in somebody's hands now, in minor units."""
    return sum(minor(move.effect) for move in custody.moves.all())


def missing_of(custody: CashCustody) -> int:
    """Return what was short and is not settled, in minor units."""
    signs = {"short": 1, "settled": -1}
    return sum(signs.get(move.kind, 0) * minor(move.amount) for move in custody.moves.all())


def find_custodies(asked: Mapping[str, Any]) -> QuerySet[CashCustody]:
    """Return the custodies that fit what ``CustodyFilter`` understood."""
    rows = custodies()
    if asked.get("status"):
        rows = rows.filter(status=asked["status"])
    words = (asked.get("q") or "").strip()
    return rows.filter(Q(order__number__iexact=words) | Q(carrier__iexact=words)) if words else rows


def holders() -> QuerySet[Any, dict[str, Any]]:
    """Return who holds how much: status, carrier or organisation, parcels, sum, and since when the oldest."""
    in_hands = CashCustody.objects.filter(status__in=IN_HANDS).order_by()
    named = in_hands.values("status", "carrier", "holder__slug", "expected_currency")
    summed = named.annotate(
        parcels=Count("pk", distinct=True), held=Sum("moves__effect"), oldest=Min("since")
    )
    return summed.order_by("oldest", "status", "carrier")


def custodies() -> QuerySet[CashCustody]:
    """Return every custody with its order and holder, and ``held``: what is in hands, as a decimal."""
    rows = CashCustody.objects.select_related("order", "part__producer", "holder").annotate(
        held=Coalesce(Sum("moves__effect"), NOTHING)
    )
    return rows.order_by("since", "pk")
