"""Who holds how much cash for which parcel, since when."""

from decimal import Decimal

from django.db.models import QuerySet, Sum, Value
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


def custodies() -> QuerySet[CashCustody]:
    """Return every custody with its order and holder, and ``held``: what is in hands, as a decimal."""
    rows = CashCustody.objects.select_related("order", "part", "holder").annotate(
        held=Coalesce(Sum("moves__effect"), NOTHING)
    )
    return rows.order_by("since", "pk")
