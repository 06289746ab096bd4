"""When a maker earns: upon delivery, or when the buyer's days to withdraw are over, as the shop has set.

With the second, a delivery books nothing; a job books what has waited long enough, each part by itself.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from producers.actions.record import record
from producers.actions.transactions import require_transaction
from producers.domain.actors import SYSTEM
from producers.models import Act
from shop import conf
from shop.actions.post import post_if_any
from shop.domain.postings import Entry
from shop.domain.states import PartStatus
from shop.models import JournalEntry, Order, ProducerOrder
from shop.reading.order_money import earned_entry, effect_of

AT_ONCE = 500


def earned_upon_delivery(part: ProducerOrder) -> Entry | None:
    """Return the entry that a delivery books, None when the maker earns later."""
    return None if conf.earned_after_window() else earned_entry(part)


def earn_what_is_due(limit: int = AT_ONCE, *, now: datetime | None = None) -> int:
    """Book what was delivered so long ago that no buyer can withdraw any more; return how many parts.

    Run by a job, also where makers earn upon delivery: there it finds what was delivered before the shop
    changed its setting. Each part is a transaction of its own, and booked once.
    """
    at = now or timezone.now()
    return sum(_earn_one(part, at) for part in _due(at, limit))


def _due(at: datetime, limit: int) -> Iterator[ProducerOrder]:
    """Yield delivered parts without an entry, longest ago first."""
    key = Concat(Value("part:"), Cast(OuterRef("pk"), CharField()), Value(":earned"))
    said = Act.objects.filter(
        kind="producerorder", object_id=OuterRef("pk"), verb="producerorder.delivered"
    ).order_by("-pk")
    rows = (
        ProducerOrder.objects.filter(status="delivered")
        .filter(~Exists(JournalEntry.objects.filter(key=key)))
        .annotate(delivered_at=Subquery(said.values("at")[:1]))
        .exclude(delivered_at=None)
        .select_related("order__market")
        .order_by("delivered_at", "pk")
    )
    found = 0
    for part in rows.iterator(chunk_size=AT_ONCE):
        if found == limit:
            return
        if is_window_over(part.delivered_at, part.order.market.withdrawal_days, at):
            found += 1
            yield part


def is_window_over(delivered: datetime, days: int, at: datetime) -> bool:
    """Say whether a buyer can no longer withdraw. Where makers earn upon delivery, nothing is waited for."""
    return not conf.earned_after_window() or delivered + timedelta(days=days) <= at


@transaction.atomic(durable=True)
def _earn_one(part: ProducerOrder, at: datetime) -> bool:
    order = Order.objects.locked().get(pk=part.order_id)
    row = ProducerOrder.objects.get(pk=part.pk)
    row.order = order
    if row.status != PartStatus.DELIVERED:
        return False
    earn(row)
    return True


def earn(part: ProducerOrder) -> None:
    """Book that a part is earned, in the caller's transaction and under its lock on the order."""
    require_transaction("earnings")
    entry = earned_entry(part)
    post_if_any(entry, key=f"part:{part.pk}:earned", order=part.order)
    record(verb="producerorder.earned", row=part, actor=SYSTEM, money=effect_of(entry))
