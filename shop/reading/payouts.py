"""Payouts as the office reads them: what is owed, a batch whole, one payout, what its papers say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import (
    Case,
    Count,
    DecimalField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from moneyed import Money

from producers.domain.shown import shown
from producers.models import Act
from shop.domain.money import digits, from_minor
from shop.domain.postings import Account
from shop.domain.rib import masked
from shop.models import (
    LedgerAccount,
    Payout,
    PayoutBatch,
    PayoutDestination,
    PayoutLine,
    PayoutShare,
    Posting,
    ProducerOrder,
)
from shop.payouts.base import ToPay, ToPayTogether
from shop.reading.payables import CHUNK, details_of, in_minor

HALF_A_MINOR_UNIT = Decimal("0.005")
COLUMN = DecimalField(max_digits=14, decimal_places=2)


def payable_accounts(currency: str = "") -> "QuerySet[LedgerAccount]":
    """Return what is owed by maker and currency, the most first: ``balance`` is a credit, below zero."""
    sums = Posting.objects.filter(account=OuterRef("pk")).order_by().values("account")
    balance = Coalesce(
        Subquery(sums.annotate(sum=Sum("amount")).values("sum")), Value(0), output_field=COLUMN
    )
    in_force = PayoutDestination.objects.filter(
        organisation=OuterRef("organisation"), currency=OuterRef("currency"), status="in_force"
    )
    rows = LedgerAccount.objects.filter(kind=Account.PRODUCER_PAYABLE).exclude(organisation=None)
    if currency:
        rows = rows.filter(currency=currency)
    rows = rows.annotate(balance=balance, paid_by=Subquery(in_force.values("kind")[:1]))
    return (
        rows.exclude(balance__gt=-HALF_A_MINOR_UNIT, balance__lt=HALF_A_MINOR_UNIT)
        .select_related("organisation")
        .order_by("balance", "pk")
    )


def owed_on(account: LedgerAccount) -> Money:
    """Return what a row of ``payable_accounts`` owes, below zero when the maker owes it."""
    places = digits(account.currency)
    return from_minor(-in_minor(account.balance, places), account.currency)  # type: ignore[attr-defined]  # annotated


def batches() -> "QuerySet[PayoutBatch]":
    """Return batches with ``count`` and ``total``, the newest first."""
    live = When(payouts__status__in=["pending", "sent", "confirmed"], then="payouts__amount")
    total = Sum(Case(live, default=Value(0), output_field=COLUMN))
    return PayoutBatch.objects.annotate(count=Count("payouts"), total=total).order_by("-pk")


def total_of(batch: PayoutBatch) -> Money:
    """Return what of a row of ``batches`` has not failed."""
    places = digits(batch.currency)
    return from_minor(in_minor(batch.total or Decimal(0), places), batch.currency)  # type: ignore[attr-defined]  # annotated


def payouts_with_sales() -> "QuerySet[Payout]":
    """Return payouts with ``sales``, how many sales and adjustments each settles."""
    rows = Payout.objects.select_related("organisation", "destination__agent", "batch")
    return rows.annotate(sales=Count("lines", filter=~Q(lines__kind="hold")))


def payouts_of(batch: PayoutBatch) -> "QuerySet[Payout]":
    """Return the payouts of a batch, with ``sales``."""
    return payouts_with_sales().filter(batch=batch).order_by("pk")


def lines_of(payout: Payout) -> "QuerySet[PayoutLine]":
    """Return what a payout settles, line by line."""
    return payout.lines.select_related("part", "hold", "posting__entry").order_by("pk")


def lines_of_batch(batch: PayoutBatch) -> Iterator[PayoutLine]:
    """Yield every line of a batch, payout by payout; memory stays flat."""
    rows = PayoutLine.objects.filter(payout__batch=batch).select_related("payout__organisation", "part")
    yield from rows.order_by("payout", "pk").iterator(chunk_size=CHUNK)


def acts_on(kind: str, pk: int) -> "QuerySet[Act]":
    """Return what was done to a row, oldest first."""
    return Act.objects.filter(kind=kind, object_id=pk).order_by("pk")


def to_pay_together(batch: PayoutBatch) -> ToPayTogether:
    """Return an approved batch as a way of paying gets it; what was left out is not in it."""
    rows = payouts_of(batch).filter(status__in=["pending", "sent", "confirmed"])
    assert batch.approved_at is not None  # papers are written of what was approved
    payouts = tuple(to_pay(row) for row in rows)
    return ToPayTogether(batch.reference, batch.currency, batch.approved_at, payouts)


def to_pay(row: Payout) -> ToPay:
    """Return one row of ``payouts_of`` as a value."""
    maker, agent = row.organisation, row.destination.agent
    return ToPay(
        row.reference,
        row.amount,
        details_of(row.destination),
        shown(maker.name, maker.language, maker.original_language).text,
        maker.language,
        row.sales,  # type: ignore[attr-defined]  # annotated
        shown(agent.name, maker.language, agent.original_language).text if agent else "",
    )


def kind_words(kind: str) -> str:
    """Say how somebody is paid."""
    return str(PayoutDestination.Kind(kind).label)


def where(destination: PayoutDestination) -> str:
    """Say where money goes without telling all of it."""
    told = masked(destination.account) or masked(destination.phone) or destination.agency
    return " ".join(word for word in (destination.get_kind_display(), told) if word)


@dataclass(frozen=True)
class PaidPart:
    """When and how much of her part a maker was paid. ``is_divided``: each member has confirmed her share."""

    amount: Money
    at: datetime
    is_divided: bool = False


def paid_for_parts(parts: Sequence[ProducerOrder]) -> dict[int, PaidPart]:
    """Return by part what has arrived at its maker; parts of which nothing has are left out. One query."""
    shares = PayoutShare.objects.filter(payout=OuterRef("payout"))
    rows = (
        PayoutLine.objects.filter(part__in=parts, reversed_at=None, payout__status="confirmed")
        .annotate(is_divided=Exists(shares) & ~Exists(shares.filter(confirmed_at=None)))
        .select_related("payout")
    )
    found: dict[int, PaidPart] = {}
    for row in rows.order_by("pk"):
        assert row.part_id is not None
        assert row.payout.confirmed_at is not None
        before = found.get(row.part_id)
        amount = before.amount + row.amount if before else row.amount
        is_divided = row.is_divided and (before is None or before.is_divided)
        found[row.part_id] = PaidPart(amount, row.payout.confirmed_at, is_divided)
    return found
