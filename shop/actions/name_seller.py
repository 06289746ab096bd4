"""Who sells for a maker from a day on. What was sold before keeps its seller."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from producers.actions.record import record
from producers.domain.actors import Actor
from producers.models import Organisation
from shop.models import Market, SellerOfRecord


class PastSellerError(ValueError):
    """A seller cannot be named for days that are over: their papers are written."""


@transaction.atomic(durable=True)
def name_seller(
    producer: Organisation,
    seller: Organisation,
    *,
    since: date,
    actor: Actor,
    reason: str,
    market: Market | None = None,
) -> SellerOfRecord:
    """Say who sells what she makes, from ``since`` on, in one market or in all without a row of their own.

    Said again for a day that has not begun, the newer word counts. Raises ``PastSellerError`` for a day
    that has.
    """
    if since <= timezone.localdate():
        raise PastSellerError(str(since))
    row, _ = SellerOfRecord.objects.update_or_create(
        producer=producer, market=market, since=since, defaults={"seller": seller}
    )
    after = {"seller": seller.pk, "since": since.isoformat(), "market": market.code if market else ""}
    record(verb="seller.named", row=row, actor=actor, reason=reason, after=after, for_organisation=producer)
    return row
