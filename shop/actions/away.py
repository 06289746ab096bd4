"""A maker goes away: buying stops at once, her pages stay, and on the day after her last one it goes on."""

from datetime import date

from django.db import transaction

from producers.actions.record import record
from producers.domain.actors import Actor
from producers.models import Organisation
from shop.actions.listing import refresh_availability
from shop.models import Listing


@transaction.atomic(durable=True)
def set_away(organisation: Organisation, until: date | None, *, actor: Actor) -> Organisation:
    """Say until which day, that day included, nothing of hers can be bought; ``None``: she is back."""
    row: Organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    before = row.away_until
    if before != until:
        row.away_until = until
        row.save(update_fields=["away_until"])
        record(
            verb="organisation.away",
            row=row,
            actor=actor,
            before={"until": before.isoformat() if before else None},
            after={"until": until.isoformat() if until else None},
            for_organisation=row,
        )
        refresh_availability(Listing.objects.filter(producer=row).values_list("product", flat=True))
    return row
