"""Our account as the bank keeps it: movements, and the statements that tell of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

from django.utils import timezone

from shop.domain.statements import Booked
from tests.properties.market.layouts import OF_STATEMENTS
from tests.shop.imports.statements import camt, entry

BEFORE = 100_000_000  # what was there at first, in centimes
DAYS = timedelta(days=6)


@dataclass
class Account:
    """One account: ``told`` is how many of its movements some statement has told so far."""

    name: str
    currency: str
    is_camt: bool
    booked: list[Booked] = field(default_factory=list)
    told: int = 0
    day: date = field(default_factory=lambda: timezone.localdate() - DAYS)

    def book(self, amount: int, text: str, name: str = "", *, reference: str = "") -> None:
        """Let money come in, or leave when the amount is below zero."""
        self.booked.append(Booked(self.day, amount, reference, name, text))

    def another_day(self) -> None:
        """Let the next movement be on the next day, today at the latest."""
        self.day = min(self.day + timedelta(days=1), timezone.localdate())

    def begins(self) -> list[int]:
        """Return where a statement may begin: a bank's tell of whole days."""
        places = enumerate(self.booked)
        return [next(of_day)[0] for _day, of_day in groupby(places, key=lambda each: each[1].booked_on)]

    def statement(self, first: int, *, off_by: int = 0) -> bytes:
        """Return the statement from one movement to the last, its closing balance off by so much."""
        opening = BEFORE + sum(each.amount for each in self.booked[:first])
        lines = self.booked[first:]
        write = self._camt if self.is_camt else self._csv
        return write(lines, opening, off_by)

    def _camt(self, lines: Sequence[Booked], opening: int, off_by: int) -> bytes:
        entries = [
            entry(
                _plain(abs(each.amount)),
                each.text,
                sign="CRDT" if each.amount > 0 else "DBIT",
                ref=each.bank_reference,
                name=each.name,
                day=each.booked_on.isoformat(),
                currency=self.currency,
            )
            for each in lines
        ]
        closing = opening + sum(each.amount for each in lines) + off_by
        return camt(entries, _plain(opening), _plain(closing), account=self.name, currency=self.currency)

    def _csv(self, lines: Sequence[Booked], opening: int, off_by: int) -> bytes:
        rows, balance = [";".join(OF_STATEMENTS.values())], opening
        for number, each in enumerate(lines):
            balance += each.amount + (off_by if number == len(lines) - 1 else 0)
            said = [each.booked_on.strftime("%d/%m/%Y"), _comma(each.amount), each.text, each.name]
            rows.append(";".join([*said, each.bank_reference, _comma(balance)]))
        return "\r\n".join(rows).encode("cp1252")


def _plain(amount: int) -> str:
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(amount) // 100}.{abs(amount) % 100:02}"


def _comma(amount: int) -> str:
    return _plain(amount).replace(".", ",")
