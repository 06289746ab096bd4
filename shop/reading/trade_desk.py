"""The trade desk of the office: who wants to buy, what is looked for, and what each request waits for."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from shop.domain.trade_states import AskStatus, QuoteStatus
from shop.models import SourcingAsk, SourcingRequest, TradeBuyer, TradeQuote

UNDER_WAY = ("draft", "placed")


def buyers(asked: dict[str, Any]) -> QuerySet[TradeBuyer]:
    """Return trade buyers, those to be checked first."""
    rows = TradeBuyer.objects.order_by("status", "-pk")
    return rows.filter(status=asked["status"]) if asked.get("status") else rows


def desk(asked: dict[str, Any]) -> QuerySet[SourcingRequest]:
    """Return requests with what they wait for, what is wanted soonest first among the open ones."""
    asks = SourcingAsk.objects.filter(request=OuterRef("pk"))
    quotes = TradeQuote.objects.filter(request=OuterRef("pk"))
    rows = SourcingRequest.objects.select_related("buyer", "category").annotate(
        is_asked=Exists(asks),
        can=Count("asks", filter=Q(asks__status=AskStatus.CAN.value), distinct=True),
        waiting=Count("asks", filter=Q(asks__status=AskStatus.ASKED.value), distinct=True),
        is_quoted=Exists(quotes.filter(status=QuoteStatus.SENT.value)),
        is_ordered=Exists(quotes.filter(status=QuoteStatus.ACCEPTED.value, order__status__in=UNDER_WAY)),
    )
    if asked.get("status"):
        rows = rows.filter(status=asked["status"])
    if text := asked.get("q"):
        rows = rows.filter(Q(number__startswith=text) | Q(buyer__name__icontains=text))
    narrowed = {
        "matching": {"is_asked": False, "status": "open"},
        "answers": {"waiting__gt": 0, "status": "open", "is_quoted": False, "is_ordered": False},
        "quote": {"can__gt": 0, "status": "open", "is_quoted": False, "is_ordered": False},
        "buyer": {"is_quoted": True},
        "ordered": {"is_ordered": True},
    }
    rows = rows.filter(**narrowed.get(asked.get("waits") or "", {}))
    return rows.order_by("-status", "wanted_by", "pk")


def asks_of(request: SourcingRequest) -> list[SourcingAsk]:
    """Return whom we asked and what each said; one query."""
    return list(SourcingAsk.objects.filter(request=request).select_related("producer").order_by("pk"))
