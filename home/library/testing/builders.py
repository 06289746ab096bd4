"""Documents of the fund, as its actions leave them."""

import io
from typing import Any

from django.utils import timezone

from home.library.actions.keep_file import keep_file
from home.library.actions.read_file import read_file
from home.library.actions.refresh import refresh_documents
from home.library.checked_files import checked_file
from home.library.models import Document, DocumentFile, DocumentLanguage, Subject
from home.library.search import index_documents
from producers.domain.actors import Actor
from producers.testing.builders import texts

SYSTEM = Actor(None, "test")
NAMES = {"fr": "Tissage", "ar": "النسيج"}


def a_subject(slug: str = "weaving", **names: str) -> Subject:
    """Return a subject, made when it is missing."""
    found, _is_new = Subject.objects.get_or_create(slug=slug, defaults={"name": texts(names or NAMES)})
    return found


def a_language(code: str = "fr") -> DocumentLanguage:
    """Return a language of documents."""
    return DocumentLanguage.objects.get_or_create(code=code)[0]


def a_kept_file(content: bytes = b"Les tapis du village", name: str = "texte.txt") -> DocumentFile:
    """Keep a file as an upload would, and have its words read as the task does after the commit."""
    file = io.BytesIO(content)
    kept = keep_file(file, checked_file(file, name), name=name, actor=SYSTEM)
    if kept.state == DocumentFile.State.WAITING:
        read_file(kept)
    return DocumentFile.objects.get(pk=kept.pk)


def a_document(
    *, languages: tuple[str, ...] = ("fr",), subjects: tuple[Subject, ...] = (), **fields: Any
) -> Document:
    """Return a document that is public unless ``live=False``; found by searches after ``shelved``."""
    title = fields.pop("title", {"fr": "Le tapis noué"})
    fields.setdefault("slug", f"document-{Document.objects.count()}")
    if fields.get("live", True):
        fields.setdefault("first_published_at", timezone.now())
        fields.setdefault("last_published_at", fields["first_published_at"])
    row = Document(title=texts(title), **fields)
    row.clean()
    row.save()
    row.languages.set([a_language(code) for code in languages])
    row.subjects.set(subjects)
    row.save()
    return row


def shelved(*rows: Document) -> None:
    """Let searches and harvesters know these documents, as publishing them does."""
    ids = [one.pk for one in rows]
    refresh_documents(ids)
    index_documents(ids)
