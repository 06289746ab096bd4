"""Who sells and on which terms: a maker's standing, a market's terms. Each change says who and why."""

from typing import Any

from django.db import transaction

from producers.actions.record import record
from producers.domain.actors import Actor
from producers.models import Organisation
from shop.actions.listing import refresh_listing
from shop.models import Market, Product

TERMS = (
    "delivers",
    "cash_limit",
    "cash_open_limit",
    "cash_refusals",
    "call_attempts",
    "withdrawal_days",
)


@transaction.atomic(durable=True)
def change_standing(maker: Organisation, status: str, *, actor: Actor, reason: str) -> Organisation:
    """Admit a maker, or suspend her: what she offers is listed, or leaves the lists, at once.

    Orders that were placed go on. Raises ``ValueError`` for a status that is none of hers.
    """
    if status not in Organisation.Status.values:
        raise ValueError(f"no such standing: {status}")
    row: Organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=maker.pk)
    before = row.status
    if before == status:
        return row
    row.status = status
    row.save(update_fields=["status"])
    record(
        verb="organisation.standing",
        row=row,
        actor=actor,
        reason=reason,
        before={"status": before},
        after={"status": status},
        for_organisation=row,
    )
    refresh_listing(Product.objects.filter(producer=row).values_list("pk", flat=True))
    return row


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
