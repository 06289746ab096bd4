"""What is owed to makers, posting by posting. A payable is a posting, so that nothing is counted twice.

Every posting on what is payable to a maker is one payable (below zero for what came back), except those by
which payouts themselves move money. It is settled by the one line of a payout that counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.db.models import Exists, OuterRef, QuerySet, Subquery, Sum
from django.utils import timezone

from producers.domain.grants import Permission, permits
from producers.models import Grant, Organisation
from shop import conf
from shop.domain.money import digits
from shop.domain.payouts import (
    Details,
    Hold,
    Kind,
    Skip,
    hold_changes,
    read_details,
    skip_of,
)
from shop.domain.postings import Account
from shop.models import PayoutDestination, PayoutHold, PayoutLine, Posting, ProducerOrder

BY_PAYOUTS = ("payout.sent", "payout.failed", "payout.returned")
SALE = "part.earned"
CHUNK = 2000


@dataclass(frozen=True)
class Payable:
    """One posting that is to be settled: ``amount`` in minor units, below zero when she owes it."""

    posting: int
    organisation: int
    amount: int
    is_sale: bool
    part: int | None


@dataclass(frozen=True)
class Due:
    """What one maker gets now in a currency: ``holds`` says what each hold adds or keeps back."""

    organisation: int
    payables: tuple[Payable, ...]
    holds: dict[int, int]
    destination: PayoutDestination | None
    skip: Skip | None

    @property
    def amount(self) -> int:
        """What would be paid out, in minor units."""
        return sum(each.amount for each in self.payables) + sum(self.holds.values())


def unsettled(currency: str, organisations: list[int] | None = None) -> "QuerySet[Posting]":
    """Return the postings in a currency that no payout has settled."""
    counting = PayoutLine.objects.filter(posting=OuterRef("pk"), reversed_at=None)
    rows = Posting.objects.filter(account__kind=Account.PRODUCER_PAYABLE, account__currency=currency)
    if organisations is not None:
        rows = rows.filter(account__organisation__in=organisations)
    return rows.exclude(entry__kind__in=BY_PAYOUTS).filter(~Exists(counting))


def payables(currency: str, organisations: list[int] | None = None) -> Iterator[Payable]:
    """Yield them maker by maker, oldest first; memory stays flat."""
    part = ProducerOrder.objects.filter(
        order=OuterRef("entry__order"), producer=OuterRef("account__organisation")
    )
    rows = (
        unsettled(currency, organisations)
        .annotate(part=Subquery(part.values("pk")[:1]))
        .order_by("account__organisation", "pk")
        .values_list("pk", "account__organisation_id", "amount", "entry__kind", "part")
    )
    places = digits(currency)
    for pk, organisation, amount, kind, number in rows.iterator(chunk_size=CHUNK):
        yield Payable(pk, organisation, -in_minor(amount, places), kind == SALE, number)


def due(currency: str, kind: Kind, organisations: list[int] | None = None) -> Iterator[Due]:
    """Yield what each maker to whom something is owed gets now, or why she is skipped."""
    facts = _Facts(currency, kind)
    for organisation, rows in groupby(payables(currency, organisations), lambda each: each.organisation):
        yield facts.due(organisation, tuple(rows))
    yield from facts.only_released(organisations)


class _Facts:
    """What is the same for every maker, read once: destinations, holds, the least that is paid."""

    def __init__(self, currency: str, kind: Kind) -> None:
        self.currency, self.kind = currency, kind
        self.minimum = int(conf.payout_minimum(currency).scaleb(digits(currency)))
        self.percent = conf.payout_hold_percent()
        rows = PayoutDestination.objects.filter(currency=currency, status="in_force")
        self.destinations = {row.organisation_id: row for row in rows}
        self.holds = holds_of(currency)
        self.seen: set[int] = set()

    def due(self, organisation: int, rows: tuple[Payable, ...]) -> Due:
        self.seen.add(organisation)
        holds = self.holds.get(organisation, [])
        sales = sum(each.amount for each in rows)
        owed = sales + sum(hold.kept for hold in holds)
        changes = hold_changes(owed, holds, self.percent)
        destination = self.destinations.get(organisation)
        skip = skip_of(owed, sales + sum(changes.values()), self.minimum) or self._where(destination)
        return Due(organisation, rows, changes, destination, skip)

    def only_released(self, organisations: list[int] | None) -> Iterator[Due]:
        """Makers who sold nothing since, but whose hold is over."""
        for organisation in sorted(self.holds.keys() - self.seen):
            if organisations is None or organisation in organisations:
                found = self.due(organisation, ())
                if found.amount:
                    yield found

    def _where(self, destination: PayoutDestination | None) -> Skip | None:
        if destination is None:
            return Skip.NO_DESTINATION
        if destination.kind != self.kind:
            return Skip.OTHER_METHOD
        if read_details(details_of(destination))[1]:
            return Skip.UNREADABLE
        return None if may_receive(destination) else Skip.NO_GRANT


def holds_of(currency: str, organisation: int | None = None) -> dict[int, list[Hold]]:
    """Return by maker the holds that count: those that want something, or still keep something."""
    kept = PayoutLine.objects.filter(hold=OuterRef("pk"), reversed_at=None).order_by().values("hold")
    rows = PayoutHold.objects.filter(amount_currency=currency).annotate(
        kept=Subquery(kept.annotate(sum=Sum("amount")).values("sum"))
    )
    if organisation is not None:
        rows = rows.filter(organisation=organisation)
    places, today, found = digits(currency), timezone.localdate(), dict[int, list[Hold]]()
    for row in rows.iterator():
        is_over = row.ended_at is not None or row.until < today
        wanted = 0 if is_over else in_minor(row.amount.amount, places)
        hold = Hold(row.pk, wanted, -in_minor(row.kept or Decimal(0), places))
        if hold.wanted or hold.kept:
            found.setdefault(row.organisation_id, []).append(hold)
    return found


def details_of(row: PayoutDestination) -> Details:
    """Return a destination as a value."""
    return Details(Kind(row.kind), row.currency, row.holder, row.account, row.phone, row.agency, row.agent_id)


def may_receive(row: PayoutDestination) -> bool:
    """Say whether money may go there: cash passes through an agent only while she lets it."""
    return row.kind != Kind.AGENT or lets_receive(row.organisation_id, row.agent_id)


def lets_receive(organisation: int, agent: int | None) -> bool:
    """Say whether a maker lets an association's agents receive her money today."""
    today = timezone.localdate()
    grants = Grant.objects.live(today).filter(giver=organisation, receiver=agent)
    return permits(grants, Permission.RECEIVE_MONEY, today)


def owed_to(organisation: Organisation, currency: str) -> int:
    """Return what the books say is payable to a maker, in minor units; below zero when she owes."""
    sides = Posting.objects.filter(
        account__kind=Account.PRODUCER_PAYABLE,
        account__organisation=organisation,
        account__currency=currency,
    )
    return -in_minor(sides.aggregate(sum=Sum("amount"))["sum"] or Decimal(0), digits(currency))


def in_minor(amount: Decimal, places: int) -> int:
    """Return minor units of a column or of a sum, which SQLite adds up as a float."""
    return round(amount.scaleb(places))
