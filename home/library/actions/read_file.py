"""Reading the words of a file, by a task: searches find it once that is done."""

from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from home.library.actions.refresh import refresh_documents
from home.library.domain.files import FILE_KINDS, FileError
from home.library.inspecting import first_page, texts_in
from home.library.models import Document, DocumentFile, DocumentPage
from producers.conf import private_storage
from producers.domain.text import clean_text, fold

FORGOTTEN_AFTER = timedelta(minutes=15)
LONGEST_PAGE = 40_000  # letters
BATCH = 200


@task()
def read_file_task(file_id: int) -> None:
    """Read one file; one that is gone or read needs nothing."""
    row = DocumentFile.objects.filter(pk=file_id, state=DocumentFile.State.WAITING).first()
    if row is not None:
        read_file(row)


def read_file(row: DocumentFile) -> None:
    """Read the words and draw the first page; searches find the documents that show it.

    A file whose words cannot be read is still handed out: it opened when it was checked.
    """
    try:
        texts, preview = _read(row)
    except FileError:
        DocumentFile.objects.filter(pk=row.pk).update(state=DocumentFile.State.FAILED)
        return
    name = f"library/previews/{row.sha256[:20]}-{row.pk}.png"
    if preview and not private_storage().exists(name):
        name = private_storage().save(name, ContentFile(preview))
    _write(row, texts, name if preview else "")
    refresh_documents(Document.objects.filter(file=row).values_list("pk", flat=True))


def read_forgotten_files(limit: int = 10, *, now: datetime | None = None) -> int:
    """Read what no task has read, because it was lost; return how many were tried."""
    before = (now or timezone.now()) - FORGOTTEN_AFTER
    waiting = DocumentFile.objects.filter(state=DocumentFile.State.WAITING, created_at__lt=before)
    rows = list(waiting.order_by("pk")[:limit])
    for row in rows:
        read_file(row)
    return len(rows)


def _read(row: DocumentFile) -> tuple[list[tuple[int, str]], bytes]:
    with row.file.open("rb") as content:
        texts = texts_in(row.kind, content) if FILE_KINDS[row.kind].has_words else []
        preview = first_page(row.kind, content) if row.kind == "pdf" else b""
    return texts, preview


@transaction.atomic
def _write(row: DocumentFile, texts: list[tuple[int, str]], preview: str) -> None:
    DocumentPage.objects.filter(file=row).delete()
    cleaned = [(number, clean_text(text, LONGEST_PAGE)) for number, text in texts]
    pages = [
        DocumentPage(file=row, number=number, text=text, folded=fold(text))
        for number, text in cleaned
        if text
    ]
    DocumentPage.objects.bulk_create(pages, batch_size=BATCH)
    state = DocumentFile.State.READ if pages else DocumentFile.State.WORDLESS
    DocumentFile.objects.filter(pk=row.pk).update(state=state, preview=preview)
