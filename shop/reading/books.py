"""The books as keepers read them: trial balance, statements, journal. Amounts are hundredths of a unit.

Sums are taken in whole hundredths by the database: SQLite adds decimals up as floats.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import BigIntegerField, Case, Count, F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Cast, Round
from moneyed import Money

from producers.models import Organisation
from shop.domain.book_keeping import PLATFORM
from shop.domain.postings import Account
from shop.models import AccountCode, Posting

BATCH = 2000
HUNDREDTHS = Cast(Round(F("amount") * 100), BigIntegerField())


@dataclass(frozen=True)
class BalanceRow:
    """One account: what was debited and credited up to a day, in hundredths, both at least zero."""

    account: Account
    party: str
    currency: str
    debit: int
    credit: int

    @property
    def balance(self) -> int:
        """Debit less credit."""
        return self.debit - self.credit


@dataclass(frozen=True)
class StatementLine:
    """One movement. ``amount`` is in the holder's favour when above zero."""

    day: date
    kind: str
    account: Account
    order: str
    amount: int


class Lines(Collection[StatementLine]):
    """Movements in their order, read while they are passed through: memory does not grow with them."""

    def __init__(self, rows: QuerySet[Posting], count: int) -> None:
        self._rows, self._count = rows, count

    def __iter__(self) -> Iterator[StatementLine]:
        return map(_line, _moves(self._rows))

    def __len__(self) -> int:
        return self._count

    def __contains__(self, line: object) -> bool:
        return any(line == each for each in self)

    def between(self, first: int, last: int) -> list[StatementLine]:
        """Return the lines from number ``first`` to before ``last``, counted from 0."""
        return [_line(row) for row in _in_order(self._rows)[first:last]]

    def sum_before(self, first: int) -> int:
        """Return what the lines before number ``first`` come to, in hundredths."""
        earlier = Posting.objects.filter(pk__in=_in_order(self._rows).values("pk")[:first])
        return -(earlier.aggregate(sum=Sum(HUNDREDTHS))["sum"] or 0)


@dataclass(frozen=True)
class AccountStatement:
    """What moved on somebody's accounts in one currency; ``closing`` is ``opening`` and what ``moved``.

    Amounts are hundredths. ``lines`` are all movements, read whenever they are passed through.
    """

    holder: str
    currency: str
    since: date
    until: date
    opening: int
    moved: int
    lines: Collection[StatementLine]

    @property
    def closing(self) -> int:
        """What is there at the end, in hundredths."""
        return self.opening + self.moved

    def part(self, first: int, last: int) -> "AccountStatement":
        """Return lines number ``first`` to before ``last`` as a statement that begins where they do."""
        lines = self.lines.between(first, last)
        opening = self.opening + self.lines.sum_before(first)
        return replace(self, opening=opening, moved=sum(line.amount for line in lines), lines=lines)


@dataclass(frozen=True)
class Holder:
    """Whose statement it is: an organisation, the fund, or the shop itself."""

    name: str
    rows: Q

    @classmethod
    def organisation(cls, organisation: Organisation) -> "Holder":
        """The accounts that name an organisation: a maker's, an association's."""
        return cls(str(organisation), Q(account__organisation=organisation))

    @classmethod
    def fund(cls, name: str = "") -> "Holder":
        """The solidarity fund."""
        return cls(name, Q(account__kind=Account.SOLIDARITY_FUND))

    @classmethod
    def platform(cls, name: str = "") -> "Holder":
        """What the shop itself earns and spends."""
        return cls(name, Q(account__kind__in=[account.value for account in PLATFORM]))


def money_of(hundredths: int, currency: str) -> Money:
    """Return an amount in hundredths as money."""
    return Money(Decimal(hundredths).scaleb(-2), currency)


