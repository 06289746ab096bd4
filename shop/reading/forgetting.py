"""Which orders still need to know who bought them."""

from django.db.models import Q, QuerySet

from shop.domain.states import PartStatus
from shop.models import Case, Change, Order, Payment, ProducerOrder, Refund

ENDED_PARTS = (PartStatus.DELIVERED, PartStatus.DECLINED, PartStatus.CANCELLED, PartStatus.RETURNED)
OPEN_CHANGES = (Change.Status.ASKED, Change.Status.AGREED, Change.Status.RECEIVED)
OPEN_REFUNDS = (Refund.Status.TO_APPROVE, Refund.Status.REQUESTED, Refund.Status.FAILED)


def may_be_forgotten(orders: "QuerySet[Order]") -> "QuerySet[Order]":
    """Keep orders of which nothing is under way: no goods, no change, no refund, no question, no dispute."""
    parts = ProducerOrder.objects.exclude(status__in=[state.value for state in ENDED_PARTS])
    changes = Change.objects.filter(status__in=OPEN_CHANGES)
    refunds = Refund.objects.filter(status__in=OPEN_REFUNDS)
    cases = Case.objects.exclude(status=Case.Status.CLOSED).exclude(order=None)
    disputes = Payment.objects.filter(events__kind="dispute", events__state="requested")
    over = disputes.filter(events__kind="dispute", events__state__in=["succeeded", "failed"])
    ended = Q(status__in=["cancelled", "expired"]) | ~Q(pk__in=parts.values("order"))
    return (
        orders.filter(ended, erased_at=None)
        .exclude(status="draft")
        .exclude(pk__in=changes.values("order"))
        .exclude(pk__in=refunds.values("order"))
        .exclude(pk__in=cases.values("order"))
        .exclude(pk__in=disputes.exclude(pk__in=over.values("pk")).values("order"))
    )
