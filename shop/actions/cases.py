"""Requests for help: opened, written in by both sides, noted, looked after, closed with an outcome, reopened.

Every act is logged with who did it and never with what was said: words and contacts stand in the rows that
can be erased. Letters leave through the outbox.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from producers.actions.announce import announce
from producers.actions.record import record
from producers.actions.transactions import require_transaction
from producers.domain.actors import BUYER, Actor
from shop import conf
from shop.actions.move import move
from shop.domain.numbers import new_order_number
from shop.domain.states import CaseStatus, IllegalMoveError
from shop.models import Case, CaseContact, CaseLink, CaseMessage, Order, Payment

Side, Way = CaseMessage.Side, CaseMessage.Way
TRIES = 5


class TakenError(ValueError):
    """Somebody else looks after it meanwhile."""


@dataclass(frozen=True)
class Asker:
    """Who asks, and in which language: kept apart from the case, to be erased alone."""

    name: str = ""
    email: str = ""
    phone: str = ""
    language: str = "fr"


@dataclass(frozen=True)
class Matter:
    """What a case is about. ``key`` makes a case that a machine opens open once."""

    kind: str
    order: Order | None = None
    payment: Payment | None = None
    page: str = ""
    key: str = ""
    due_at: datetime | None = None


def asker_of(order: Order) -> Asker:
    """Return the buyer of an order as the one who asks."""
    return Asker(order.buyer_name, order.email, order.phone, order.language)


@transaction.atomic(durable=True)
def open_case(
    matter: Matter, asker: Asker, text: str, *, way: str = Way.PAGE, actor: Actor = BUYER, note: str = ""
) -> Case:
    """Open a case with its first message; a second one with the same key is the first.

    ``note`` is for those who help and is never shown to whoever asks.
    """
    known = Case.objects.filter(key=matter.key).first() if matter.key else None
    if known is not None:
        return known
    case: Case = Case.objects.create(
        number=_free_number(),
        key=matter.key,
        kind=matter.kind,
        order=matter.order,
        payment=matter.payment,
        language=asker.language,
        page=matter.page[:200],
        due_at=matter.due_at or timezone.now() + conf.time_to_answer(),
    )
    CaseContact.objects.create(case=case, name=asker.name, email=asker.email, phone=asker.phone)
    if text:
        _say(case, Side.BUYER, way, text, actor)
    if note:
        _say(case, Side.NOTE, way, note, actor)
    record(verb="case.opened", row=case, actor=actor, after={"kind": case.kind, "way": way})
    announce("case.opened", key=f"case:{case.pk}:opened", case=case.pk)
    return case


@transaction.atomic(durable=True)
def write_in(case: Case, text: str, *, way: str = Way.PAGE, actor: Actor = BUYER) -> CaseMessage:
    """Whoever asked says more; what was answered or closed is open again, with a new day to answer by."""
    locked = _lock(case)
    if locked.status != CaseStatus.OPEN:
        due = timezone.now() + conf.time_to_answer()
        move(locked, CaseStatus.OPEN, actor=actor, due_at=due, outcome="", closed_at=None)
    message = _say(locked, Side.BUYER, way, text, actor)
    announce("case.written", key=f"case:message:{message.pk}", case=case.pk, message=message.pk)
    return message


@transaction.atomic(durable=True)
def answer(case: Case, text: str, *, actor: Actor, way: str = Way.PAGE) -> CaseMessage:
    """Answer whoever asked, by letter and on her page; said on the phone, it is only written down.

    A dispute at the bank keeps its day: the bank waits, whatever the buyer is told. Raises
    ``IllegalMoveError`` for a case that is closed.
    """
    locked = _lock(case)
    if locked.status == CaseStatus.CLOSED:
        raise IllegalMoveError(CaseStatus.CLOSED, CaseStatus.WAITING)
    if locked.status == CaseStatus.OPEN:
        due = locked.due_at if locked.kind == Case.Kind.DISPUTE else None
        move(locked, CaseStatus.WAITING, actor=actor, due_at=due)
    message = _say(locked, Side.OFFICE, way, text, actor)
    if way == Way.PAGE:
        announce("case.answered", key=f"case:message:{message.pk}", case=case.pk, message=message.pk)
    return message


@transaction.atomic(durable=True)
def note(case: Case, text: str, *, actor: Actor, way: str = Way.PHONE) -> CaseMessage:
    """Write down what only those who help read."""
    locked = _lock(case)
    message = _say(locked, Side.NOTE, way, text, actor)
    record(verb="case.noted", row=locked, actor=actor, after={"message": message.pk})
    return message


@transaction.atomic(durable=True)
def take_case(case: Case, *, owner: Any | None, actor: Actor) -> Case:
    """Give it to ``owner``, a user, or to nobody. ``case`` is the row as the actor saw it.

    Of two who take it at once one gets it. Raises ``TakenError`` when it is no longer as seen.
    """
    before, after = case.owner_id, owner.pk if owner is not None else None
    if before == after:
        return case
    if not Case.objects.filter(pk=case.pk, owner=before).exclude(status="closed").update(owner=after):
        raise TakenError("somebody else was first")
    case.owner_id = after
    record(verb="case.taken", row=case, actor=actor, before={"owner": before}, after={"owner": after})
    return case


@transaction.atomic(durable=True)
def close_case(case: Case, outcome: str, *, actor: Actor, text: str = "") -> Case:
    """End it with an outcome, which whoever asked reads in plain words. Raises ``IllegalMoveError``.

    Raises ``ValueError`` for an outcome that is none.
    """
    if outcome not in Case.Outcome.values:
        raise ValueError("a closed case says how it ended")
    locked = _lock(case)
    now = timezone.now()
    move(locked, CaseStatus.CLOSED, actor=actor, outcome=outcome, closed_at=now, due_at=None)
    if text:
        _say(locked, Side.OFFICE, Way.PAGE, text, actor)
    if outcome != Case.Outcome.MISTAKE:
        announce("case.closed", key=f"case:{locked.pk}:closed:{now:%Y%m%d%H%M%S%f}", case=locked.pk)
    return locked


@transaction.atomic(durable=True)
def reopen_case(case: Case, *, actor: Actor, reason: str) -> Case:
    """Take it up again. Raises ``IllegalMoveError`` unless it is closed."""
    locked = _lock(case)
    if locked.status != CaseStatus.CLOSED:
        raise IllegalMoveError(CaseStatus(locked.status), CaseStatus.OPEN)
    due = timezone.now() + conf.time_to_answer()
    move(locked, CaseStatus.OPEN, actor=actor, reason=reason, due_at=due, outcome="", closed_at=None)
    return locked


@transaction.atomic(durable=True)
def link_case(case: Case, row: Model, *, actor: Actor) -> CaseLink:
    """Say what else it is about: a complaint, a change, a refund. Does nothing twice."""
    kind = row._meta.model_name or ""
    link, is_new = CaseLink.objects.get_or_create(case=case, kind=kind, object_id=row.pk)
    if is_new:
        record(verb="case.linked", row=case, actor=actor, after={"kind": kind, "of": row.pk})
    return link


def _lock(case: Case) -> Case:
    found: Case = Case.objects.locked().get(pk=case.pk)
    return found


def _say(case: Case, side: str, way: str, text: str, actor: Actor) -> CaseMessage:
    require_transaction("a message")
    message: CaseMessage = CaseMessage.objects.create(
        case=case, side=side, way=way, text=text[:4000], author_id=actor.user_id
    )
    return message


def _free_number() -> str:
    """Draw a number that no other case has; a constraint stands behind it."""
    drawn = (new_order_number() for _ in range(TRIES))
    return next(number for number in drawn if not Case.objects.filter(number=number).exists())
