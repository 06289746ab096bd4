"""Noting what a winner did with her prize."""

from django.db import transaction
from django.utils import timezone

from home.awards.models import FollowUp
from producers.actions.record import record
from producers.domain.actors import Actor


@transaction.atomic(durable=True)
def note_use(follow_up: FollowUp, note: str, *, actor: Actor) -> FollowUp:
    """Keep what she said. Said again, the newer note stands, and the log keeps that there was another."""
    row: FollowUp = FollowUp.objects.select_for_update(of=("self",)).get(pk=follow_up.pk)
    row.note, row.noted_at, row.noted_by_id = note, timezone.now(), actor.user_id
    row.save(update_fields=["note", "noted_at", "noted_by"])
    record(verb="award.prize_use", row=row, actor=actor, after={"length": len(note)})
    return row
