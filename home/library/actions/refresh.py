"""What follows when a document becomes public, changes or is taken back: its words, harvests, first page."""

import secrets
from collections.abc import Iterable

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from home.library.domain.licences import is_open
from home.library.models import Document, DocumentFile, LibraryRow, LibraryWords
from home.library.reading.words import library_rows
from producers.actions.announce import announce
from producers.conf import private_storage

CHANGED = "library.changed"
PUBLIC_FOLDER = "library"


@transaction.atomic
def refresh_documents(ids: Iterable[int]) -> None:
    """Write the words of public documents anew, take away those of others, and tell harvesters of a change.

    The index of the search and the drawn pages follow once the announcement is delivered.
    """
    wanted = sorted(set(ids))
    if not wanted:
        return
    found = list(Document.objects.select_for_update().filter(pk__in=wanted).order_by("pk"))
    public = [one.pk for one in found if one.live]
    rows, words = library_rows(public)
    LibraryRow.objects.filter(document__in=set(wanted) - set(public)).delete()
    LibraryWords.objects.filter(document__in=set(wanted) - {one.document_id for one in words}).delete()
    LibraryRow.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["document"], update_fields=["title", "text"]
    )
    LibraryWords.objects.bulk_create(
        words, update_conflicts=True, unique_fields=["document"], update_fields=["words"]
    )
    Document.objects.filter(pk__in=[one.pk for one in found]).update(changed_at=timezone.now())
    announce(CHANGED, key=f"{CHANGED}:{secrets.token_hex(8)}", documents=wanted)


def note_indexed(ids: Iterable[int]) -> None:
    """Have pages from memory be made anew: what searches find changed after the rows did."""
    LibraryRow.objects.filter(document__in=list(ids)).update(title=F("title"))


def show_first_pages(ids: Iterable[int]) -> None:
    """Lay the drawn first page among the public media while everybody may read it, and take it away after.

    May be repeated; outside any transaction, since the storage may be elsewhere.
    """
    wanted = set(ids)
    files = DocumentFile.objects.filter(documents__in=wanted).exclude(preview="").distinct()
    for row in files:
        shown = [one for one in Document.objects.public().filter(file=row) if is_open(one.licence)]
        if shown and not row.public_preview:
            _publish(row)
        elif not shown and row.public_preview:
            _take_back(row)
    _take_back_orphans()


def _publish(row: DocumentFile) -> None:
    name = f"{PUBLIC_FOLDER}/{secrets.token_hex(10)}.png"
    with private_storage().open(row.preview) as drawn:
        name = default_storage.save(name, ContentFile(drawn.read()))
    if not DocumentFile.objects.filter(pk=row.pk, public_preview="").update(public_preview=name):
        default_storage.delete(name)  # somebody else was as quick


def _take_back(row: DocumentFile) -> None:
    DocumentFile.objects.filter(pk=row.pk).update(public_preview="")
    default_storage.delete(row.public_preview)


def _take_back_orphans() -> None:
    """A document that shows another file now says nothing of the one before."""
    orphans = DocumentFile.objects.exclude(public_preview="").exclude(documents__live=True)
    for row in orphans:
        _take_back(row)
