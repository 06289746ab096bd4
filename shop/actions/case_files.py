"""Evidence for a case, such as for the bank: kept where no address serves it but to those who help."""

from django.core.files.base import File
from django.db import transaction

from producers.actions.record import record
from producers.domain.actors import Actor
from shop.actions.kept_files import Laid, keep_once
from shop.models import Case, CaseFile

MOST = 20


def keep_evidence(case: Case, file: "File[bytes] | None", *, actor: Actor) -> CaseFile:
    """Keep a picture, drawn anew, or a PDF; the same file again is the one that is there.

    Raises ``BAD_FILE`` with ``reason`` ``empty``, ``too_big``, ``kind`` or ``too_many``.
    """
    return keep_once(
        file,
        among=case.files.all(),
        folder="cases",
        most=MOST,
        write=lambda laid: _write(case, laid, actor),
    )


@transaction.atomic(durable=True)
def _write(case: Case, laid: Laid, actor: Actor) -> CaseFile:
    row, is_new = CaseFile.objects.get_or_create(
        case=case, sha256=laid.sha256, defaults={"file": laid.name, "content_type": laid.content_type}
    )
    if is_new:
        record(verb="case.file_kept", row=case, actor=actor, after={"file": row.pk})
    return row
