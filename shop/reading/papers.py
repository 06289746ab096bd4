"""Invoices as those see them whom they concern: the buyer on her order, the seller, the office."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from producers.access import for_actor, may_see_money_of
from producers.domain.dates import date_written
from shop.domain.cards import MoneyShown
from shop.domain.invoices import PaperKind
from shop.models import Invoice, Order
from shop.reading.cards import money_shown

PER_PAGE = 50


@dataclass(frozen=True)
class PaperShown:
    """A paper in a list: which one, of when, over how much."""

    export_id: str
    number: str
    is_credit_note: bool
    is_advance: bool
    day: str
    total: MoneyShown


def papers_of(order: Order, lang: str) -> tuple[PaperShown, ...]:
    """Return the papers of an order, oldest first; one query."""
    rows = Invoice.objects.filter(part__order=order).order_by("pk").defer("content")
    return tuple(paper_shown(row, lang) for row in rows)


def paper_shown(invoice: Invoice, lang: str) -> PaperShown:
    """Return a paper as a list shows it."""
    return PaperShown(
        invoice.export_id,
        invoice.number,
        invoice.kind == PaperKind.CREDIT_NOTE,
        invoice.kind == PaperKind.ADVANCE,
        date_written(invoice.issued_on, lang),
        money_shown(invoice.total, lang),
    )


def paper_of_order(order: Order, export_id: str) -> Invoice | None:
    """Return a paper of this order and of no other."""
    rows = Invoice.objects.filter(part__order=order).select_related("part__producer", "issuer")
    return rows.filter(export_id=export_id).first() if "\x00" not in export_id else None


def papers_for(user: object) -> "QuerySet[Invoice]":
    """Return what is sold in the name of those for whom a user acts, newest first.

    Sums stand on them: an agent sees those of makers who let her see their money.
    """
    rows = for_actor(Invoice.objects.select_related("part__producer", "issuer"), user)
    return rows.filter(issuer__in=may_see_money_of(user).values("pk")).order_by("-pk")


def find_papers(asked: Mapping[str, Any]) -> "QuerySet[Invoice]":
    """Return the papers that fit what the office asks for, newest first."""
    rows = Invoice.objects.select_related("issuer", "part__order").defer("content")
    if asked.get("kind"):
        rows = rows.filter(kind=asked["kind"])
    if words := (asked.get("q") or "").strip():
        rows = rows.filter(Q(number__iexact=words) | Q(part__number=words) | Q(part__order__number=words))
    if asked.get("seller"):
        rows = rows.filter(issuer__slug=asked["seller"])
    if asked.get("since"):
        rows = rows.filter(issued_on__gte=asked["since"])
    if asked.get("until"):
        rows = rows.filter(issued_on__lte=asked["until"])
    return rows.order_by("-pk")
