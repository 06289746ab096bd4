"""What a gateway or an operator says about a payment. Nothing is dropped, and nothing is guessed."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from producers.actions.announce import announce
from producers.actions.transactions import require_transaction
from producers.domain.actors import SYSTEM, Actor
from shop.actions.balance import ask_for_balance
from shop.actions.hold_cash import hold_cash
from shop.actions.place import place
from shop.actions.post import post
from shop.actions.raise_exception import About, raise_exception
from shop.actions.record_dispute import record_dispute
from shop.actions.refund_outcomes import record_refund_notice
from shop.domain.advances import Came, what_came
from shop.domain.money import minor
from shop.domain.payments import EventKind, EventState
from shop.domain.postings import Account, post_paid, post_paid_in_vain
from shop.domain.states import OrderStatus
from shop.gateways.base import Notice
from shop.models import Order, Payment, PaymentEvent
from shop.reading.paying import owed_of, paid_for, places_it

OPEN = frozenset({OrderStatus.DRAFT, OrderStatus.PLACED})
# Money that goes back.
BACK = frozenset({EventKind.REFUND, EventKind.DISPUTE})
# Any other gateway keeps the money until it settles with the bank.
CASH = "cash"
COMES_IN_ON = {CASH: Account.CASH_WITH_CARRIER, "transfer": Account.BANK}


@transaction.atomic(durable=True)
def record_payment(
    gateway: str, notice: Notice, *, actor: Actor = SYSTEM, now: datetime | None = None
) -> Order | None:
    """Record one notice, once, and do what follows from it: place an order that is paid.

    Returns the order, None when no payment has this reference. What does not fit (late, twice, too little,
    too much, in another currency, told otherwise before, unknown) waits as an ``ExceptionCase``.
    """
    return take_notice(gateway, notice, actor=actor, now=now)


def take_notice(
    gateway: str, notice: Notice, *, actor: Actor = SYSTEM, now: datetime | None = None
) -> Order | None:
    """Do what ``record_payment`` does, in the caller's transaction."""
    require_transaction("a notice")
    payment = _payment_of(gateway, notice)
    if notice.kind in BACK:
        return _went_back(gateway, notice, payment)
    if payment is None:
        set_aside(gateway, notice, "unknown_payment", "look_for_order")
        return None
    order: Order = Order.objects.locked().get(pk=payment.order_id)
    event, is_new = PaymentEvent.objects.get_or_create(
        gateway=gateway,
        event_id=notice.event_id,
        defaults={
            "payment": payment,
            "kind": notice.kind.value,
            "state": notice.state.value,
            "amount": notice.amount,
            "data": {**notice.data, "movement": notice.movement},
        },
    )
    if event.payment_id != payment.pk or event.amount != notice.amount:
        set_aside(gateway, notice, "told_otherwise", "compare", payment)
    elif is_new and (notice.kind, notice.state) == (EventKind.CHARGE, EventState.SUCCEEDED):
        _came_in(order, payment, event, notice, actor=actor, now=now or timezone.now())
    return order


def _went_back(gateway: str, notice: Notice, payment: Payment | None) -> Order | None:
    """Money that went back: a refund of ours is written down, all else is for a person to compare."""
    refund = record_refund_notice(gateway, notice) if notice.kind is EventKind.REFUND else None
    if refund is not None:
        return refund.order
    if payment is not None and notice.kind is EventKind.DISPUTE:
        record_dispute(payment, notice)
    set_aside(gateway, notice, f"{notice.kind.value}_{notice.state.value}", "", payment)
    return payment.order if payment else None


def _payment_of(gateway: str, notice: Notice) -> Payment | None:
    """Find the payment by our reference, or by the gateway's name of what was charged."""
    payments = Payment.objects.filter(gateway=gateway)
    if notice.reference:
        return payments.filter(reference=notice.reference).first()
    intent = notice.data.get("payment_intent", "")
    return payments.filter(events__data__payment_intent=intent).first() if intent else None


def set_aside(
    gateway: str, notice: Notice, kind: str, suggestion: str, payment: Payment | None = None
) -> None:
    """Put what does not fit before a person, once per notice. Needs the caller's transaction."""
    raise_exception(
        kind,
        key=f"{gateway}:{kind}:{notice.event_id}",
        about=About(
            payment=payment,
            gateway=gateway,
            data={"event_id": notice.event_id, "reference": notice.reference},
        ),
        amount=notice.amount,
        suggestion=suggestion,
    )


def _came_in(
    order: Order, payment: Payment, event: PaymentEvent, notice: Notice, *, actor: Actor, now: datetime
) -> None:
    """Book the money, whatever it is for, then see whether it is what was asked for."""
    if notice.amount.currency != payment.amount.currency:
        _book_for_return(order, payment, event)
        _keep_cash(order, payment, event, actor, now)
        set_aside(payment.gateway, notice, "other_currency", "refund", payment)
        return
    if order.status not in OPEN:
        _book_for_return(order, payment, event)
        _keep_cash(order, payment, event, actor, now)
        set_aside(payment.gateway, notice, "paid_late", "refund", payment)
        return
    paid = paid_for(order)
    post(
        post_paid(minor(event.amount), event.amount.currency.code, *place_of(payment, event)),
        key=f"event:{event.pk}:paid",
        order=order,
    )
    _keep_cash(order, payment, event, actor, now)
    owed = owed_of(order, paid)
    came = what_came(paid, owed, advance=places_it(order))
    if came is Came.TOO_LITTLE and payment.gateway == CASH and order.status == OrderStatus.PLACED:
        return  # one parcel of several has been paid for; its custody knows what was to be collected
    if came is Came.TOO_LITTLE:
        set_aside(payment.gateway, notice, "paid_too_little", "ask_for_rest", payment)
        ask_for_balance(order)
        return
    if came is Came.TOO_MUCH:
        twice = paid - minor(notice.amount) >= owed
        set_aside(payment.gateway, notice, "paid_twice" if twice else "paid_too_much", "refund", payment)
    place(order, actor=actor, now=now)
    if came is Came.ADVANCE:
        ask_for_balance(order)
    else:
        announce("order.paid", key=f"order:{order.pk}:paid", order=order.pk)


def place_of(payment: Payment, event: PaymentEvent) -> tuple[Account, int | None]:
    """Return the account that this money came in on, and whose it is. Cash says whose hands it is in."""
    if payment.gateway == CASH and "account" in event.data:
        party = event.data.get("party")
        return Account(event.data["account"]), int(party) if party else None
    return COMES_IN_ON.get(payment.gateway, Account.GATEWAY_CLEARING), None


def _keep_cash(order: Order, payment: Payment, event: PaymentEvent, actor: Actor, now: datetime) -> None:
    if payment.gateway == CASH:
        hold_cash(order, event, place_of(payment, event), actor=actor, now=now)


def _book_for_return(order: Order, payment: Payment, event: PaymentEvent) -> None:
    """Book money that is nobody's sale: it is due back to whoever sent it."""
    account, party = place_of(payment, event)
    entry = post_paid_in_vain(minor(event.amount), event.amount.currency.code, account, party)
    post(entry, key=f"event:{event.pk}:paid", order=order)
