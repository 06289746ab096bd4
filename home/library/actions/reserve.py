"""Waiting for a document whose copies are all lent, and not waiting any longer."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from home.library.actions.lend import locked_card
from home.library.actions.waiting import keep_for_the_next, let_go
from home.library.domain.lending import LENT_KINDS, NoLoanError, Why
from home.library.models import Copy, Document, Loan, ReaderCard, Reservation
from home.library.reading.loans import WAITS
from producers.actions.record import record
from producers.domain.actors import Actor

LOADED = Actor(None, "clock")


@transaction.atomic(durable=True)
def reserve(document: Document, card: ReaderCard, *, actor: Actor) -> Reservation:
    """Put a reader on the list of those who wait. Raises ``NoLoanError``: a copy is free, she has it."""
    _lock(document.pk)
    card = locked_card(card)
    why = _why_not(document, card)
    if why:
        raise NoLoanError(why)
    try:
        with transaction.atomic():
            one = Reservation.objects.create(document=document, card=card)
    except IntegrityError as reason:
        raise NoLoanError(Why.TWICE) from reason
    record(verb="reservation.make", row=one, actor=actor)
    return one


@transaction.atomic(durable=True)
def give_up(one: Reservation, *, actor: Actor, reason: str = "") -> None:
    """Take a reader off the list. Does nothing twice."""
    _lock(one.document_id)
    found = Reservation.objects.select_related("copy").get(pk=one.pk)
    if found.state in WAITS:
        let_go(found, today=timezone.localdate())
        record(verb="reservation.end", row=found, actor=actor, reason=reason)


def pass_on_what_was_kept(*, now: datetime | None = None) -> int:
    """Have copies that nobody fetched in time go to the next; return how many were given up.

    Copies that became free in another way, a new one for example, are kept for those who wait as well.
    """
    today = timezone.localdate(now)
    over = Reservation.objects.filter(state=Reservation.State.READY, fetch_by__lt=today)
    gone = [one for one in over.order_by("pk") if _is_over(one, now=now)]
    waited = Reservation.objects.filter(state=Reservation.State.WAITING)
    for document in waited.order_by("document").values_list("document", flat=True).distinct():
        _keep_what_is_free(document, now=now)
    return len(gone)


@transaction.atomic(durable=True)
def _is_over(one: Reservation, *, now: datetime | None) -> bool:
    today = timezone.localdate(now)
    _lock(one.document_id)
    found = Reservation.objects.select_related("copy").get(pk=one.pk)
    if found.state != Reservation.State.READY or found.fetch_by is None or found.fetch_by >= today:
        return False
    let_go(found, today=today)
    record(verb="reservation.lapse", row=found, actor=LOADED, reason=f"not fetched by {found.fetch_by}")
    return True


@transaction.atomic(durable=True)
def _keep_what_is_free(document: int, *, now: datetime | None) -> None:
    _lock(document)
    for copy in Copy.objects.free().filter(document=document).order_by("pk"):
        keep_for_the_next(copy, today=timezone.localdate(now))


def _lock(document: int) -> None:
    rows = Copy.objects.select_for_update(of=("self",)).filter(document=document)
    list(rows.order_by("pk").values_list("pk", flat=True))


def _why_not(document: Document, card: ReaderCard) -> Why | None:
    copies = Copy.objects.filter(document=document).lent_at_all()
    hers = Reservation.objects.filter(card=card, state__in=WAITS)
    has_it = Loan.objects.open().filter(card=card, copy__document=document)
    if document.kind not in LENT_KINDS or not document.live or not copies.exists():
        return Why.STAYS
    if Copy.objects.filter(document=document).free().exists():
        return Why.ON_THE_SHELF
    if has_it.exists() or hers.filter(document=document).exists():
        return Why.TWICE
    return Why.MOST if hers.count() >= card.kind.most_loans else None
