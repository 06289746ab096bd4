"""A maker's own money: what comes, is earned, on its way, paid and held, with the sales behind each.

Nothing here is a stored number: each sum is one of postings, of payouts or of holds. Amounts are those of the
currency in which she is paid.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.utils import timezone

from producers.access import for_actor
from producers.domain.dates import date_written, day_written
from producers.models import Organisation
from shop import conf
from shop.domain.cards import MoneyShown
from shop.domain.money import digits, from_minor
from shop.domain.payout_days import next_payout_day
from shop.domain.payouts import hold_changes
from shop.domain.postings import Account
from shop.models import LedgerAccount, Payout, PayoutHold, PayoutLine, PayoutShare, Posting, ProducerOrder
from shop.reading.cards import money_shown
from shop.reading.payables import holds_of, in_minor, owed_to, unsettled

UNDER_WAY = ("pending", "sent")
HERS = (Account.PRODUCER_PAYABLE, Account.SALES_NOT_EARNED)


@dataclass(frozen=True)
class Held:
    """Money that is kept back for a time: how much, why, and until when at the latest."""

    amount: MoneyShown
    reason: str
    until: str


@dataclass(frozen=True)
class Purse:
    """Her money in one currency. ``earned`` is all that is owed to her, what is held included.

    ``next`` is what the next payout brings as things stand, ``next_day`` its day; it is empty where that is
    less than the least that is paid out.
    """

    currency: str
    coming: MoneyShown
    earned: MoneyShown
    on_its_way: MoneyShown
    paid: MoneyShown
    held: tuple[Held, ...]
    held_sum: MoneyShown
    next: MoneyShown
    next_day: str
    is_below_minimum: bool


@dataclass(frozen=True)
class SaleBehind:
    """One sale, or one correction, behind a sum. ``number`` is that of her order, if there is one."""

    number: str
    day: str
    kind: str
    amount: MoneyShown


@dataclass(frozen=True)
class MyPayout:
    """One payout to her. ``status`` is that of the payout."""

    reference: str
    status: str
    day: str
    amount: MoneyShown
    reason: str


@dataclass(frozen=True)
class MyShare:
    """What of her group's payout is hers, as the group has written it."""

    pk: int
    group: Organisation
    day: str
    amount: MoneyShown
    is_confirmed: bool


def purses_of(maker: Organisation, lang: str, today: date | None = None) -> list[Purse]:
    """Return her money by currency: that of every account of hers, dirhams where she has none yet."""
    accounts = LedgerAccount.objects.filter(organisation=maker, kind__in=[kind.value for kind in HERS])
    currencies = sorted(set(accounts.values_list("currency", flat=True))) or ["MAD"]
    found = [_purse(maker, currency, lang, today or timezone.localdate()) for currency in currencies]
    return [purse for purse in found if _has_any(purse)] or found[:1]


def coming(maker: Organisation) -> "QuerySet[ProducerOrder]":
    """Return the orders that are sold to her account and have not arrived, the newest first."""
    sold = Q(status__in=["placed", "accepted", "making", "packed", "partly_shipped", "shipped"])
    return ProducerOrder.objects.filter(sold, producer=maker).select_related("order").order_by("-pk")


def coming_rows(maker: Organisation, parts: Sequence[ProducerOrder], lang: str) -> list[SaleBehind]:
    """Return what of each of these orders will be hers; one query."""
    sums = (
        Posting.objects.filter(
            account__kind=Account.SALES_NOT_EARNED,
            account__organisation=maker,
            entry__order__in=[part.order_id for part in parts],
        )
        .order_by()
        .values_list("entry__order", "account__currency")
        .annotate(sum=Sum("amount"))
    )
    by_order: dict[int, list[MoneyShown]] = {}
    for order, currency, amount in sums:
        owed = -in_minor(amount, digits(currency))
        if owed:
            by_order.setdefault(order, []).append(_shown(owed, currency, lang))
    return [
        SaleBehind(part.number, _placed(part, lang), "part.placed", amount)
        for part in parts
        for amount in by_order.get(part.order_id, [])
    ]


def earned(maker: Organisation) -> "QuerySet[Posting]":
    """Return the postings that no payout has settled yet, the newest first."""
    currencies = LedgerAccount.objects.filter(organisation=maker, kind=Account.PRODUCER_PAYABLE)
    found = Posting.objects.none()
    for currency in currencies.order_by("currency").values_list("currency", flat=True):
        found = found | unsettled(currency, [maker.pk])
    return with_part(found, maker).order_by("-pk")


def with_part(rows: "QuerySet[Posting]", maker: Organisation) -> "QuerySet[Posting]":
    """Read postings with the number of her order behind each."""
    part = ProducerOrder.objects.filter(order=OuterRef("entry__order"), producer=maker)
    return rows.select_related("entry", "account").annotate(number=Subquery(part.values("number")[:1]))


def posting_rows(rows: Iterable[Posting], lang: str) -> list[SaleBehind]:
    """Return postings as they are shown; no query."""
    return [
        SaleBehind(
            row.number or "",  # type: ignore[attr-defined]  # annotated by with_part
            day_written(row.entry.day, lang),
            row.entry.kind,
            _shown(-in_minor(row.amount.amount, digits(row.account.currency)), row.account.currency, lang),
        )
        for row in rows
    ]


