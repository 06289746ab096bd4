"""What exchanges have left over, and where our own money is, by currency."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from shop.domain.money import digits
from shop.domain.postings import Account
from shop.models import Posting
from shop.reading.payables import in_minor

OWN = (Account.BANK, Account.GATEWAY_CLEARING)


@dataclass(frozen=True)
class CurrencyHeld:
    """One currency, in minor units: the exchange difference (a loss above zero), and our money by place."""

    currency: str
    difference: int
    bank: int
    gateway: int


def exchange_difference(currency: str) -> int:
    """Return what exchanges have lost (above zero) or gained in a currency, not yet borne; minor units."""
    sides = Posting.objects.filter(account__kind=Account.EXCHANGE_DIFFERENCE, account__currency=currency)
    return in_minor(sides.aggregate(sum=Sum("amount"))["sum"] or Decimal(0), digits(currency))


def held_by_currency() -> list[CurrencyHeld]:
    """Return every currency that anything is in; one query."""
    kinds = [Account.EXCHANGE_DIFFERENCE, *OWN]
    rows = Posting.objects.filter(account__kind__in=kinds).order_by()
    sums = rows.values_list("account__currency", "account__kind").annotate(sum=Sum("amount"))
    found: dict[str, dict[str, int]] = {}
    for currency, kind, amount in sums:
        found.setdefault(currency, {})[kind] = in_minor(amount, digits(currency))
    return [
        CurrencyHeld(
            currency,
            held.get(Account.EXCHANGE_DIFFERENCE, 0),
            held.get(Account.BANK, 0),
            held.get(Account.GATEWAY_CLEARING, 0),
        )
        for currency, held in sorted(found.items())
    ]
