"""Rates of exchange and codes of accounts: rows that keepers of the books add and set."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from producers.actions.record import record
from producers.domain.actors import Actor
from shop.domain.book_keeping import BookError
from shop.domain.postings import Account
from shop.models import AccountCode, ExchangeRate
from shop.reading.order_money import MAKERS_CURRENCY


@transaction.atomic(durable=True)
def set_rate(currency: str, rate: Decimal, *, day: date, source: str, actor: Actor) -> ExchangeRate:
    """Say what a currency is worth in dirhams from a day on; orders placed before keep their own rate.

    Raises ``BookError``: ``rate`` unless it is above zero, ``currency`` for the makers' own.
    """
    if rate <= 0:
        raise BookError("rate")
    if currency == MAKERS_CURRENCY:
        raise BookError("currency")
    row: ExchangeRate = ExchangeRate.objects.create(
        currency=currency, rate=rate, day=day, source=source.strip()
    )
    record(verb="books.rate", row=row, actor=actor, reason=source, after={currency: str(rate)})
    return row


@transaction.atomic(durable=True)
def set_code(account: Account, code: str, *, actor: Actor) -> AccountCode:
    """Set the code of an account in the accountant's plan. Raises ``BookError`` ``code`` for none."""
    if not code.strip():
        raise BookError("code")
    row, _is_new = AccountCode.objects.select_for_update().get_or_create(
        kind=account.value, defaults={"code": code.strip()}
    )
    before, row.code = row.code, code.strip()
    row.save(update_fields=["code"])
    record(verb="books.code", row=row, actor=actor, before={"code": before}, after={"code": row.code})
    return row
