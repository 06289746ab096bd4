"""Ask every gateway that keeps books for what it has done, and name what differs from ours."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from shop.domain.differences import Line
from shop.domain.gateway_books import Difference, Moved, Off, compare
from shop.domain.money import from_minor, minor
from shop.domain.payments import EventKind, EventState
from shop.gateways.base import UnreachableError
from shop.gateways.registry import all_gateways
from shop.models import Payment, PaymentEvent

log = logging.getLogger(__name__)
# A notice may be on its way: what is younger is compared the next time.
YOUNG = timedelta(minutes=15)
DONE = (EventKind.CHARGE, EventKind.REFUND)
# A refund that a person handed over: the gateway has not heard of it.
BY_HAND = ("transfer", "cash")
CAUSES = {
    Off.NOT_TOLD: _("It was charged there, and the notice was lost."),
    Off.NOT_CHARGED: _("We believed a notice that the payment service does not stand by."),
    Off.AMOUNT: _("The amount was changed at the payment service itself."),
    Off.CURRENCY: _("It was charged in another currency than we asked for."),
    Off.CHARGED_TWICE: _("It was charged a second time there."),
    Off.REFUNDED_THERE: _("Somebody gave money back at the payment service itself, or a notice was lost."),
    Off.REFUNDED_HERE: _("A refund that we call done was never made there, or came back."),
}


def gateway_differences(now: datetime, *, days: int = 40) -> Iterator[str]:
    """Yield one line for each difference of the last ``days``, with order, amount and what is off.

    Gateways without books are left out; one that does not answer is logged and compared the next time.
    """
    since = now - timedelta(days=days)
    for alias, gateway in all_gateways().items():
        books = getattr(gateway, "books", None)
        if books is None:
            continue
        try:
            theirs = [moved for moved, at in books(since) if at < now - YOUNG]
        except UnreachableError:
            log.warning("%s gave no answer; its books are compared the next time", alias)
            continue
        yield from _named(alias, compare(list(_ours(alias, theirs, since, now)), _of_ours(theirs)))


def _named(alias: str, found: list[Difference]) -> Iterator[str]:
    orders = dict(
        Payment.objects.filter(reference__in=[each.reference for each in found]).values_list(
            "reference", "order__number"
        )
    )
    for each in found:
        here, there = (from_minor(side, each.currency) for side in (each.ours, each.theirs))
        order = orders.get(each.reference, "")
        facts = {"gateway": alias, "payment": each.reference, "order": order or "?"}
        yield Line(
            _(
                "%(gateway)s %(payment)s order %(order)s: %(off)s, "
                "%(here)s %(currency)s with us, %(there)s there"
            ),
            cause=CAUSES[each.off],
            off=each.off.value,
            here=here.amount,
            there=there.amount,
            currency=each.currency,
            **facts,
        )


def _ours(alias: str, theirs: list[Moved], since: datetime, now: datetime) -> Iterator[Moved]:
    """Yield what our events say is done of payments that either side speaks of."""
    named = {moved.reference for moved in theirs}
    recent = PaymentEvent.objects.filter(gateway=alias, at__gte=since, at__lt=now - YOUNG, state="succeeded")
    spoken_of = Q(pk__in=recent.values("payment")) | Q(reference__in=named)
    payments = Payment.objects.filter(spoken_of, gateway=alias)
    for payment in payments.distinct().prefetch_related("events"):
        yield from _done(payment)


def _done(payment: Payment) -> Iterator[Moved]:
    """Yield each movement once, as its last word says."""
    undone = {
        event.data.get("movement")
        for event in payment.events.all()
        if event.kind == EventKind.REFUND and event.state == EventState.FAILED
    }
    for event in payment.events.all():
        kind, movement = EventKind(event.kind), str(event.data.get("movement") or event.event_id)
        by_hand = event.data.get("method", "") in BY_HAND
        if event.state == EventState.SUCCEEDED and kind in DONE and movement not in undone and not by_hand:
            yield Moved(payment.reference, kind, movement, minor(event.amount), event.amount.currency.code)


def _of_ours(theirs: list[Moved]) -> list[Moved]:
    """Leave what the gateway did for others out: money that names no payment of ours at all."""
    return [moved for moved in theirs if moved.reference]
