"""The buyer has paid too little: she is written to, with the link to her order, where the rest is said."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from producers.actions.announce import announce
from producers.actions.record import record
from producers.domain.actors import Actor
from shop.models import ExceptionCase


@transaction.atomic(durable=True)
def ask_for_rest(case: ExceptionCase, *, actor: Actor, now: datetime | None = None) -> None:
    """Have the link of the case's order sent to the buyer, at most once an hour. The case stays open.

    Raises ``ValueError`` for a case that is about no order.
    """
    if case.order_id is None:
        raise ValueError("nobody is there to be asked")
    hour = f"{now or timezone.now():%Y%m%d%H}"
    announce("order.link_asked", key=f"order:{case.order_id}:link:{hour}", order=case.order_id)
    record(verb="exception.asked", row=case, actor=actor)
