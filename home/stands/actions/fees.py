"""The fee for a stand: an ordinary order of the shop, sold by who organises the fair."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from home.stands.actions.keep import pass_on, slot_of
from home.stands.actions.move import lock, move
from home.stands.domain.fees import is_late
from home.stands.domain.states import KEPT, ApplicationState, IllegalStepError
from home.stands.models import StandApplication
from producers.actions.record import record
from producers.domain.actors import SYSTEM, Actor
from producers.domain.shown import shown, spoken
from shop.actions.cancel import end
from shop.actions.confirm_done import confirm_done
from shop.actions.fulfil import accept
from shop.actions.sell_service import ServiceSale, sell_service
from shop.domain.states import OrderStatus, PartStatus, Side
from shop.models import Order, OrderLine

OPEN = (OrderStatus.DRAFT, OrderStatus.PLACED)
OVER = "the fair is over"


@transaction.atomic(durable=True)
def pay_fee(row: StandApplication, method: str, *, actor: Actor, now: datetime | None = None) -> Order:
    """Return the order by which she pays her stand; while one is open, that one.

    Raises ``IllegalStepError`` unless it is to be paid and the day is not over; ``RefusedError`` with
    ``CONTACT`` for who left neither phone nor e-mail, ``METHOD_NOT_OFFERED``.
    """
    offer, at = lock(row.offer), now or timezone.now()
    row.refresh_from_db()
    if row.order is not None and row.order.status in OPEN:
        return row.order
    today, pay_by = timezone.localdate(at), row.pay_by
    if row.state != ApplicationState.TO_PAY or pay_by is None or is_late(today, pay_by):
        raise IllegalStepError(row.state)
    assert offer.sold_as is not None  # what has to be paid has a fee
    assert offer.fee is not None
    maker, lang = row.producer, spoken(row.producer.language)
    name = shown(maker.name, lang, maker.original_language).text
    sale = ServiceSale(
        variant=offer.sold_as,
        price=offer.fee,
        contact={"name": name, "phone": maker.phone, "email": maker.email},
        method=method,
        lang=lang,
        pay_until=timezone.make_aware(datetime.combine(pay_by + timedelta(days=1), time())),
    )
    order = sell_service(sale, actor=actor, now=at)
    StandApplication.objects.filter(pk=row.pk).update(order=order)
    row.order = order
    record(verb="stand.pays", row=row, actor=actor, after={"order": order.number})
    return order


def take_paid(order: Order) -> None:
    """Her fee has come in: the stand is hers, or the money goes back if it no longer is. Safe to repeat."""
    row = _of_order(order)
    if row is None or not _settle_paid(row):
        return
    for part in order.parts.filter(status=PartStatus.PLACED):
        accept(part, actor=SYSTEM, reason="a stand was given")


@transaction.atomic(durable=True)
def _settle_paid(row: StandApplication) -> bool:
    lock(row.offer)
    row.refresh_from_db()
    if row.state == ApplicationState.TO_PAY:
        move(row, ApplicationState.PLACED, actor=SYSTEM)
    elif row.state != ApplicationState.PLACED:
        give_back(row, actor=SYSTEM, reason="the stand is no longer hers")
        return False
    return True


@transaction.atomic(durable=True)
def lose_stand(order: Order) -> None:
    """The order of a stand that she has was cancelled in the shop: so is her stand. Safe to repeat."""
    row = _of_order(order)
    if row is None:
        return
    offer = lock(row.offer)
    row.refresh_from_db()
    if row.order_id == order.pk and row.state == ApplicationState.PLACED:
        slot = slot_of(row)
        move(row, ApplicationState.WITHDRAWN, actor=SYSTEM, reason="order cancelled", stand=None, pay_by=None)
        pass_on(offer, slot)


def give_back(row: StandApplication, *, actor: Actor, reason: str) -> None:
    """End the order of a stand, if it can still be ended: what was paid is due back.

    Needs the caller's transaction and the offer's lock.
    """
    _end(row, OPEN, actor, reason)


def let_go(row: StandApplication, *, actor: Actor, reason: str) -> None:
    """End the order of a stand that is not paid; one that is stays. Needs the same as ``give_back``."""
    _end(row, (OrderStatus.DRAFT,), actor, reason)


def _end(row: StandApplication, states: tuple[OrderStatus, ...], actor: Actor, reason: str) -> None:
    if row.order_id is None:
        return
    order = Order.objects.locked().get(pk=row.order_id)
    is_given = order.parts.filter(status=PartStatus.DELIVERED).exists()
    if order.status in states and not is_given:
        end(order, OrderStatus.CANCELLED, actor=actor, reason=reason, now=timezone.now())


def lapse_late(*, now: datetime | None = None) -> int:
    """Take back every stand that was not taken or paid in time; return how many. For a job, safe to repeat.

    It is kept for the next who waits. While the shop still waits for the payment of an order, its stand stays
    with her.
    """
    today = timezone.localdate(now)
    late = StandApplication.objects.filter(state__in=KEPT, pay_by__lt=today)
    return sum(_lapse(row) for row in late.order_by("pk"))


@transaction.atomic(durable=True)
def _lapse(row: StandApplication) -> bool:
    offer = lock(row.offer)
    row.refresh_from_db()
    is_open = row.order is not None and row.order.status in OPEN
    if row.state not in KEPT or is_open:
        return False
    slot = slot_of(row)
    move(row, ApplicationState.LAPSED, actor=SYSTEM, stand=None, pay_by=None)
    pass_on(offer, slot)
    return True


def close_over(*, now: datetime | None = None) -> int:
    """Fees of fairs that are over are earned by who organised them; return how many. Safe to repeat.

    Nobody is asked for a word: that the fair took place is known, and she had her stand.
    """
    today = timezone.localdate(now)
    lines = OrderLine.objects.filter(
        part__order__stand_application__offer__event__last_day__lt=today,
        part__order__stand_application__offer__event__status="planned",
        part__order__status=OrderStatus.PLACED,
        part__status__in=[PartStatus.PLACED, PartStatus.ACCEPTED],
    ).select_related("part")
    rows = list(lines.order_by("pk"))
    for line in rows:
        for side in (Side.MAKER, Side.BUYER):
            confirm_done(line, side, actor=SYSTEM, reason=OVER, now=now)
    return len(rows)


def _of_order(order: Order) -> StandApplication | None:
    return StandApplication.objects.filter(order=order).select_related("offer").first()
