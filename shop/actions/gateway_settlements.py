"""What gateways pay to our bank: asked for, found on the bank statement, or put before a person."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from producers.domain.actors import SYSTEM
from shop.actions.match_outgoing import match_settlement
from shop.actions.raise_exception import About, raise_exception
from shop.domain.gateway_books import Settled
from shop.domain.money import from_minor
from shop.gateways.base import UnreachableError
from shop.gateways.registry import all_gateways
from shop.models import GatewaySettlement
from shop.reading.matching_out import WAITING, line_for

log = logging.getLogger(__name__)
LOOK_BACK = timedelta(days=40)
PATIENCE = timedelta(days=7)


def take_settlements(*, now: datetime | None = None) -> int:
    """Ask every gateway that pays out to our bank what it has sent; return how many were new.

    One that does not answer is asked the next time. What failed, what would take money from us, and what is
    on no statement a week after its day, waits for a person.
    """
    now, new = now or timezone.now(), 0
    for alias, gateway in all_gateways().items():
        tell = getattr(gateway, "settlements", None)
        if tell is None:
            continue
        try:
            told = list(tell(now - LOOK_BACK))
        except UnreachableError:
            log.warning("%s gave no answer; its settlements are asked for the next time", alias)
            continue
        new += sum(_take(alias, one) for one in told)
    _raise_missing(now)
    return new


def _take(alias: str, told: Settled) -> bool:
    """Write one settlement down, or what became of it; find its line if the statement was there first."""
    row, is_new = _keep(alias, told)
    line = line_for(row) if row is not None and row.state in WAITING else None
    if row is not None and line is not None:
        match_settlement(line, row, actor=SYSTEM)
    return is_new


@transaction.atomic(durable=True)
def _keep(alias: str, told: Settled) -> tuple[GatewaySettlement | None, bool]:
    amount = from_minor(told.amount, told.currency)
    if told.amount <= 0 or told.fee < 0:
        _ask("settlement_failed", f"{alias}:{told.handle}", None, alias, told)
        return None, False
    row, is_new = GatewaySettlement.objects.get_or_create(
        gateway=alias,
        handle=told.handle,
        defaults={
            "amount": amount,
            "fee": from_minor(told.fee, told.currency),
            "arrives_on": told.arrives_on,
            "state": told.state.value,
        },
    )
    waiting = GatewaySettlement.objects.filter(pk=row.pk, state__in=WAITING)
    if waiting.exclude(state=told.state.value).update(state=told.state.value):
        row.refresh_from_db()
    if told.state.value == "failed":  # also one that was on the statement, and came back
        _ask("settlement_failed", f"{alias}:{told.handle}", row, alias, told)
    return row, is_new


def _ask(kind: str, key: str, row: GatewaySettlement | None, alias: str, told: Settled) -> None:
    raise_exception(
        kind,
        key=f"settlement:{key}:failed",
        about=About(row=row, gateway=alias, data={"reference": told.handle}),
        amount=from_minor(told.amount, told.currency),
    )


def _raise_missing(now: datetime) -> None:
    late = GatewaySettlement.objects.filter(
        state__in=WAITING, arrives_on__lt=timezone.localdate(now) - PATIENCE
    )
    for row in late:
        raise_exception(
            "settlement_missing",
            key=f"settlement:{row.pk}:missing",
            about=About(row=row, gateway=row.gateway, data={"reference": row.handle}),
            amount=row.amount,
        )
