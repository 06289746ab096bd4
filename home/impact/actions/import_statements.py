"""Take over totals that others stated, from a table: as drafts, which an editor reads and publishes."""

from collections.abc import Sequence

from django.db import transaction
from i18nfield.strings import LazyI18nString

from home.impact.domain.statements import Stated
from home.impact.models import Statement
from producers.actions.record import record
from producers.domain.actors import Actor


@transaction.atomic(durable=True)
def import_statements(rows: Sequence[Stated], *, actor: Actor) -> int:
    """Write each row that is not there yet, and return how many were new.

    The same total of the same source for the same years is the same statement, whatever it is called.
    """
    return sum(_import_one(row, actor) for row in rows)


def _import_one(row: Stated, actor: Actor) -> bool:
    same = {
        "value": row.value,
        "source": row.source,
        "from_year": row.from_year,
        "until_year": row.until_year,
    }
    if Statement.objects.filter(**same).exists():
        return False
    statement = Statement.objects.create(
        figure=row.figure,
        what=LazyI18nString(dict(row.what)),
        stated_by=row.stated_by,
        source_url=row.source_url,
        stated_on=row.stated_on,
        live=False,
        **same,
    )
    record(verb="impact.stated", row=statement, actor=actor, reason=row.source)
    return True
