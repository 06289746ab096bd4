"""The files of lists with money: known by what is in them, kept until they are read."""

import hashlib
from typing import Any

from django.core.files import File
from django.db.models import Model, QuerySet
from django.utils import timezone

from shop.domain.columns import ListError

CHUNK = 1024 * 1024


def digest_of(file: "File[bytes]") -> str:
    """Return the SHA-256 of a file, read a piece at a time."""
    digest = hashlib.sha256()
    file.seek(0)
    while piece := file.read(CHUNK):
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()


def already_sent(runs: QuerySet[Any], sha256: str) -> Any:
    """Return the run of the same file that was not refused, None when there is none."""
    return runs.filter(sha256=sha256).exclude(state="refused").first()


def refuse_run(run: Any, error: ListError) -> None:
    """Say why a file is refused; nothing else has changed. The file may be sent again."""
    run.state, run.fault, run.fault_where = "refused", error.fault.value, error.where[:200]
    run.ended_at = timezone.now()
    run.save(update_fields=["state", "fault", "fault_where", "ended_at"])
    drop_file(run)


def drop_file(run: Model) -> None:
    """Let go of the file: its lines say what matters, and it holds names and phones."""
    file = getattr(run, "file", None)
    if file:
        file.delete(save=True)
