"""What a currency is worth in dirhams on a day: the rows of the office, else the settings."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shop import conf
from shop.models import ExchangeRate
from shop.reading.order_money import MAKERS_CURRENCY

SETTINGS = "settings"


@dataclass(frozen=True)
class Rate:
    """Dirhams for one unit, since when, and who says so."""

    rate: Decimal
    day: date
    source: str


def rate_to_dirhams(currency: str, on: date) -> Rate | None:
    """Return the newest rate that holds on a day, None where nobody said; one query.

    Two rows of one day: the one entered last holds, for it corrects the other.
    """
    if currency == MAKERS_CURRENCY:
        return None
    row = ExchangeRate.objects.filter(currency=currency, day__lte=on).first()
    if row is not None:
        return Rate(row.rate, row.day, row.source)
    known = conf.rate_to_dirhams(currency)
    return Rate(*known, SETTINGS) if known else None
