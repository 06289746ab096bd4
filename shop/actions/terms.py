"""On which terms one sells in a market. Each change says who and why."""

from typing import Any

from django.db import transaction

from producers.actions.record import record
from producers.domain.actors import Actor
from shop.models import Market

TERMS = (
    "delivers",
    "cash_limit",
    "cash_open_limit",
    "cash_refusals",
    "call_attempts",
    "withdrawal_days",
)


@transaction.atomic(durable=True)
def change_terms(market: Market, terms: dict[str, Any], *, actor: Actor, reason: str) -> Market:
    """Change the terms of a market that ``TERMS`` names. What is ordered keeps those it was ordered on."""
    row: Market = Market.objects.select_for_update(of=("self",)).get(pk=market.pk)
    changed = {name: value for name, value in terms.items() if name in TERMS and getattr(row, name) != value}
    if not changed:
        return row
    before = {name: _plain(getattr(row, name)) for name in changed}
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(update_fields=sorted(changed))
    after = {name: _plain(value) for name, value in changed.items()}
    record(verb="market.terms", row=row, actor=actor, reason=reason, before=before, after=after)
    return row


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int) else str(value)
