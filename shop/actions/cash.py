"""What happens to the cash of a parcel at the door: collected, handed over, refused.

Each is one named operation in one transaction under the order's lock, with who and why, its entry in the
books and its move of the custody. Amounts are those of the order's currency.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from moneyed import Money

from producers.actions.transactions import require_transaction
from producers.domain.actors import Actor
from producers.models import Organisation
from shop.actions.custody import giver_of, lock_custody, minor_of
from shop.actions.fulfil import lock_part
from shop.actions.hold_cash import expect_cash, note_move, open_of
from shop.actions.move import move
from shop.actions.post import post
from shop.actions.raise_exception import About, raise_exception
from shop.actions.record_payment import CASH, take_notice
from shop.domain.cash import CARRIER, AmountError, Hands
from shop.domain.cash_postings import (
    post_cash_handed_over,
    post_return_cost,
)
from shop.domain.errors import RefusedError, Why
from shop.domain.money import from_minor, minor
from shop.domain.payments import EventKind, EventState
from shop.domain.postings import Account
from shop.domain.states import CashStatus
from shop.gateways.base import Notice
from shop.models import CashCustody, CashMove, Payment, ProducerOrder
from shop.reading.custody import held_of
from shop.reading.order_money import effect_of

Kind = CashMove.Kind


@transaction.atomic(durable=True)
def collect(
    part: ProducerOrder,
    *,
    hands: Hands = CARRIER,
    amount: Money | None = None,
    receipt: str = "",
    actor: Actor,
    now: datetime | None = None,
) -> CashCustody:
    """The buyer has paid for a parcel at the door; ``hands`` took it. Without ``amount`` it was all.

    ``receipt`` names the payment: the same one again changes nothing. Raises ``NOT_PAYABLE`` for an order
    that is not paid in cash, or of which nothing is left to pay.
    """
    return take_cash(lock_part(part), hands, amount, receipt, actor=actor, now=now or timezone.now())


def take_cash(
    part: ProducerOrder, hands: Hands, amount: Money | None, receipt: str, *, actor: Actor, now: datetime
) -> CashCustody:
    """Collect in the caller's transaction, under its lock on the order."""
    require_transaction("cash")
    order = part.order
    payment = Payment.objects.filter(order=order, gateway=CASH).order_by("pk").last()
    custody = expect_cash(part, now=now)
    if payment is None or custody is None:
        raise RefusedError(Why.NOT_PAYABLE)
    event_id = f"cash:{part.pk}:{receipt.strip() or 'door'}"[:120]
    if payment.events.filter(event_id=event_id).exists():
        return custody
    sum_ = (
        amount
        if amount is not None
        else from_minor(min(minor(custody.expected), open_of(order)), order.total.currency)
    )
    if sum_.amount <= 0 or sum_.currency != order.total.currency or custody.status == CashStatus.REFUSED:
        raise RefusedError(Why.NOT_PAYABLE)
    data = {"by": actor.key, "account": hands.account.value, "part": str(part.pk)}
    notice = Notice(
        event_id=event_id,
        reference=payment.reference,
        kind=EventKind.CHARGE,
        state=EventState.SUCCEEDED,
        amount=sum_,
        data=data | ({"party": str(hands.party)} if hands.party else {}),
    )
    take_notice(CASH, notice, actor=actor, now=now)
    custody.refresh_from_db()
    return custody


@transaction.atomic(durable=True)
def hand_over(
    custody: CashCustody, *, to: Organisation, actor: Actor, reason: str = "", now: datetime | None = None
) -> CashCustody:
    """A maker or a courier hands all of it to an agent's association.

    Raises ``IllegalMoveError``, ``AmountError`` when nothing is left of it.
    """
    locked, now = lock_custody(custody), now or timezone.now()
    held, giver = held_of(locked), giver_of(locked, CashStatus.WITH_AGENT)
    if held <= 0:
        raise AmountError("all of it was given back")
    currency = locked.expected.currency.code
    entry = post_cash_handed_over(held, currency, giver=giver, receiver=(Account.CASH_WITH_AGENT, to.pk))
    move(
        locked,
        CashStatus.WITH_AGENT,
        actor=actor,
        reason=reason,
        money=effect_of(entry),
        holder_id=to.pk,
        since=now,
    )
    key = f"custody:{locked.pk}:handed:{to.pk}:{locked.moves.count()}"
    note_move(
        locked,
        Kind.HANDED_OVER,
        from_minor(held, currency),
        from_minor(0, currency),
        key=key,
        actor=actor,
        now=now,
    )
    post(entry, key=key, order=locked.order)
    return locked


@transaction.atomic(durable=True)
def refuse_at_door(
    part: ProducerOrder, *, cost: Money | None = None, actor: Actor, reason: str, now: datetime | None = None
) -> CashCustody:
    """The buyer did not take a parcel that was to be paid: it comes back, and ``cost`` is the carrier's.

    Raises ``NOT_PAYABLE`` when it was not to be paid in cash, ``IllegalMoveError`` once it was paid.
    """
    return take_refusal(lock_part(part), cost, actor=actor, reason=reason, now=now or timezone.now())


def take_refusal(
    part: ProducerOrder, cost: Money | None, *, actor: Actor, reason: str, now: datetime
) -> CashCustody:
    """Note a refusal in the caller's transaction, under its lock; what follows is a person's to say."""
    require_transaction("a refusal")
    custody = expect_cash(part, now=now)
    if custody is None:
        raise RefusedError(Why.NOT_PAYABLE)
    currency = custody.expected.currency.code
    price = minor_of(cost, currency) if cost else 0
    entry = post_return_cost(price, currency) if price else None
    move(
        custody,
        CashStatus.REFUSED,
        actor=actor,
        reason=reason,
        money=effect_of(entry) if entry else None,
        since=now,
    )
    key = f"custody:{custody.pk}:refused"
    sums = from_minor(price, currency), from_minor(0, currency)
    note_move(custody, Kind.REFUSED, *sums, key=key, actor=actor, now=now)
    if entry is not None:
        post(entry, key=key, order=part.order)
    about = About(order=part.order, row=part, data={"part": part.number, "return_cost": str(sums[0].amount)})
    raise_exception("cash_refused", key=key, about=about, amount=custody.expected)
    return custody
