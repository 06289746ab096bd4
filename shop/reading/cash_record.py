"""What is known of a phone to which parcels go that are paid at the door."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone
from moneyed import Money

from shop.domain.contact import read_phone
from shop.domain.money import minor
from shop.models import CashCustody, Market, Order

REMEMBERED = timedelta(days=365)
MOST = 200


@dataclass(frozen=True)
class CashRecord:
    """``on_its_way`` in minor units of the market's currency; ``is_refused`` when too many came back."""

    on_its_way: int = 0
    is_refused: bool = False


def cash_record(phone: str, market: Market) -> CashRecord:
    """Return what counts for this phone; at most two queries, none without a limit or a phone."""
    number = read_phone(phone).value
    if not number:
        return CashRecord()
    limit, refusals = market.cash_open_limit, market.cash_refusals
    return CashRecord(
        on_its_way=_on_its_way(number, market) if limit is not None else 0,
        is_refused=refusals is not None and _refused(number) >= refusals,
    )


def _on_its_way(number: str, market: Market) -> int:
    """Add up the placed orders of which the cash has not been collected yet."""
    orders = Order.objects.filter(phone=number, market=market, method="cash", status="placed")
    gone = CashCustody.objects.exclude(status="expected").filter(order=OuterRef("pk"))
    open_orders = orders.exclude(Exists(gone))
    totals = open_orders.order_by("-pk").values_list("total", flat=True)[:MOST]
    return sum(minor(Money(total, market.currency)) for total in totals)


def _refused(number: str) -> int:
    since = timezone.now() - REMEMBERED
    rows = CashCustody.objects.filter(order__phone=number, status="refused", since__gte=since)
    return rows.values("order").distinct().count()
