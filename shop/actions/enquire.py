"""Questions about offers: taken, read by a person before the maker sees them, answered, closed."""

from django.db import transaction
from django.utils import timezone

from producers.actions.announce import announce
from producers.actions.record import record
from producers.domain.actors import Actor
from shop.actions.move import move
from shop.domain.states import EnquiryStatus, IllegalMoveError
from shop.models import Enquiry, Product


@transaction.atomic(durable=True)
def enquire(product: Product, *, kind: str, name: str, contact: str, text: str, language: str) -> Enquiry:
    """Keep the question and tell the operators: one of them reads it first."""
    enquiry = Enquiry.objects.create(
        product=product, kind=kind, name=name, contact=contact, text=text, language=language
    )
    announce("enquiry.opened", key=f"enquiry.opened:{enquiry.pk}", enquiry=enquiry.pk)
    return enquiry


@transaction.atomic(durable=True)
def pass_on(enquiry: Enquiry, *, actor: Actor) -> Enquiry:
    """Show the question to the maker, without who asks. Does nothing twice.

    Raises ``IllegalMoveError`` for one that is answered or closed.
    """
    locked = _open(enquiry)
    if locked.passed_at is None:
        locked.passed_at = timezone.now()
        locked.save(update_fields=["passed_at"])
        record(verb="enquiry.passed", row=locked, actor=actor)
        announce("enquiry.passed", key=f"enquiry.passed:{locked.pk}", enquiry=locked.pk)
    return locked


@transaction.atomic(durable=True)
def answer(enquiry: Enquiry, text: str, *, actor: Actor) -> Enquiry:
    """Answer whoever asked, in a letter. Raises ``IllegalMoveError`` for one that has been answered."""
    locked = _locked(enquiry)
    move(locked, EnquiryStatus.ANSWERED, actor=actor, answer=text, answered_at=timezone.now())
    announce("enquiry.answered", key=f"enquiry.answered:{locked.pk}", enquiry=locked.pk)
    return locked


@transaction.atomic(durable=True)
def close(enquiry: Enquiry, *, actor: Actor, reason: str) -> Enquiry:
    """Leave it without a further answer. Raises ``IllegalMoveError`` for one that is closed."""
    locked = _locked(enquiry)
    move(locked, EnquiryStatus.CLOSED, actor=actor, reason=reason)
    return locked


def _locked(enquiry: Enquiry) -> Enquiry:
    found: Enquiry = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    return found


def _open(enquiry: Enquiry) -> Enquiry:
    locked = _locked(enquiry)
    if locked.state != EnquiryStatus.OPEN:
        raise IllegalMoveError(EnquiryStatus(locked.state), EnquiryStatus.OPEN)
    return locked
