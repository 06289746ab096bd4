"""The payments that a movement on the bank account may be for."""

from collections import defaultdict
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from shop.domain.matching import Candidate, Movement, references_in
from shop.domain.money import from_minor, minor
from shop.models import Order, Payment, Remittance
from shop.reading.paying import payment_sums

MOST_OPEN = 20_000
LESS = Decimal("0.004")  # SQLite adds decimals up as floats
A_QUARTER = timedelta(days=92)


class Waited:
    """What is waited for, read once for a statement: open transfers, and any payment by its reference."""

    def __init__(self) -> None:
        is_begun = Q(order__status=Order.Status.PLACED, order__advance__isnull=False)
        rows = Payment.objects.filter(Q(order__status=Order.Status.DRAFT) | is_begun, gateway="transfer")
        self._by_amount: defaultdict[tuple[str, int], list[Candidate]] = defaultdict(list)
        self._by_number: dict[str, Candidate] = {}
        for payment in _with_order(rows).order_by("pk")[:MOST_OPEN]:
            candidate = candidate_of(payment)
            if candidate.open <= 0:
                continue  # the advance of an order whose balance is still to come
            self._by_number[candidate.number.replace("-", "")] = candidate  # the last that she was asked for
        for candidate in self._by_number.values():
            self._by_amount[candidate.currency, candidate.open].append(candidate)

    def for_movement(self, movement: Movement) -> list[Candidate]:
        """Return who may be meant: whose reference or number is named, and who owes that amount."""
        found = {each.payment: each for each in self._by_amount.get((movement.currency, movement.amount), [])}
        digits = "".join(sign for sign in movement.text if sign.isdigit())
        for start in range(len(digits) - 9):
            named = self._by_number.get(digits[start : start + 10])
            if named is not None:
                found[named.payment] = named
        references = references_in(movement.text)
        if references:
            rows = Payment.objects.filter(gateway="transfer", reference__in=references)
            found |= {payment.pk: candidate_of(payment) for payment in _with_order(rows)}
        return list(found.values())


def candidate_of(payment: Payment) -> Candidate:
    """Return a payment as what a movement is compared with."""
    return Candidate(
        payment=payment.pk,
        reference=payment.reference,
        number=payment.order.number,
        open=minor(payment.amount) - payment_sums(payment).kept,
        currency=payment.amount.currency.code,
        name=payment.order.buyer_name,
    )


def remittance_of(amount: int, since: datetime) -> Remittance | None:
    """Return the carrier's list whose lines come to this sum in dirhams, if exactly one of late does."""
    counts = Q(lines__outcome__in=["matched", "short", "over"])
    sum_ = from_minor(amount, "MAD").amount
    runs = Remittance.objects.filter(state="done", statement_lines=None, created_at__gte=since - A_QUARTER)
    summed = runs.annotate(remitted=Sum("lines__amount", filter=counts))
    fitting = list(summed.filter(remitted__gt=sum_ - LESS, remitted__lt=sum_ + LESS)[:2])
    return fitting[0] if len(fitting) == 1 else None


def _with_order(rows: QuerySet[Payment]) -> QuerySet[Payment]:
    return rows.select_related("order").prefetch_related("events")
