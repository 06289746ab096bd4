"""Carriers and banks: by which names they are known, and how their lists read."""

from collections.abc import Sequence

from django.db import transaction

from producers.actions.record import record
from producers.domain.actors import Actor
from shop.domain.columns import Layout
from shop.models import Carrier, StatementLayout


@transaction.atomic(durable=True)
def save_carrier(
    carrier: Carrier,
    *,
    name: str,
    aliases: Sequence[str],
    layout: Layout,
    remits_days: int,
    actor: Actor,
) -> Carrier:
    """Keep a carrier, new or changed. Lists sent before keep the columns of then."""
    before = {"layout": carrier.layout, "name": carrier.name} if carrier.pk else {}
    carrier.name, carrier.aliases = name, list(aliases)
    carrier.layout, carrier.remits_days = layout.plain(), remits_days
    carrier.save()
    after = {"layout": carrier.layout, "name": carrier.name}
    record(verb="carrier.saved", row=carrier, actor=actor, before=before, after=after)
    return carrier


@transaction.atomic(durable=True)
def save_statement_layout(
    row: StatementLayout, *, name: str, currency: str, layout: Layout, actor: Actor
) -> StatementLayout:
    """Keep how the csv file of a bank reads, new or changed."""
    before = {"layout": row.layout, "name": row.name} if row.pk else {}
    row.name, row.currency, row.layout = name, currency, layout.plain()
    row.save()
    after = {"layout": row.layout, "name": row.name}
    record(verb="statementlayout.saved", row=row, actor=actor, before=before, after=after)
    return row
