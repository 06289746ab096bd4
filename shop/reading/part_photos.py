"""Pictures of orders in the making, for each who may see them."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils import timezone

from producers.domain.consent import Scope, is_given
from producers.models import Consent
from shop.domain.part_photos import PhotoKind, is_for_buyer
from shop.domain.states import PhotoStatus
from shop.models import Order, PartPhoto, ProducerOrder

NOTHING_YET = ("waiting", "placed", "declined")


def photos_for_buyer(order: Order) -> dict[int, list[PartPhoto]]:
    """Return by part the pictures that the buyer of an order may see today; two queries.

    None before anybody has taken anything on: there is nothing to be seen then.
    """
    if all(part.status in NOTHING_YET for part in order.parts.all()):
        return {}
    taken = PartPhoto.objects.filter(part__order=order, kind=PhotoKind.PROGRESS).select_related("part")
    rows = list(taken.order_by("pk"))
    makers = {row.part.producer_id for row in rows}
    agreed = _agreed(makers) if makers else set()
    found: dict[int, list[PartPhoto]] = {}
    for row in rows:
        kind, status = PhotoKind(row.kind), PhotoStatus(row.status)
        if is_for_buyer(kind, status, has_consent=row.part.producer_id in agreed):
            found.setdefault(row.part_id, []).append(row)
    return found


def photo_for_buyer(order: Order, number: str) -> PartPhoto | None:
    """Return one of them, by its key as it was typed into an address."""
    rows = (row for part in photos_for_buyer(order).values() for row in part)
    return next((row for row in rows if str(row.pk) == number), None)


def photos_to_check(parts: Sequence[ProducerOrder]) -> "QuerySet[PartPhoto]":
    """Return the pictures of parts, for the office."""
    return PartPhoto.objects.filter(part__in=parts).order_by("pk")


def _agreed(makers: set[int]) -> set[int]:
    today = timezone.localdate()
    by_maker: dict[int, list[Consent]] = {}
    for consent in Consent.objects.filter(organisation__in=makers, scope=Scope.PHOTO.value):
        by_maker.setdefault(consent.organisation_id, []).append(consent)
    return {maker for maker, consents in by_maker.items() if is_given(consents, Scope.PHOTO, today)}
