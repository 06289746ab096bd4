"""Lending a copy, prolonging it, taking it back, writing it off."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from home.library.actions.waiting import keep_for_the_next, take_what_was_kept
from home.library.domain.lending import NoLoanError, Why, due_on, why_not_lend, why_not_renew
from home.library.models import Copy, Loan, ReaderCard, Reservation
from home.library.reading.loans import borrower, is_waited_for, item, terms_of
from producers.actions.announce import announce
from producers.actions.record import record
from producers.domain.actors import Actor


@transaction.atomic(durable=True)
def lend(copy: Copy, card: ReaderCard, *, actor: Actor, now: datetime | None = None) -> Loan:
    """Hand a copy to a reader. The database refuses a second loan of it. Raises ``NoLoanError``."""
    copy, card = locked(copy), locked_card(card)
    moment = now or timezone.now()
    today = timezone.localdate(moment)
    why = why_not_lend(item(copy, card), borrower(card, today))
    if why:
        raise NoLoanError(why)
    loan = _write(copy, card, due=due_on(today, terms_of(card)), at=moment)
    take_what_was_kept(copy, card, today=today)
    record(verb="loan.lend", row=loan, actor=actor, after={"copy": copy.code, "due": str(loan.due_on)})
    announce("loan.lent", key=f"loan.lent:{loan.pk}", loan=loan.pk)
    return loan


@transaction.atomic(durable=True)
def renew(loan: Loan, *, actor: Actor, now: datetime | None = None) -> Loan:
    """Prolong a loan from today on; nobody who waits is passed over. Raises ``NoLoanError``."""
    copy = locked(loan.copy)
    loan, card = _open(copy), locked_card(loan.card)
    today, terms = timezone.localdate(now), terms_of(card)
    why = why_not_renew(
        terms,
        renewals=loan.renewals,
        is_late=loan.due_on < today,
        is_waited_for=is_waited_for(copy.document_id),
    )
    if why:
        raise NoLoanError(why)
    before = loan.due_on
    loan.due_on, loan.renewals = max(before, due_on(today, terms)), loan.renewals + 1
    loan.save(update_fields=["due_on", "renewals"])
    after = {"due": str(loan.due_on)}
    record(verb="loan.renew", row=loan, actor=actor, before={"due": str(before)}, after=after)
    return loan


@transaction.atomic(durable=True)
def take_back(copy: Copy, *, actor: Actor, now: datetime | None = None) -> Reservation | None:
    """Take a copy back, also one that was given up for lost. Return for whom it is kept now, if anybody.

    Raises ``NoLoanError`` for a copy that nobody has.
    """
    copy, moment = locked(copy), now or timezone.now()
    was_lost = copy.state == Copy.State.LOST
    if not was_lost or Loan.objects.open().filter(copy=copy).exists():
        _end(_open(copy), Loan.State.BACK, at=moment, verb="loan.back", actor=actor)
    if was_lost:
        _move(copy, Copy.State.SHELF, verb="copy.found", actor=actor, reason="")
    return keep_for_the_next(copy, today=timezone.localdate(moment))


@transaction.atomic(durable=True)
def write_off(loan: Loan, *, actor: Actor, reason: str, now: datetime | None = None) -> Copy:
    """Write a lent copy down as lost, and why. Raises ``NoLoanError`` when it is back already."""
    copy = locked(loan.copy)
    open_ = _open(copy)
    if open_.pk != loan.pk:
        raise NoLoanError(Why.IN)
    _end(open_, Loan.State.LOST, at=now or timezone.now(), verb="loan.lost", actor=actor, reason=reason)
    _move(copy, Copy.State.LOST, verb="copy.lost", actor=actor, reason=reason)
    return copy


def locked(copy: Copy) -> Copy:
    """Lock all copies of a document, in the order of their keys: who lends and who waits come one by one."""
    rows = Copy.objects.select_for_update(of=("self",)).select_related("document")
    return {one.pk: one for one in rows.filter(document=copy.document_id).order_by("pk")}[copy.pk]


def locked_card(card: ReaderCard) -> ReaderCard:
    """Lock a card, so that two copies at once are counted one after the other."""
    return ReaderCard.objects.select_for_update(of=("self",)).select_related("kind").get(pk=card.pk)


def _open(copy: Copy) -> Loan:
    loan = Loan.objects.open().filter(copy=copy).select_related("copy__document", "card").first()
    if loan is None:
        raise NoLoanError(Why.IN)
    return loan


def _write(copy: Copy, card: ReaderCard, *, due: date, at: datetime) -> Loan:
    try:
        with transaction.atomic():
            return Loan.objects.create(copy=copy, card=card, due_on=due, lent_at=at)
    except IntegrityError as reason:
        raise NoLoanError(Why.OUT) from reason


def _end(loan: Loan, state: str, *, at: datetime, verb: str, actor: Actor, reason: str = "") -> None:
    loan.state, loan.ended_at = state, at
    loan.save(update_fields=["state", "ended_at"])
    before, after = {"state": "open"}, {"state": str(state)}
    record(verb=verb, row=loan, actor=actor, reason=reason, before=before, after=after)


def _move(copy: Copy, state: str, *, verb: str, actor: Actor, reason: str) -> None:
    before, copy.state = {"state": copy.state}, state
    copy.save(update_fields=["state"])
    record(verb=verb, row=copy, actor=actor, reason=reason, before=before, after={"state": str(state)})
