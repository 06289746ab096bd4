"""Cash that is counted while an agent holds it: what is missing or too much is booked, and settled later."""

from datetime import datetime

from moneyed import Money

from producers.actions.record import record
from producers.actions.transactions import require_transaction
from producers.domain.actors import Actor
from producers.models import Organisation
from shop.actions.hold_cash import note_move
from shop.actions.post import post
from shop.domain.cash import HELD_ON, AmountError
from shop.domain.cash_postings import post_cash_difference, post_difference_settled
from shop.domain.money import from_minor, minor
from shop.domain.postings import Account
from shop.domain.states import CashStatus
from shop.models import CashCustody, CashMove
from shop.reading.custody import held_of
from shop.reading.order_money import effect_of

Kind = CashMove.Kind


def count_held(custody: CashCustody, counted: Money, *, key: str, actor: Actor, now: datetime) -> int:
    """Book what was counted against what is held; return what is missing, in minor units (over: below zero).

    Who holds it stays its holder, with what was counted. Needs the caller's transaction and the order's lock.
    Raises ``AmountError`` for a negative amount.
    """
    require_transaction("a count of cash")
    if counted.amount < 0:
        raise AmountError("no amount of cash is negative")
    missing = held_of(custody) - minor(counted)
    if missing:
        kind = Kind.SHORT if missing > 0 else Kind.OVER
        _note(custody, kind, -missing, key=key, actor=actor, now=now)
        held_by = HELD_ON[CashStatus(custody.status)]
        entry = post_cash_difference(missing, custody.expected.currency.code, held_by, custody.holder_id)
        post(entry, key=key, order=custody.order)
    return missing


def take_found(custody: CashCustody, amount: int, *, key: str, actor: Actor, now: datetime) -> None:
    """Book missing cash that its holder has found or made good, in minor units; it is held like the rest.

    Needs the caller's transaction and the order's lock. Raises ``AmountError`` unless somebody holds it.
    """
    require_transaction("found cash")
    if CashStatus(custody.status) not in HELD_ON:
        raise AmountError("nobody holds this cash any more")
    _note(custody, Kind.SETTLED, amount, key=key, actor=actor, now=now)
    held_by, currency = HELD_ON[CashStatus(custody.status)], custody.expected.currency.code
    post(
        post_difference_settled(amount, currency, held_by, custody.holder_id),
        key=key,
        order=custody.order,
    )


def charge_missing(custody: CashCustody, amount: int, *, key: str, actor: Actor, reason: str) -> None:
    """Book missing cash as borne by the association that holds it, out of what is payable to it.

    In minor units; what is held stays what was counted. Needs the caller's transaction and the order's lock.
    Raises ``AmountError`` unless an association holds it: no maker and no shop is charged in this way.
    """
    require_transaction("charged cash")
    holder = custody.holder
    if holder is None or holder.kind != Organisation.Kind.ASSOCIATION:
        raise AmountError("nobody is there to bear it")
    currency = custody.expected.currency.code
    entry = post_difference_settled(amount, currency, Account.ASSOCIATION, holder.pk)
    post(entry, key=key, order=custody.order)
    record(verb="cashcustody.charged", row=custody, actor=actor, reason=reason, money=effect_of(entry))


def _note(
    custody: CashCustody, kind: CashMove.Kind, effect: int, *, key: str, actor: Actor, now: datetime
) -> None:
    currency = custody.expected.currency
    sums = from_minor(abs(effect), currency), from_minor(effect, currency)
    note_move(custody, kind, *sums, key=key, actor=actor, now=now)
