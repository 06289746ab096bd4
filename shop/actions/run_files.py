"""The files of lists with money: known by what is in them, kept until they are read."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.core.files import File
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone

from producers.actions.record import record
from producers.domain.actors import Actor
from shop.domain.columns import ListError

CHUNK = 1024 * 1024
NAME_LENGTH = 120


def digest_of(file: "File[bytes]") -> str:
    """Return the SHA-256 of a file, read a piece at a time."""
    digest = hashlib.sha256()
    file.seek(0)
    while piece := file.read(CHUNK):
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()


def keep_run(
    runs: type[Model], file: "File[bytes]", among: Mapping[str, Any], **more: Any
) -> tuple[Any, bool]:
    """Keep a file to be read; say whether it is new.

    The same file again ``among`` those that it may be one of is the run that is there, unless it was refused.
    """
    sha256, rows = digest_of(file), runs._default_manager.exclude(state="refused").filter(**among)
    known = rows.filter(sha256=sha256).first()
    if known is not None:
        return known, False
    name = (file.name or "")[-NAME_LENGTH:]
    try:
        run = runs._default_manager.create(file=file, file_name=name, sha256=sha256, **among, **more)
    except IntegrityError:  # sent twice at the same moment
        return rows.get(sha256=sha256), False
    return run, True


def end_run(run: Any, counts: Counter[str], actor: Actor) -> Counter[str]:
    """Say that a file has been read, and what became of its lines."""
    with transaction.atomic():
        run.state, run.counts, run.ended_at = "done", dict(counts), timezone.now()
        run.save(update_fields=["state", "counts", "ended_at"])
        record(verb=f"{run._meta.model_name}.read", row=run, actor=actor, after=dict(counts))
    drop_file(run)
    return counts


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
