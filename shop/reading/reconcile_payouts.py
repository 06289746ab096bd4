"""The proof that payouts and payables say the same: what was claimed, what was booked, what is still owed."""

from collections.abc import Iterator
from decimal import Decimal

from django.db.models import (
    Count,
    DecimalField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Sum,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_noop as _

from shop.domain.differences import Line
from shop.domain.money import digits
from shop.domain.postings import Account
from shop.models import Payout, PayoutLine, Posting
from shop.reading.payables import BY_PAYOUTS, SALE, in_minor

BOOKED = ("sent", "confirmed")
HALF_A_MINOR_UNIT = Decimal("0.005")
COLUMN = DecimalField(max_digits=14, decimal_places=2)
OVER = ("failed", "returned")
Balances = dict[tuple[int, str], int]


def payouts_are_payables() -> Iterator[str]:
    """Each payout is its lines, each line its posting, and what is owed is what no payout has moved."""
    yield from _payouts_are_their_lines()
    yield from _lines_are_their_postings()
    yield from _only_what_is_over_is_reversed()
    yield from _owed_is_what_was_not_paid()
    yield from _under_way_is_what_was_sent()


def what_is_earned_waits_no_more() -> Iterator[str]:
    """Once a part is earned, nothing of its sale is left waiting for its maker, nor was more taken out."""
    earned = Posting.objects.filter(
        entry__kind=SALE, entry__order=OuterRef("entry__order"), account=OuterRef("account")
    )
    waiting = Posting.objects.filter(Exists(earned), account__kind=Account.SALES_NOT_EARNED).order_by()
    rows = waiting.values_list("entry__order__number", "account__organisation", "account__currency")
    for number, who, code, sum_ in rows.annotate(sum=Sum("amount")).iterator():
        left = -in_minor(sum_, digits(code))
        if left:
            text = _(
                "order %(order)s: maker %(maker)s has earned it, "
                "%(left)s minor units of %(currency)s still wait"
            )
            yield Line(text, order=number, maker=who, left=left, currency=code)


def _payouts_are_their_lines() -> Iterator[str]:
    rows = Payout.objects.annotate(sum=Sum("lines__amount")).order_by("pk")
    for row in rows.iterator():
        places = digits(row.amount.currency)
        if in_minor(row.sum or Decimal(0), places) != in_minor(row.amount.amount, places):
            text = _("payout %(payout)s: %(here)s paid, its lines %(there)s")
            yield Line(text, payout=row.reference, here=row.amount.amount, there=f"{row.sum or 0:.2f}")
    other = PayoutLine.objects.exclude(amount_currency=F("payout__amount_currency"))
    for reference in other.values_list("payout__reference", flat=True).distinct():
        yield Line(_("payout %(payout)s has a line in another currency"), payout=reference)


def _lines_are_their_postings() -> Iterator[str]:
    owed = ExpressionWrapper(-1 * Coalesce("posting__amount", Decimal(0)), output_field=COLUMN)
    rows = PayoutLine.objects.exclude(posting=None).annotate(owed=owed)
    rows = rows.exclude(
        amount__gt=F("owed") - HALF_A_MINOR_UNIT,
        amount__lt=F("owed") + HALF_A_MINOR_UNIT,
        posting__account__organisation=F("payout__organisation"),
        posting__account__kind=Account.PRODUCER_PAYABLE,
        posting__account__currency=F("amount_currency"),
    )
    for pk, reference in rows.values_list("pk", "payout__reference").iterator():
        text = _("payout %(payout)s: line %(line)s is not what its posting says is payable to her")
        yield Line(text, payout=reference, line=pk)
    twice = PayoutLine.objects.filter(reversed_at=None).exclude(posting=None)
    for row in twice.order_by().values("posting").annotate(times=Count("pk")).filter(times__gt=1):
        text = _("posting %(posting)s is paid %(times)s times")
        yield Line(text, posting=row["posting"], times=row["times"])


def _only_what_is_over_is_reversed() -> Iterator[str]:
    over = Q(payout__status__in=OVER)
    rows = PayoutLine.objects.filter((over & Q(reversed_at=None)) | (~over & Q(reversed_at__isnull=False)))
    for reference in rows.order_by().values_list("payout__reference", flat=True).distinct():
        text = _("payout %(payout)s: its lines count although it is over, or do not although it is not")
        yield Line(text, payout=reference)


def _owed_is_what_was_not_paid() -> Iterator[str]:
    """By maker and currency: the balance is all that was ever payable, less what payouts have moved."""
    sides = Posting.objects.filter(account__kind=Account.PRODUCER_PAYABLE)
    balance, ever = _sums(sides), _sums(sides.exclude(entry__kind__in=BY_PAYOUTS))
    moved = _moved(Payout.objects.filter(status__in=BOOKED))
    for key in sorted(balance.keys() | ever.keys() | moved.keys()):
        expected = ever.get(key, 0) - moved.get(key, 0)
        if balance.get(key, 0) != expected:
            text = _(
                "maker %(maker)s: %(here)s minor units of %(currency)s payable in the books, "
                "%(there)s by her sales and payouts"
            )
            yield Line(text, maker=key[0], here=balance.get(key, 0), currency=key[1], there=expected)


def _under_way_is_what_was_sent() -> Iterator[str]:
    booked = _sums(Posting.objects.filter(account__kind=Account.PAYOUTS_SENT))
    sent = _moved(Payout.objects.filter(status="sent"))
    for key in sorted(booked.keys() | sent.keys()):
        if booked.get(key, 0) != sent.get(key, 0):
            text = _(
                "maker %(maker)s: %(here)s minor units of %(currency)s under way in the books, "
                "%(there)s by payouts"
            )
            facts = {"maker": key[0], "currency": key[1]}
            yield Line(text, here=booked.get(key, 0), there=sent.get(key, 0), **facts)


def _sums(sides: "QuerySet[Posting]") -> Balances:
    rows = (
        sides.exclude(account__organisation=None)
        .order_by()
        .values_list("account__organisation", "account__currency")
        .annotate(sum=Sum("amount"))
    )
    return {(who, code): -in_minor(sum_, digits(code)) for who, code, sum_ in rows if sum_}


def _moved(payouts: "QuerySet[Payout]") -> Balances:
    rows = payouts.order_by().values_list("organisation", "amount_currency").annotate(sum=Sum("amount"))
    return {(who, code): in_minor(sum_, digits(code)) for who, code, sum_ in rows}
