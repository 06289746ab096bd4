"""Documents of the fund and seats in its reading room, as its actions leave them."""

import io
from datetime import time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from home.library.actions.cards import give_card
from home.library.actions.keep_file import keep_file
from home.library.actions.lend import lend
from home.library.actions.read_file import read_file
from home.library.actions.refresh import refresh_documents
from home.library.actions.visits import book_visit
from home.library.checked_files import checked_file
from home.library.domain.room import Reader
from home.library.models import (
    Copy,
    Document,
    DocumentFile,
    DocumentLanguage,
    Loan,
    Opening,
    ReaderCard,
    ReaderKind,
    Room,
    SectorSeries,
    SeriesValue,
    Subject,
    Visit,
)
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


def a_reading_room(*, seats: int = 2, slug: str = "salle", **fields: Any) -> Room:
    """Build a reading room that is open every day of the week, mornings and afternoons."""
    name = texts(fields.pop("name", {"fr": "Salle de lecture", "ar": "قاعة المطالعة"}))
    room = Room.objects.create(name=name, seats=seats, slug=slug, **fields)
    hours = {"am": (time(9), time(12, 30)), "pm": (time(14), time(18))}
    Opening.objects.bulk_create(
        Opening(room=room, weekday=day, half=half, opens_at=opens, closes_at=closes)
        for day in range(7)
        for half, (opens, closes) in hours.items()
    )
    return room


def a_reader(number: int = 1, **fields: Any) -> Reader:
    """Return somebody who reads; each number is another person."""
    return Reader(**{"name": f"Lectrice {number}", "phone": f"+2126610{number:05}"} | fields)


def a_visit(room: Room, number: int = 1, *, days: int = 3, half: str = "am", **fields: Any) -> Visit:
    """Book a seat for a day to come, or for today as early in the morning."""
    morning = timezone.localtime().replace(hour=0, minute=1)
    day = morning.date() + timedelta(days=days)
    return book_visit(room, day, half, a_reader(number, **fields), actor=SYSTEM, now=morning)


def a_reader_kind(**fields: Any) -> ReaderKind:
    """Return a kind of readers that may have two copies for fourteen days, once prolonged."""
    name = texts(fields.pop("name", {"fr": "étudiante", "ar": "طالبة"}))
    return ReaderKind.objects.create(name=name, **fields)


def a_copy(document: Document | None = None, **fields: Any) -> Copy:
    """Return a copy on the shelf, of a document of its own where none is named."""
    return Copy.objects.create(document=document or a_document(), **fields)


def a_card(number: int = 1, kind: ReaderKind | None = None, **fields: Any) -> ReaderCard:
    """Give a reader's card; each number is another reader."""
    return give_card(kind or a_reader_kind(), a_reader(number, **fields), actor=SYSTEM)


def a_loan(copy: Copy | None = None, card: ReaderCard | None = None, *, days_ago: int = 0) -> Loan:
    """Lend a copy, today or some days ago."""
    now = timezone.now() - timedelta(days=days_ago)
    return lend(copy or a_copy(), card or a_card(), actor=SYSTEM, now=now)


def a_series(values: dict[tuple[int, str], str] | None = None, **fields: Any) -> SectorSeries:
    """Build a public series; ``values`` are numbers by year and region, an empty region for the country."""
    facts: dict[str, Any] = {
        "slug": f"series-{SectorSeries.objects.count()}",
        "title": texts(fields.pop("title", {"fr": "Métiers à tisser", "ar": "أنوال"})),
        "description": texts({"fr": "Comptés dans les ateliers."}),
        "unit": texts({"fr": "métiers", "ar": "نول"}),
        "source": "Annuaire de l’artisanat",
        "published_on": "2025-03-01",
        "licence": "cc-by",
    }
    if fields.get("live", True):
        facts["first_published_at"] = timezone.now()
    one = SectorSeries(**(facts | fields))
    rows = values if values is not None else {(2023, ""): "1200", (2024, ""): "1500", (2024, "MA-05"): "40"}
    one.values.set(
        [SeriesValue(year=year, region=place, value=Decimal(n)) for (year, place), n in rows.items()]
    )
    one.save()
    return one
