"""Requests for help: as whoever asked sees hers, and as the office finds them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from producers.domain.dates import date_written
from producers.domain.shown import direction, shown
from shop.case_words import kind_text, state_text
from shop.domain.numbers import normalise_order_number
from shop.models import CannedAnswer, Case, CaseMessage, Order


@dataclass(frozen=True)
class Said:
    """One message of a thread; ``is_ours`` is what the office said."""

    text: str
    is_ours: bool
    when: str


@dataclass(frozen=True)
class CaseShown:
    """A case as whoever asked sees it: no notes, no names of those who help."""

    number: str
    token: str
    kind: str
    state: str
    status: str
    messages: tuple[Said, ...]


def cases_of(order: Order, lang: str) -> list[CaseShown]:
    """Return what was asked about an order, newest first; two queries. Disputes are the bank's, not here."""
    rows = order.cases.exclude(kind=Case.Kind.DISPUTE).prefetch_related("messages").order_by("-pk")
    return [case_shown(row, lang) for row in rows]


def find_case(token: str) -> Case | None:
    """Return the case of this secret, with its messages."""
    found: Case | None = (
        Case.objects.by_token(token).select_related("order").prefetch_related("messages").first()
    )
    return found


def case_shown(case: Case, lang: str) -> CaseShown:
    """Return a case as whoever asked sees it."""
    return CaseShown(
        number=case.number,
        token=case.token,
        kind=kind_text(case.kind),
        state=state_text(case.status, case.outcome),
        status=case.status,
        messages=tuple(
            Said(
                row.text, row.side == CaseMessage.Side.OFFICE, date_written(timezone.localdate(row.at), lang)
            )
            for row in case.messages.all()
            if row.side != CaseMessage.Side.NOTE
        ),
    )


def find_cases(asked: Mapping[str, Any], user: object, now: datetime | None = None) -> QuerySet[Case]:
    """Return the cases that fit what ``CaseFilter`` understood, the most urgent first."""
    rows = Case.objects.select_related("order", "owner", "contact").order_by("due_at", "pk")
    status = asked.get("status") or "unfinished"
    rows = rows.unfinished() if status == "unfinished" else rows.filter(status=status)
    if asked.get("kind"):
        rows = rows.filter(kind=asked["kind"])
    owner = {"me": Q(owner=user), "nobody": Q(owner=None)}.get(asked.get("owner") or "")
    if owner is not None:
        rows = rows.filter(owner)
    if asked.get("late"):
        rows = rows.filter(due_at__lt=now or timezone.now())
    words = (asked.get("q") or "").strip()
    return rows.filter(_named(words)) if words else rows


def ready_answers(lang: str) -> list[tuple[int, str, str]]:
    """Return the answers that are offered, in a language: key, name, text."""
    rows = CannedAnswer.objects.filter(is_active=True)
    return [(row.pk, row.name, shown(row.text, lang).text) for row in rows]


def direction_of(case: Case) -> str:
    """Return the direction in which its answers are written."""
    return direction(case.language)


def _named(words: str) -> Q:
    number = normalise_order_number(words) or words
    digits = "".join(sign for sign in words if sign.isdigit())
    named = Q(number=number) | Q(order__number=number) | Q(contact__email__iexact=words)
    return named | Q(contact__phone__endswith=digits.lstrip("0")) if len(digits) >= 6 else named
