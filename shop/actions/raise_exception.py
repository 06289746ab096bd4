"""What does not fit is put before a person: once, with what is known of it. Nothing is dropped."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from moneyed import Money

from shop.domain.exceptions import sort_of
from shop.models import ExceptionCase, Order, Payment


@dataclass(frozen=True)
class About:
    """What an exception is about. ``row`` is any row besides order and payment: a parcel, a payout."""

    order: Order | None = None
    payment: Payment | None = None
    row: Model | None = None
    gateway: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    """Facts as plain values; never a name, a phone or an address."""


@transaction.atomic
def raise_exception(
    kind: str,
    *,
    key: str,
    about: About,
    amount: Money | None = None,
    suggestion: str = "",
    due_at: datetime | None = None,
) -> ExceptionCase:
    """Put one thing into the queue; the same ``key`` again returns the first row, open or closed.

    ``kind`` is a code of ``shop.domain.exceptions.SORTS``, which tells its area and what is suggested unless
    ``suggestion`` says otherwise. May be called inside the caller's transaction or without one. Raises
    ``ValueError`` for an empty or too long key.
    """
    if not 0 < len(key) <= 200:
        raise ValueError("an exception is known by its key")
    payment, row, sort = about.payment, about.row, sort_of(kind)
    order_id = about.order.pk if about.order else payment.order_id if payment else None
    return ExceptionCase.objects.get_or_create(
        key=key,
        defaults={
            "area": sort.area.value,
            "kind": kind,
            "order_id": order_id,
            "payment": payment,
            "gateway": payment.gateway if payment else about.gateway,
            "about_kind": (row._meta.model_name or "") if row is not None else "",
            "about_id": row.pk if row is not None else None,
            "amount": amount,
            "data": dict(about.data),
            "suggestion": suggestion or sort.suggestion.value,
            "due_at": due_at,
        },
    )[0]
