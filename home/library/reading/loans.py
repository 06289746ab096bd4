"""Copies and loans as pages and the desk read them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from home.library.domain.lending import (
    LENT_KINDS,
    Borrower,
    Item,
    Terms,
    back_first,
    why_not_renew,
)
from home.library.domain.room import code_written, read_code
from home.library.models import Copy, Document, Loan, ReaderCard, Reservation
from producers.domain.dates import day_written
from producers.domain.shown import Shown, shown

WAITS = (Reservation.State.WAITING, Reservation.State.READY)


@dataclass(frozen=True)
class CopiesShown:
    """What the page of a document says of its copies; ``back_on`` is written, empty while one is free."""

    total: int
    free: int
    back_on: str
    may_be_lent: bool
    is_waited: bool
    """Whether there is nothing to take home now, so that one waits."""


@dataclass(frozen=True)
class LoanShown:
    """One line of her page; ``key`` names it in a form."""

    key: int
    title: Shown
    day: str
    is_late: bool = False
    may_renew: bool = False
    is_ready: bool = False


@dataclass(frozen=True)
class CardShown:
    """A reader's page: what she has, what she waits for."""

    card: ReaderCard
    loans: tuple[LoanShown, ...]
    waits: tuple[LoanShown, ...]

    @property
    def code(self) -> str:
        """The code in two halves."""
        return code_written(self.card.code)


def copies_of(one: Document, lang: str) -> CopiesShown | None:
    """Return where the copies of a document are, None when there are none; one query."""
    due = Loan.objects.open().filter(copy=OuterRef("pk")).values("due_on")[:1]
    kept = Reservation.objects.filter(copy=OuterRef("pk"), state=Reservation.State.READY)
    here = Copy.objects.filter(document=one.pk, state__in=[Copy.State.SHELF, Copy.State.ROOM])
    rows = list(here.annotate(due=Subquery(due), is_kept=Exists(kept)).values_list("state", "due", "is_kept"))
    if not rows or one.kind not in LENT_KINDS:
        return None
    free = sum(not due and not is_kept for _state, due, is_kept in rows)
    back = back_first(due for _state, due, _kept in rows if due)
    to_lend = [row for row in rows if row[0] == Copy.State.SHELF]
    can_leave = any(not due and not is_kept for _state, due, is_kept in to_lend)
    is_out = bool(to_lend) and not can_leave
    written = day_written(back, lang) if back and is_out else ""
    return CopiesShown(len(rows), free, written, bool(to_lend), is_out)


def terms_of(card: ReaderCard) -> Terms:
    """Return what her kind of reader may have."""
    return Terms(card.kind.loan_days, card.kind.most_loans, card.kind.most_renewals)


def borrower(card: ReaderCard, today: date) -> Borrower:
    """Return what she has today; one query."""
    dues = list(Loan.objects.open().filter(card=card).values_list("due_on", flat=True))
    return Borrower(terms_of(card), len(dues), any(due < today for due in dues))


def item(copy: Copy, card: ReaderCard) -> Item:
    """Return a copy as the desk finds it; two queries."""
    kept = Reservation.objects.filter(copy=copy, state=Reservation.State.READY).exclude(card=card)
    document = copy.document
    return Item(
        document.kind,
        document.live,
        copy.state == Copy.State.SHELF,
        is_out=Loan.objects.open().filter(copy=copy).exists(),
        is_kept=kept.exists(),
    )


def find_card(token: str) -> ReaderCard:
    """Return a card by its secret. Raises ``ReaderCard.DoesNotExist``; an empty secret finds nothing."""
    rows = ReaderCard.objects.select_related("kind")
    return rows.get(token=token) if token and "\x00" not in token else rows.none().get()


def card_by_code(typed: str) -> ReaderCard | None:
    """Return the card whose code was typed."""
    return ReaderCard.objects.select_related("kind").filter(code=read_code(typed)).first()


def copy_by_code(typed: str) -> Copy | None:
    """Return the copy whose code was typed."""
    return Copy.objects.select_related("document").filter(code=read_code(typed)).first()


def is_waited_for(document: int) -> bool:
    """Say whether somebody waits for a document who has no copy kept yet."""
    return Reservation.objects.filter(document=document, state=Reservation.State.WAITING).exists()


def card_shown(card: ReaderCard, lang: str) -> CardShown:
    """Return what her page says; two queries."""
    today = timezone.localdate()
    waited = Reservation.objects.filter(document=OuterRef("copy__document"), state=Reservation.State.WAITING)
    loans = Loan.objects.open().filter(card=card).select_related("copy__document")
    waits = Reservation.objects.filter(card=card, state__in=WAITS).select_related("document")
    return CardShown(
        card,
        tuple(_loan(one, terms_of(card), today, lang) for one in loans.annotate(is_waited=Exists(waited))),
        tuple(_wait(one, lang) for one in waits),
    )


def _loan(one: Any, terms: Terms, today: date, lang: str) -> LoanShown:
    is_late = one.due_on < today
    why = why_not_renew(terms, renewals=one.renewals, is_late=is_late, is_waited_for=one.is_waited)
    return LoanShown(
        one.pk, title_of(one.copy.document, lang), day_written(one.due_on, lang), is_late, why is None
    )


def _wait(one: Reservation, lang: str) -> LoanShown:
    day = day_written(one.fetch_by, lang) if one.fetch_by else ""
    is_ready = one.state == Reservation.State.READY
    return LoanShown(one.pk, title_of(one.document, lang), day, is_ready=is_ready)


def title_of(one: Document, lang: str) -> Shown:
    """Return the title of a document in a language."""
    return shown(one.title, lang, one.original_language)


def open_loans(code: str = "", *, late_only: bool = False) -> QuerySet[Loan]:
    """Return what is lent, the first to come back first; narrowed by the code of a card or of a copy."""
    today = timezone.localdate()
    rows = Loan.objects.late(today) if late_only else Loan.objects.open()
    if code:
        rows = rows.filter(Q(card__code=code) | Q(copy__code=code))
    return rows.select_related("copy__document", "card__kind").order_by("due_on", "pk")


def waiting(code: str = "") -> QuerySet[Reservation]:
    """Return who waits, those for whom a copy is kept first."""
    rows = Reservation.objects.filter(state__in=WAITS).select_related("document", "card__kind", "copy")
    return (rows.filter(card__code=code) if code else rows).order_by("state", "created_at", "pk")


def cards(code: str = "") -> QuerySet[ReaderCard]:
    """Return readers with what they have, the newest first."""
    rows = ReaderCard.objects.select_related("kind").exclude(name="")
    rows = rows.annotate(has=Count("loans", filter=Q(loans__state=Loan.State.OPEN)))
    return (rows.filter(code=code) if code else rows).order_by("-pk")


def loans_to_call(most: int) -> list[Loan]:
    """Return late loans of readers who get no messages."""
    rows = open_loans(late_only=True).exclude(card__name="")
    return list(rows.filter(Q(card__wants_call=True) | Q(card__phone="", card__email=""))[:most])


def kept_to_call(most: int) -> list[Reservation]:
    """Return copies that are kept for readers who get no messages."""
    rows = waiting().filter(state=Reservation.State.READY).exclude(card__name="")
    return list(rows.filter(Q(card__wants_call=True) | Q(card__phone="", card__email=""))[:most])
