"""A buyer disputes a payment at her bank: the money is away until it has decided, and then back or lost."""

from moneyed import Money

from producers.actions.announce import announce
from producers.actions.transactions import require_transaction
from producers.domain.actors import SYSTEM
from shop.actions.post import post
from shop.actions.refund import ask_for_what_is_due, drop_refund
from shop.domain.money import minor
from shop.domain.payments import EventKind, EventState
from shop.domain.postings import Account, Entry
from shop.domain.refund_postings import post_dispute_lost, post_dispute_opened, post_dispute_won
from shop.gateways.base import Notice
from shop.models import JournalEntry, Order, Payment, PaymentEvent, Refund
from shop.reading.refunds import UNDER_WAY, due_back

# The bank only asks: no money has moved, and a refund is the best answer.
ONLY_ASKS = "warning_"


def record_dispute(payment: Payment, notice: Notice) -> None:
    """Write down a notice of a dispute, once, and book where the money is. Needs the caller's transaction.

    The end may be told before the beginning. What is lost for an order that was undone settles what was due
    to the buyer; anything else the shop bears, until a person books otherwise.
    """
    require_transaction("a dispute")
    is_ours = notice.amount.currency == payment.amount.currency
    if not is_ours or notice.data.get("status", "").startswith(ONLY_ASKS):
        return
    order: Order = Order.objects.locked().get(pk=payment.order_id)
    amount, currency = minor(notice.amount), notice.amount.currency.code
    name = f"dispute:{notice.movement}"
    is_open = not _is_decided(name)
    if is_open:
        _hold_back(payment, order)  # before what is lost counts: the database lets no refund exceed the rest
    PaymentEvent.objects.get_or_create(
        gateway=payment.gateway,
        event_id=notice.event_id,
        defaults={
            "payment": payment,
            "kind": EventKind.DISPUTE.value,
            "state": notice.state.value,
            "amount": notice.amount,
            "data": {**notice.data, "movement": notice.movement},
        },
    )
    if is_open:
        _book(post_dispute_opened(amount, currency), f"{name}:opened", order)
        if notice.state is not EventState.REQUESTED:
            _decide(order, notice.state, notice.amount, name)
    announce(
        f"dispute.{notice.state.value}",
        key=f"{name}:{notice.state.value}",
        payment=payment.pk,
        order=order.pk,
        due_by=notice.data.get("due_by", ""),
    )


def _decide(order: Order, state: EventState, money: Money, name: str) -> None:
    amount, currency = minor(money), money.currency.code
    if state is EventState.FAILED:
        _book(post_dispute_won(amount, currency), f"{name}:won", order)
        ask_for_what_is_due(order, actor=SYSTEM)
        return
    owed = min(amount, due_back(order).get(currency, 0))
    if owed:
        _book(post_dispute_lost(owed, currency, Account.REFUNDS_DUE), f"{name}:lost:owed", order)
    if amount - owed:
        _book(post_dispute_lost(amount - owed, currency), f"{name}:lost", order)


def _hold_back(payment: Payment, order: Order) -> None:
    """What no gateway has heard of yet is not sent: the bank has the money."""
    for refund in payment.refunds.filter(attempts=0, status__in=UNDER_WAY).order_by("pk"):
        unsent = Refund.objects.filter(pk=refund.pk, attempts=0, status__in=UNDER_WAY)
        if unsent.update(due_at=None):  # from here on nobody sends it
            refund.order = order
            drop_refund(refund, actor=SYSTEM, reason="in dispute")


def _is_decided(name: str) -> bool:
    return JournalEntry.objects.filter(key__in=[f"{name}:won", f"{name}:lost", f"{name}:lost:owed"]).exists()


def _book(entry: Entry, key: str, order: Order) -> None:
    post(entry, key=key, order=order)
