"""The proof that cash, remittance lists and bank statements say what the books say."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, Sum, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_noop as _

from shop.domain.cash import HELD_ON
from shop.domain.differences import Line
from shop.domain.money import from_minor
from shop.domain.postings import CASH_HELD
from shop.domain.states import CashStatus
from shop.models import (
    CashCustody,
    CashMove,
    ExceptionCase,
    PaymentEvent,
    Posting,
    RemittanceLine,
    StatementLine,
)

Place = tuple[int | None, str, int | None, str]
# A sum that is not nothing; SQLite adds decimals up as floats.
SOMETHING = Q(total__gt=0.004) | Q(total__lt=-0.004)


def custody_is_the_cash_in_the_books() -> Iterator[str]:
    """What each holder has of an order by its custodies is what the cash accounts say of it."""
    held, booked = _held(), _booked()
    numbers = dict(
        CashCustody.objects.filter(order__in={key[0] for key in held.keys() | booked.keys()}).values_list(
            "order", "order__number"
        )
    )
    for key in sorted(held.keys() | booked.keys(), key=str):
        here, there = held.get(key, 0), booked.get(key, 0)
        if here != there:
            order, account, party, currency = key
            text = _("order %(order)s: %(here)s %(account)s by its custody, %(there)s booked")
            yield Line(
                text,
                order=numbers.get(order, order),
                here=_written(here, currency),
                account=f"{account} of {party}" if party else account,
                there=_written(there, currency),
            )


def cash_leaves_with_its_parcel() -> Iterator[str]:
    """Cash that has arrived or was refused is in nobody's hands; a held one is no more than was collected."""
    rows = CashCustody.objects.select_related("order").annotate(held=Sum("moves__effect"))
    gone = rows.exclude(status__in=[status.value for status in HELD_ON]).exclude(held=None)
    for custody in gone.filter(Q(held__gt=0.004) | Q(held__lt=-0.004)).iterator():
        text = _("order %(order)s: %(here)s held, its custody says %(status)s")
        yield Line(text, order=custody.order.number, here=f"{custody.held:.2f}", status=custody.status)


def statement_lines_are_payments() -> Iterator[str]:
    """A line that belongs to an order is one payment of the same amount; every other one is accounted for."""
    for line in _lines_paid().filter(is_paid=False).iterator():
        text = _("statement line %(line)s of %(day)s: %(amount)s is no payment")
        yield Line(text, line=line.pk, day=line.booked_on, amount=line.amount.amount)
    asked = ExceptionCase.objects.filter(about_kind="statementline", about_id=OuterRef("pk"))
    waiting = StatementLine.objects.filter(state__in=["suggested", "unmatched", "out"])
    for line in waiting.exclude(Exists(asked)).iterator():
        text = _("statement line %(line)s of %(day)s: %(amount)s waits and nobody is asked")
        yield Line(text, line=line.pk, day=line.booked_on, amount=line.amount.amount)


def remitted_lines_have_moved_cash() -> Iterator[str]:
    """A line of a carrier's list that was matched has moved the cash of its parcel."""
    moved = CashMove.objects.filter(custody=OuterRef("custody"), kind__in=["remitted", "settled", "short"])
    rows = RemittanceLine.objects.filter(outcome__in=["matched", "short", "over"])
    for line in rows.exclude(Exists(moved)).select_related("run").iterator():
        text = _("row %(row)s of %(file)s: %(amount)s remitted, no cash was moved")
        yield Line(text, row=line.number, file=line.run.file_name, amount=line.amount)


def _lines_paid():  # type: ignore[no-untyped-def]  # the annotation is not told to the type checker
    event = PaymentEvent.objects.filter(
        payment=OuterRef("payment"),
        amount=OuterRef("amount"),
        amount_currency=OuterRef("amount_currency"),
        event_id=Concat(Value("statement:"), OuterRef("key")),
    )
    return StatementLine.objects.filter(state="matched", payment__isnull=False).annotate(
        is_paid=Exists(event)
    )


def _held() -> dict[Place, int]:
    rows = CashMove.objects.filter(custody__status__in=[status.value for status in HELD_ON]).values_list(
        "custody__order", "custody__status", "custody__holder", "effect_currency"
    )
    sums: defaultdict[Place, int] = defaultdict(int)
    for order, status, holder, currency, total in (
        rows.order_by().annotate(total=Sum("effect")).filter(SOMETHING).iterator()
    ):
        sums[order, HELD_ON[CashStatus(status)].value, holder, currency] += _minor(total)
    return {key: amount for key, amount in sums.items() if amount}


def _booked() -> dict[Place, int]:
    rows = Posting.objects.filter(account__kind__in=CASH_HELD).values_list(
        "entry__order", "account__kind", "account__organisation", "amount_currency"
    )
    sums: defaultdict[Place, int] = defaultdict(int)
    for order, account, party, currency, total in (
        rows.order_by().annotate(total=Sum("amount")).filter(SOMETHING).iterator()
    ):
        sums[order, account, party, currency] += _minor(total)
    return {key: amount for key, amount in sums.items() if amount}


def _minor(total: object) -> int:
    """Return a sum of the database in hundredths. SQLite adds decimals up as floats."""
    return round(getattr(total, "amount", total) * 100)  # type: ignore[operator]  # a decimal


def _written(amount: int, currency: str) -> str:
    return f"{from_minor(amount, currency).amount} {currency}"


CASH_CHECKS = (
    custody_is_the_cash_in_the_books,
    cash_leaves_with_its_parcel,
    statement_lines_are_payments,
    remitted_lines_have_moved_cash,
)
