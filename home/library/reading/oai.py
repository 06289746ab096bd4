"""What harvesters read of the fund: Dublin Core of what is public, and that a thing is gone."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from home.library.domain.files import FILE_KINDS
from home.library.domain.kinds import KINDS
from home.library.domain.licences import LICENCES, is_open
from home.library.domain.names import names_in
from home.library.models import Document, Subject
from producers.domain.text import clean_text
from shop.domain.oai import Record

NAMES = {
    "work": "Works",
    "journal": "Journals",
    "publication": "Publications of institutions",
    "official": "Official documents",
    "audio": "Sound recordings",
    "video": "Films",
    "web": "Web pages",
}
LONGEST = 20_000  # letters; what XML has no sign for is stripped
Word = tuple[str, str, str]


class Documents:
    """Documents, in sets by kind. One that was taken back stays as a deleted record for good."""

    spec = "documents"

    def __init__(self, base: str) -> None:
        self.base = base

    def sets(self) -> Sequence[tuple[str, str]]:
        """Return the set of all documents, and one for each kind."""
        return [(self.spec, "Documents"), *((f"{self.spec}:{code}", name) for code, name in NAMES.items())]

    def page(
        self, after: int, most: int, *, since: datetime | None, until: datetime | None, chosen: str
    ) -> Sequence[tuple[int, Record]]:
        """Return records by key; four queries."""
        rows = _rows().filter(pk__gt=after).order_by("pk")
        if since:
            rows = rows.filter(changed_at__gte=since)
        if until:
            rows = rows.filter(changed_at__lte=until)
        if chosen.startswith(f"{self.spec}:"):
            rows = rows.filter(kind=chosen.removeprefix(f"{self.spec}:"))
        return [(row.pk, self._record(row)) for row in rows[:most]]

    def find(self, identifier: str) -> Record | None:
        """Return one record, also a deleted one."""
        kind, _slash, export_id = identifier.partition("/")
        row = _rows().filter(export_id=export_id).first() if kind == "document" else None
        return self._record(row) if row else None

    def earliest(self) -> datetime | None:
        """Return when the first change happened of which a record tells."""
        rows = _rows().order_by("changed_at")
        return rows.values_list("changed_at", flat=True).first()

    def _record(self, row: Document) -> Record:
        identifier, sets = f"document/{row.export_id}", (self.spec, f"{self.spec}:{row.kind}")
        assert row.changed_at is not None  # chosen below
        if not row.live:
            return Record(identifier, row.changed_at, sets, is_deleted=True)
        return Record(identifier, row.changed_at, sets, words=tuple(_words(row, self.base)))


def _rows() -> QuerySet[Document]:
    """What was ever public."""
    rows = Document.objects.once_public().filter(changed_at__isnull=False).select_related("file")
    subjects = Subject.objects.order_by("position", "slug")
    return rows.prefetch_related("languages", Prefetch("subjects", subjects))


def _words(row: Document, base: str) -> Iterator[Word]:
    own = row.original_language
    yield from _each("title", row.title, own)
    yield from (("creator", str(name), "") for name in names_in(row.creators))
    for subject in row.subjects.all():
        yield from _each("subject", subject.name, own)
    yield from _each("description", row.description, own)
    plain = [
        ("publisher", row.publisher),
        *(("contributor", str(name)) for name in names_in(row.contributors)),
        ("date", row.issued),
        ("type", KINDS[row.kind].dcmi),
        ("format", FILE_KINDS[row.file.kind].media_type if row.file and is_open(row.licence) else ""),
        ("identifier", f"{base}/id/document/{row.export_id}"),
        ("identifier", f"urn:isbn:{row.isbn}" if row.isbn else ""),
        ("identifier", f"urn:issn:{row.issn}" if row.issn else ""),
        ("source", row.source),
        *(("language", language.code) for language in row.languages.all()),
        ("relation", row.address),
        ("coverage", row.coverage),
        ("rights", row.rights_holder),
        ("rights", LICENCES[row.licence].url or row.get_licence_display() if row.licence else ""),
    ]
    yield from ((name, clean_text(text, LONGEST), "") for name, text in plain if text)


def _each(name: str, text: object, original: str) -> Iterator[Word]:
    data = getattr(text, "data", text)
    if isinstance(data, dict):
        yield from ((name, clean_text(value, LONGEST), lang) for lang, value in data.items() if value)
    elif data:
        yield name, clean_text(str(data), LONGEST), original
