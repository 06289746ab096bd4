"""Somebody without a phone chooses her pictures with a card: the Centre speaks with her first.

Whoever printed the card could choose them otherwise, and come in as her.
"""

from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from producers.access import agents
from producers.actions.record import record
from producers.domain.actors import Actor
from producers.models import DoorCard, Membership


class LeaveWhy(StrEnum):
    """Why she is not let choose."""

    NOT_BY_A_PERSON = "not_by_a_person"
    REASON_NEEDED = "reason_needed"
    INVOLVED = "involved"
    OVER = "over"


class LeaveRefusedError(ValueError):
    """She is not let choose; ``why`` says it."""

    def __init__(self, why: LeaveWhy) -> None:
        super().__init__(why.value)
        self.why = why


@transaction.atomic(durable=True)
def let_choose(card: DoorCard, *, actor: Actor, reason: str, now: datetime | None = None) -> None:
    """Let her choose pictures with this card within a day, once. ``reason`` says how it was known to be she.

    Raises ``NOT_BY_A_PERSON``, ``REASON_NEEDED``, ``INVOLVED`` for whoever made the card, is an agent, or is
    of her house, ``OVER`` for a card that ended, or of somebody who has a phone or pictures by now.
    """
    if actor.user_id is None:
        raise LeaveRefusedError(LeaveWhy.NOT_BY_A_PERSON)
    if not reason.strip():
        raise LeaveRefusedError(LeaveWhy.REASON_NEEDED)
    if _is_involved(card, actor.user_id):
        raise LeaveRefusedError(LeaveWhy.INVOLVED)
    rows = DoorCard.objects.filter(pk__in=DoorCard.objects.to_call().values("pk"), pk=card.pk)
    if not rows.update(allowed_at=now or timezone.now(), allowed_by_id=actor.user_id):
        raise LeaveRefusedError(LeaveWhy.OVER)
    of_maker = Membership.objects.filter(user=card.user_id).select_related("organisation").first()
    record(
        verb="card.let_choose",
        row=card,
        actor=actor,
        reason=reason,
        for_organisation=of_maker.organisation if of_maker else None,
    )


def _is_involved(card: DoorCard, user: int) -> bool:
    hers = Membership.objects.filter(user=card.user_id).values("organisation")
    is_of_her_house = Membership.objects.filter(user=user, organisation__in=hers).exists()
    return card.made_by_id == user or is_of_her_house or agents().filter(user=user).exists()
