"""Somebody was at a nominee's workshop: the sheet of her visit, kept with those of all visits to makers."""

from django.db import IntegrityError, transaction

from home.awards.actions.move_nomination import locked
from home.awards.domain.editions import State as Step
from home.awards.domain.nominating import RefusedError, State, Why
from home.awards.models import Edition, Nomination
from producers.actions.assess import Sheet, put_down_visit
from producers.actions.record import record
from producers.domain.actors import Actor


@transaction.atomic(durable=True)
def visit_nominee(nomination: Nomination, sheet: Sheet, *, actor: Actor) -> Nomination:
    """Write down the visit of a nominee. A sheet that is sent again under its key is the same visit.

    Of a producer it is kept with all that was seen at her place; of anybody else it goes when she withdraws
    or is forgotten. Raises ``RefusedError``: she is not eligible, was visited already, or visits are over;
    ``AssessmentError`` for a sheet that cannot be.
    """
    edition = Edition.objects.locked().get(pk=nomination.edition_id)
    row = locked(nomination)
    if row.visit is not None and row.visit.key == sheet.key:
        return row
    if edition.state != Step.VISITS or row.state != State.ELIGIBLE or row.visit is not None:
        raise RefusedError(Why.NO_VISIT)
    row.visit = put_down_visit(row.organisation, sheet, actor=actor)
    try:
        with transaction.atomic():
            row.save(update_fields=["visit"])
    except IntegrityError as reason:  # the sheet is that of another nominee
        raise RefusedError(Why.NO_VISIT) from reason
    record(
        verb="award.visit",
        row=row,
        actor=actor,
        after={"visit": row.visit.pk},
        for_organisation=row.organisation,
    )
    return row