def trial_balance(on: date) -> list[BalanceRow]:
    """Return every account that ever moved up to a day, by account, holder and currency; one query."""
    is_debit = When(amount__gt=0, then=HUNDREDTHS)
    is_credit = When(amount__lt=0, then=HUNDREDTHS)
    rows = (
        Posting.objects.filter(entry__day__lte=on)
        .order_by("account__kind", "account__organisation__name", "amount_currency")
        .values("account__kind", "account__organisation__name", "amount_currency")
        .annotate(
            debit=Sum(Case(is_debit, default=Value(0), output_field=BigIntegerField())),
            credit=Sum(Case(is_credit, default=Value(0), output_field=BigIntegerField())),
        )
    )
    return [
        BalanceRow(
            Account(row["account__kind"]),
            row["account__organisation__name"] or "",
            row["amount_currency"],
            row["debit"],
            -row["credit"],
        )
        for row in rows
    ]


def totals(rows: Iterable[BalanceRow]) -> dict[str, tuple[int, int]]:
    """Return by currency what was debited and credited in all; the two are equal, or the books are broken."""
    sums: dict[str, tuple[int, int]] = {}
    for row in rows:
        debit, credit = sums.get(row.currency, (0, 0))
        sums[row.currency] = (debit + row.debit, credit + row.credit)
    return sums


def statements(holder: Holder, since: date, until: date) -> list[AccountStatement]:
    """Return a statement for each currency in which a holder has anything; ``until`` is included."""
    rows = Posting.objects.filter(holder.rows)
    before, within = rows.filter(entry__day__lt=since), rows.filter(entry__day__range=(since, until))
    opening, moved = _by_currency(before), _by_currency(within)
    return [
        AccountStatement(
            holder.name,
            code,
            since,
            until,
            -opening.get(code, (0, 0))[0],
            -moved.get(code, (0, 0))[0],
            Lines(within.filter(amount_currency=code), moved.get(code, (0, 0))[1]),
        )
        for code in sorted(opening.keys() | moved.keys())
    ]


def _by_currency(rows: QuerySet[Posting]) -> dict[str, tuple[int, int]]:
    """Return by currency what rows come to in hundredths, and how many they are."""
    found = rows.order_by("amount_currency").values_list("amount_currency")
    return {code: (sum_, count) for code, sum_, count in found.annotate(sum=Sum(HUNDREDTHS), n=Count("pk"))}


def journal(since: date, until: date) -> Iterator[Sequence[str]]:
    """Yield the journal row by row with the accountant's own codes; memory does not grow with it."""
    codes = dict(AccountCode.objects.values_list("kind", "code"))
    rows = Posting.objects.filter(entry__day__range=(since, until))
    for row in _moves(rows):
        kind, amount = row["account__kind"], row["sum"]
        yield (
            str(row["entry_id"]),
            row["entry__day"].isoformat(),
            row["entry__kind"],
            row["entry__order__number"] or "",
            codes.get(kind, ""),
            kind,
            row["account__organisation__name"] or "",
            row["amount_currency"],
            f"{Decimal(max(amount, 0)).scaleb(-2):.2f}",
            f"{Decimal(max(-amount, 0)).scaleb(-2):.2f}",
        )


JOURNAL_HEADINGS = (
    "entry",
    "day",
    "event",
    "order",
    "account_code",
    "account",
    "party",
    "currency",
    "debit",
    "credit",
)


def _moves(rows: QuerySet[Posting]) -> Iterator[dict]:
    return iter(_in_order(rows).iterator(chunk_size=BATCH))


def _in_order(rows: QuerySet[Posting]) -> QuerySet[Posting, dict]:
    names = ("entry_id", "entry__day", "entry__kind", "entry__order__number", "account__kind")
    more = ("account__organisation__name", "amount_currency")
    found = rows.order_by("entry__day", "entry_id", "pk").annotate(sum=HUNDREDTHS)
    return found.values(*names, *more, "sum")


def _line(row: dict) -> StatementLine:
    return StatementLine(
        row["entry__day"],
        row["entry__kind"],
        Account(row["account__kind"]),
        row["entry__order__number"] or "",
        -row["sum"],
    )
