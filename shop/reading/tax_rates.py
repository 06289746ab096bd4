"""Which tax rates hold: the rows of the office, and before there is any those that a shop begins with."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from producers.editions.memory import remembered
from shop.domain.taxes import RATES, DatedRate, TaxReason
from shop.models import TaxRate

RateRow = tuple[str, str | None, Decimal | str, date | str]


def tax_rates() -> tuple[DatedRate, ...]:
    """Return all rates, in the order in which they were entered; one query, none where they are at hand."""
    return remembered("tax_rates", ("words",), (), _read)


def in_force(on: date) -> list[TaxRate]:
    """Return the rows that hold on a day, one for each reason and market that has one."""
    rows = TaxRate.objects.filter(since__lte=on).order_by("since", "pk")
    return list({(row.reason, row.market_id): row for row in rows}.values())


def rates_from(rows: Iterable[RateRow]) -> tuple[DatedRate, ...]:
    """Return rates from rows: reason, market's code, percent, day. A reason without any is as it began."""
    read = tuple(
        DatedRate(TaxReason(reason), Decimal(str(percent)), _day(since), market or "")
        for reason, market, percent, since in rows
    )
    known = {rate.reason for rate in read if not rate.market}
    return (*(rate for rate in RATES if rate.reason not in known), *read)


def _read() -> tuple[DatedRate, ...]:
    rows = TaxRate.objects.order_by("pk").values_list("reason", "market__code", "percent", "since")
    return rates_from(rows)


def _day(since: date | str) -> date:
    return since if isinstance(since, date) else date.fromisoformat(since[:10])
