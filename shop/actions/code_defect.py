"""What was wrong with a piece is written to its complaint: by the buyer, or by who reads it."""

from django.db import transaction

from producers.actions.record import record
from producers.domain.actors import Actor
from shop.models import Change, Defect


class NotAComplaintError(ValueError):
    """Only complaints are about a defect."""


@transaction.atomic(durable=True)
def code_defect(change: Change, defect: Defect | None, *, actor: Actor, reason: str = "") -> Change:
    """Say by which defect a complaint counts. Saying the same again changes nothing.

    Raises ``NotAComplaintError``.
    """
    row: Change = Change.objects.locked().get(pk=change.pk)
    if row.kind != Change.Kind.COMPLAINT:
        raise NotAComplaintError(row.kind)
    if row.defect_id == (defect.pk if defect else None):
        return row
    before = {"defect": row.defect.code if row.defect else ""}
    row.defect = defect
    row.save(update_fields=["defect"])
    after = {"defect": defect.code if defect else ""}
    record(verb="change.coded", row=row, actor=actor, reason=reason, before=before, after=after)
    return row
