"""Cash that arrives from a carrier, a maker or an agent: whole, short or over; what is missing settled."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from moneyed import Money

from producers.actions.record import record
from producers.actions.transactions import require_transaction
from producers.domain.actors import Actor
from shop.actions.custody import giver_of, lock_custody, minor_of
from shop.actions.hold_cash import note_move
from shop.actions.move import move
from shop.actions.post import post
from shop.actions.raise_exception import About, raise_exception
from shop.domain.cash import AmountError, Arrived
from shop.domain.cash_postings import (
    post_cash_difference,
    post_cash_handed_over,
    post_difference_settled,
    post_remitted,
)
from shop.domain.money import from_minor
from shop.domain.postings import Account, Entry
from shop.domain.states import CashStatus, IllegalMoveError
from shop.models import CashCustody, CashMove
from shop.reading.custody import held_of, missing_of
from shop.reading.order_money import effect_of, sender_of

Kind = CashMove.Kind


@transaction.atomic(durable=True)
def remit(
    custody: CashCustody,
    arrived: Money,
    *,
    fee: Money | None = None,
    actor: Actor,
    reason: str = "",
    now: datetime | None = None,
) -> CashCustody:
    """The cash has arrived at the bank; ``fee`` is what a carrier kept for itself.

    What is then missing or too much is booked as a difference and put before a person. Raises
    ``IllegalMoveError`` for cash that nobody holds, ``AmountError`` for a negative amount.
    """
    locked = lock_custody(custody)
    currency = locked.expected.currency
    facts = Arrived(
        held_of(locked), minor_of(arrived, currency.code), minor_of(fee, currency.code) if fee else 0
    )
    return take_remitted(
        locked, facts, key=f"custody:{locked.pk}:remitted", actor=actor, reason=reason, now=now
    )


def take_remitted(
    custody: CashCustody,
    arrived: Arrived,
    *,
    key: str,
    actor: Actor,
    reason: str = "",
    now: datetime | None = None,
) -> CashCustody:
    """Take what arrived, in the caller's transaction and under its lock on the order."""
    require_transaction("a remittance")
    now, currency = now or timezone.now(), custody.expected.currency.code
    new = CashStatus.SHORT if arrived.missing > 0 else CashStatus.HANDED_OVER
    giver = giver_of(custody, new)
    entries = _entries_of(arrived, currency, giver, sender_of(custody.part))
    money: dict[str, int] = {}
    for entry in entries:
        for name, amount in effect_of(entry).items():
            money[name] = money.get(name, 0) + amount
    effects = (
        (Kind.REMITTED, arrived.received, -arrived.received),
        (Kind.KEPT, arrived.kept, -arrived.kept),
        (Kind.SHORT, max(0, arrived.missing), -max(0, arrived.missing)),
        (Kind.OVER, max(0, -arrived.missing), max(0, -arrived.missing)),
    )
    for kind, amount, effect in effects:
        if amount:
            sums = from_minor(amount, currency), from_minor(effect, currency)
            note_move(custody, kind, *sums, key=f"{key}:{kind.value}", actor=actor, now=now)
    move(custody, new, actor=actor, reason=reason, money=money, since=now)
    for number, entry in enumerate(entries):
        post(entry, key=f"{key}:{number}" if number else key, order=custody.order)
    _tell_of_difference(custody, arrived, key)
    return custody


@transaction.atomic(durable=True)
def settle_missing(
    custody: CashCustody,
    amount: Money,
    *,
    borne_by: str,
    actor: Actor,
    reason: str,
    now: datetime | None = None,
) -> CashCustody:
    """Settle cash that was missing: it came after all (``bank``), its ``holder`` or the ``shop`` bears it.

    Settled in full, the custody has arrived. Raises ``AmountError`` for more than is missing, or for a holder
    who is no maker of ours; ``IllegalMoveError`` when nothing is short.
    """
    locked = lock_custody(custody)
    sum_ = minor_of(amount, locked.expected.currency.code)
    now = now or timezone.now()
    return take_settled(locked, sum_, borne_by=borne_by, actor=actor, reason=reason, now=now)


def take_settled(
    custody: CashCustody, amount: int, *, borne_by: str, actor: Actor, reason: str, now: datetime
) -> CashCustody:
    """Settle missing cash, in minor units, in the caller's transaction and under its lock on the order."""
    require_transaction("a settlement")
    if custody.status != CashStatus.SHORT:
        raise IllegalMoveError(CashStatus(custody.status), CashStatus.HANDED_OVER)
    currency, missing = custody.expected.currency.code, missing_of(custody)
    if not 0 < amount <= missing:
        raise AmountError("no more can be settled than is missing")
    key = f"custody:{custody.pk}:settled:{custody.moves.count()}"
    entry = _settling(borne_by, amount, currency, custody.holder_id)
    sums = from_minor(amount, currency), from_minor(0, currency)
    note_move(custody, Kind.SETTLED, *sums, key=key, actor=actor, now=now)
    if entry is not None:
        post(entry, key=key, order=custody.order)
    money = effect_of(entry) if entry else None
    if amount == missing:
        move(custody, CashStatus.HANDED_OVER, actor=actor, reason=reason, money=money, since=now)
    else:
        record(verb="cashcustody.settled", row=custody, actor=actor, reason=reason, money=money)
    return custody


def _entries_of(
    arrived: Arrived, currency: str, giver: tuple[Account, int | None], sender: int | None
) -> list[Entry]:
    """A carrier's remittance is one entry; what a maker or an agent brings is two when it is not all."""
    account, party = giver
    if account is Account.CASH_WITH_CARRIER:
        return [
            post_remitted(
                arrived.held,
                arrived.received,
                currency,
                fee=arrived.fee,
                delivery=arrived.delivery,
                carrier=party,
                sender=sender,
            )
        ]
    if arrived.kept:
        raise AmountError("only a carrier keeps something for its service")
    bank = (Account.BANK, None)
    brought = (
        [post_cash_handed_over(arrived.received, currency, giver=giver, receiver=bank)]
        if arrived.received
        else []
    )
    differs = [post_cash_difference(arrived.missing, currency, account, party)] if arrived.missing else []
    return [*brought, *differs]


def _settling(borne_by: str, amount: int, currency: str, holder: int | None) -> Entry | None:
    """Return the entry of a settlement; what the shop bears stays a cash difference."""
    if borne_by == "bank":
        return post_difference_settled(amount, currency)
    if borne_by == "holder" and holder is not None:
        return post_difference_settled(amount, currency, Account.PRODUCER_PAYABLE, holder)
    if borne_by == "shop":
        return None
    raise AmountError("nobody is there to bear it")


def _tell_of_difference(custody: CashCustody, arrived: Arrived, key: str) -> None:
    if not arrived.missing:
        return
    kind = "cash_short" if arrived.missing > 0 else "cash_over"
    raise_exception(
        kind,
        key=f"{key}:{kind}",
        about=About(order=custody.order, row=custody, data={"carrier": custody.carrier}),
        amount=from_minor(abs(arrived.missing), custody.expected.currency),
    )
