"""Evidence for a case, such as for the bank: kept where no address serves it but to those who help."""

import hashlib

from django.core.files.base import ContentFile, File
from django.db import transaction

from producers.actions.record import record
from producers.domain.actors import Actor
from shop.actions.kept_files import content_of, kept
from shop.conf import private_storage
from shop.domain.errors import RefusedError, Why
from shop.models import Case, CaseFile

MOST = 20


def keep_evidence(case: Case, file: "File[bytes] | None", *, actor: Actor) -> CaseFile:
    """Keep a picture, drawn anew, or a PDF; the same file again is the one that is there.

    Raises ``BAD_FILE`` with ``reason`` ``empty``, ``too_big``, ``kind`` or ``too_many``.
    """
    content = content_of(file)
    sha256 = hashlib.sha256(content).hexdigest()
    known: CaseFile | None = case.files.filter(sha256=sha256).first()
    if known is not None:
        return known
    if case.files.count() >= MOST:
        raise RefusedError(Why.BAD_FILE, reason="too_many")
    what = kept(content)
    # The file may lie on another machine, so it is written before the transaction; its name tells nothing.
    name = private_storage().save(f"cases/{sha256}{what.suffix}", ContentFile(what.content))
    row = _write(case, name, sha256, what.content_type, actor)
    if row.file.name != name:
        private_storage().delete(name)
    return row


@transaction.atomic(durable=True)
def _write(case: Case, name: str, sha256: str, content_type: str, actor: Actor) -> CaseFile:
    row, is_new = CaseFile.objects.get_or_create(
        case=case, sha256=sha256, defaults={"file": name, "content_type": content_type}
    )
    if is_new:
        record(verb="case.file_kept", row=case, actor=actor, after={"file": row.pk})
    return row
