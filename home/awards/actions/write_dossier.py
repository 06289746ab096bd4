"""What jurors read of a nominee: written at the desk, without anything that says who she is."""

from django.db import transaction

from home.awards.actions.move_nomination import locked
from home.awards.domain.jury import RefusedError, Why
from home.awards.domain.naming import names_her
from home.awards.models import Nomination
from producers.actions.record import record
from producers.domain.actors import Actor


@transaction.atomic(durable=True)
def write_dossier(nomination: Nomination, text: str, *, actor: Actor) -> Nomination:
    """Keep what jurors read. Raises ``RefusedError`` when her name, phone or e-mail stands in it."""
    row = locked(nomination)
    if names_her(text, row.name, row.phone, row.email):
        raise RefusedError(Why.NAMED)
    row.dossier = text
    row.save(update_fields=["dossier"])
    record(verb="award.dossier", row=row, actor=actor, after={"length": len(text)})
    return row
