"""Who is to be called before a parcel leaves unpaid."""

from datetime import datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from shop.models import CallAttempt, Order


def calls_to_make(now: datetime | None = None) -> QuerySet[Order]:
    """Return orders that wait for a call, the oldest first, with ``attempts``, ``last_outcome``, ``again``.

    With ``now`` only those whose time to be called again has come.
    """
    last = CallAttempt.objects.filter(order=OuterRef("pk")).order_by("-pk")
    rows = Order.objects.filter(confirmation="waiting", status__in=["draft", "placed"]).select_related(
        "market"
    )
    rows = rows.annotate(
        attempts=Count("calls"),
        last_outcome=Subquery(last.values("outcome")[:1]),
        again=Subquery(last.values("call_again_at")[:1]),
    )
    if now is not None:
        rows = rows.filter(Q(again=None) | Q(again__lte=now))
    return rows.order_by("pk")
