"""Readers' cards: given at the desk, let go of a year after the last loan."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from home.library.domain.lending import NoLoanError, Why
from home.library.domain.room import Reader
from home.library.models import Loan, ReaderCard, ReaderKind
from producers.actions.record import record
from producers.digests import keyed
from producers.domain.actors import Actor

PURPOSE = "reading"
KEPT = timedelta(days=365)
"""Long enough to be lent to again without giving everything once more."""


@transaction.atomic(durable=True)
def give_card(kind: ReaderKind, reader: Reader, *, actor: Actor) -> ReaderCard:
    """Write a reader down. Raises ``NoLoanError`` for somebody who has a card."""
    person = keyed(reader.reached_by, purpose=PURPOSE) if reader.reached_by else ""
    try:
        with transaction.atomic():
            card = ReaderCard.objects.create(
                kind=kind,
                name=reader.name,
                phone=reader.phone,
                email=reader.email,
                language=reader.language,
                wants_call=reader.wants_call,
                person=person,
                agreed_at=timezone.now(),
            )
    except IntegrityError as reason:
        raise NoLoanError(Why.TWICE) from reason
    record(verb="card.give", row=card, actor=actor)
    return card


def forget_readers() -> int:
    """Blank cards that nobody used for a year, unless a copy is still out; return how many."""
    since = timezone.now() - KEPT
    used = Loan.objects.filter(card=OuterRef("pk")).filter(Q(state=Loan.State.OPEN) | Q(ended_at__gte=since))
    old = ReaderCard.objects.filter(~Exists(used), created_at__lt=since).exclude(name="")
    return int(old.update(name="", phone="", email="", person=""))