def my_payouts(user: object, maker: Organisation, *statuses: str) -> "QuerySet[Payout]":
    """Return the payouts to the maker for whom a user acts, the newest first."""
    rows = for_actor(Payout.objects.all(), user).filter(organisation=maker)
    return (rows.filter(status__in=statuses) if statuses else rows).order_by("-pk")


def payout_row(payout: Payout, lang: str) -> MyPayout:
    """Return a payout as it is shown."""
    at = payout.ended_at or payout.confirmed_at or payout.sent_at or payout.created_at
    day = date_written(timezone.localdate(at), lang)
    return MyPayout(payout.reference, payout.status, day, money_shown(payout.amount, lang), payout.reason)


def payout_sales(payout: Payout, lang: str) -> list[SaleBehind]:
    """Return what a payout settles, line by line; one query."""
    rows = PayoutLine.objects.filter(payout=payout).select_related("part", "posting__entry").order_by("pk")
    return [
        SaleBehind(
            line.part.number if line.part else "",
            day_written(line.posting.entry.day, lang) if line.posting else "",
            line.posting.entry.kind
            if line.posting
            else "hold.kept"
            if line.amount.amount < 0
            else "hold.freed",
            money_shown(line.amount, lang),
        )
        for line in rows
    ]


def my_shares(maker: Organisation, lang: str) -> list[MyShare]:
    """Return her shares of what her group was paid, the newest first; one query."""
    rows = PayoutShare.objects.filter(member=maker).select_related("payout__organisation")
    return [
        MyShare(
            row.pk,
            row.payout.organisation,
            date_written(timezone.localdate(row.payout.confirmed_at or row.payout.created_at), lang),
            money_shown(row.amount, lang),
            row.confirmed_at is not None,
        )
        for row in rows.order_by("-pk")[:20]
    ]


def has_destination(maker: Organisation, currency: str) -> bool:
    """Say whether money in a currency has a place to go to."""
    return bool(maker.payout_destinations.filter(currency=currency, status="in_force").exists())


def _purse(maker: Organisation, currency: str, lang: str, today: date) -> Purse:
    owed = owed_to(maker, currency)
    holds = holds_of(currency, maker.pk).get(maker.pk, [])
    reserved = owed - _sum(_pending(maker, currency), currency)
    changes = hold_changes(reserved, holds, conf.payout_hold_percent())
    kept = {hold.pk: hold.kept - changes.get(hold.pk, 0) for hold in holds}
    next_sum = max(reserved - sum(kept.values()), 0)
    least = int(conf.payout_minimum(currency).scaleb(digits(currency)))
    day = next_payout_day(today, conf.payout_days()) if next_sum and next_sum >= least else None
    mine = Payout.objects.filter(organisation=maker, amount_currency=currency)
    return Purse(
        currency=currency,
        coming=_shown(max(_not_earned(maker, currency), 0), currency, lang),
        earned=_shown(reserved, currency, lang),
        on_its_way=_shown(_sum(mine.filter(status__in=UNDER_WAY), currency), currency, lang),
        paid=_shown(_sum(mine.filter(status="confirmed"), currency), currency, lang),
        held=tuple(_held(maker, kept, currency, lang)),
        held_sum=_shown(sum(kept.values()), currency, lang),
        next=_shown(next_sum, currency, lang),
        next_day=day_written(day, lang) if day else "",
        is_below_minimum=0 < next_sum < least,
    )


def _held(maker: Organisation, kept: dict[int, int], currency: str, lang: str) -> Iterable[Held]:
    for row in PayoutHold.objects.filter(organisation=maker, pk__in=kept).order_by("pk"):
        if kept[row.pk]:
            yield Held(_shown(kept[row.pk], currency, lang), row.reason, date_written(row.until, lang))


def _pending(maker: Organisation, currency: str) -> "QuerySet[Payout]":
    """What is proposed and not handed in yet: still owed by the books, and on its way to her already."""
    return Payout.objects.filter(organisation=maker, amount_currency=currency, status="pending")


def _not_earned(maker: Organisation, currency: str) -> int:
    sides = Posting.objects.filter(
        account__kind=Account.SALES_NOT_EARNED, account__organisation=maker, account__currency=currency
    )
    return -in_minor(sides.aggregate(sum=Sum("amount"))["sum"] or Decimal(0), digits(currency))


def _sum(payouts: "QuerySet[Payout]", currency: str) -> int:
    return in_minor(payouts.aggregate(sum=Sum("amount"))["sum"] or Decimal(0), digits(currency))


def _shown(amount: int, currency: str, lang: str) -> MoneyShown:
    return money_shown(from_minor(amount, currency), lang)


def _placed(part: ProducerOrder, lang: str) -> str:
    at = part.order.placed_at or part.order.created_at
    return day_written(timezone.localdate(at), lang)


def _has_any(purse: Purse) -> bool:
    sums = (purse.coming, purse.earned, purse.on_its_way, purse.paid)
    return any(sum_.minor for sum_ in sums)
