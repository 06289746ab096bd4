"""What a nominee says herself: yes, no, or no more. Nothing of her is scored without her yes."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from home.awards.actions.move_nomination import locked, move
from home.awards.actions.pictures import drop_pictures
from home.awards.actions.publish_winners import show_again
from home.awards.domain.nominating import OVER, Agreement, State
from home.awards.models import Nomination
from home.awards.reading.pictures import pictures_of
from producers.actions.assess import drop_visits
from producers.domain.actors import Actor


@transaction.atomic(durable=True)
def agree(nomination: Nomination, agreement: Agreement, *, actor: Actor) -> Nomination:
    """Say yes, with what may be shown if she wins. Said again, it changes what may be shown.

    Raises ``RefusedError`` once she has said no or has withdrawn.
    """
    row = locked(nomination)
    values: dict[str, Any] = {
        "may_name": agreement.may_name,
        "may_photo": agreement.may_photo,
        "is_woman": row.is_woman if agreement.is_woman is None else agreement.is_woman,
        "is_rural": row.is_rural if agreement.is_rural is None else agreement.is_rural,
    }
    if row.state == State.ASKED or row.state in OVER:
        move(row, State.AGREED, actor=actor, agreed_at=timezone.now(), **values)
    else:
        Nomination.objects.filter(pk=row.pk).update(**values)
        row.refresh_from_db()
        show_again(row)
    return row


@transaction.atomic(durable=True)
def refuse(nomination: Nomination, *, actor: Actor, reason: str = "") -> Nomination:
    """Say no, or withdraw after a yes, at any time; pictures of her go. Does nothing twice.

    What was seen on a visit stays with a producer, and goes with anybody else.
    """
    row = locked(nomination)
    if row.state not in OVER:
        new = State.REFUSED if row.state == State.ASKED else State.WITHDRAWN
        move(row, new, actor=actor, reason=reason, may_name=False, may_photo=False)
        drop_pictures(pictures_of(row))
        drop_visits([row.visit_id] if row.visit_id else [])
        show_again(row)
    return row
