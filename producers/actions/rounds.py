"""When and where an association's agent meets a producer is kept, so that her list follows the souks."""

from typing import Any

from django.db import transaction

from producers.actions.record import record
from producers.domain.actors import Actor
from producers.domain.text import clean_line
from producers.models import Organisation, Round

PLACE_LENGTH = 80


@transaction.atomic(durable=True)
def keep_round(
    association: Organisation,
    producer: Organisation,
    *,
    weekday: int | None,
    place: str,
    agent: Any,
    actor: Actor,
) -> Round:
    """Keep the souk day (0 is Monday, ``None`` no fixed day), its place, and who looks after her, if anybody.

    Raises ``ValueError`` for a day that is none.
    """
    if weekday is not None and weekday not in range(7):
        raise ValueError(f"no day of the week: {weekday}")
    kept = {"weekday": weekday, "place": clean_line(place, PLACE_LENGTH), "agent": agent}
    row, _is_new = Round.objects.update_or_create(association=association, producer=producer, defaults=kept)
    after = {"weekday": weekday, "has_agent": agent is not None}
    record(verb="round.kept", row=row, actor=actor, after=after, for_organisation=producer)
    return row
