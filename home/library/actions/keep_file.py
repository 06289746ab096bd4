"""Keeping a file of the fund: private, whatever its document is."""

from functools import partial
from pathlib import PurePath
from typing import IO

from django.core.files.base import File
from django.db import transaction

from home.library.actions.read_file import read_file_task
from home.library.checked_files import CheckedFile
from home.library.models import DocumentFile
from producers.actions.record import record
from producers.domain.actors import Actor
from producers.domain.text import clean_line

NAME_LENGTH = 150


def keep_file(content: IO[bytes], checked: CheckedFile, *, name: str, actor: Actor) -> DocumentFile:
    """Keep a file that was checked, and have its words read by a task.

    The storage may be a server of its own: the file lies there before the row names it.
    """
    stem = f"{checked.sha256[:20]}.{checked.kind.suffixes[0]}"
    row = DocumentFile(
        name=clean_line(PurePath(name.replace("\\", "/")).name, NAME_LENGTH) or stem,
        kind=checked.kind.code,
        size=checked.size,
        sha256=checked.sha256,
        pages=checked.pages,
        state=DocumentFile.State.WAITING if checked.kind.has_words else DocumentFile.State.WORDLESS,
        uploaded_by_id=actor.user_id,
    )
    row.file.save(stem, File(content), save=False)
    return _write(row, actor)


@transaction.atomic
def _write(row: DocumentFile, actor: Actor) -> DocumentFile:
    row.save()
    record(
        verb="library.keep_file",
        row=row,
        actor=actor,
        after={"name": row.name, "kind": row.kind, "sha256": row.sha256, "size": row.size},
    )
    if row.state == DocumentFile.State.WAITING:
        transaction.on_commit(partial(read_file_task.enqueue, row.pk))
    return row
