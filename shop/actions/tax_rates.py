"""Tax rates: a keeper of the books adds one from a day on; what is sold keeps what was frozen with it."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from producers.actions.record import record
from producers.domain.actors import Actor
from shop.domain.book_keeping import BookError
from shop.domain.taxes import TaxReason
from shop.models import Market, TaxRate


@transaction.atomic(durable=True)
def set_tax_rate(
    reason: TaxReason, percent: Decimal, *, since: date, market: Market | None, source: str, actor: Actor
) -> TaxRate:
    """Say what a reason means in per cent from a day on, in one market or (None) in all that have no own.

    ``source`` names the law or the letter that says so. Raises ``BookError``: ``percent`` outside 0 to 100,
    ``source`` for none.
    """
    if not 0 <= percent <= 100:
        raise BookError("percent")
    if not source.strip():
        raise BookError("source")
    row: TaxRate = TaxRate.objects.create(
        reason=reason.value, percent=percent, since=since, market=market, source=source.strip()
    )
    after = {"percent": str(percent), "since": since.isoformat(), "market": market.code if market else ""}
    record(verb="tax.rate_set", row=row, actor=actor, reason=source, after=after)
    return row
