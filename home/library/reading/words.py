"""By which words a document is found: those of its record, and those of its file, folded as queries are."""

from collections.abc import Iterable, Mapping

from home.library.domain.names import names_in
from home.library.models import Document, DocumentPage, LibraryRow, LibraryWords, Subject
from producers.domain.text import fold

MOST_WORDS = 30_000  # different ones of one file: PostgreSQL takes one megabyte of them
LONGEST_WORD = 60


def library_rows(ids: Iterable[int]) -> tuple[list[LibraryRow], list[LibraryWords]]:
    """Return the rows of these documents, not yet written: four queries, and one for each file."""
    read = Document.objects.filter(pk__in=list(ids)).prefetch_related("subjects", "languages")
    rows = [LibraryRow(document=one, title=_title(one), text=_text(one)) for one in read]
    words = [_words(row, row.document.file_id) for row in rows if row.document.file_id]
    return rows, [one for one in words if one.words]


def every_language(text: object) -> list[str]:
    """Return a text in all the languages it is written in."""
    data = getattr(text, "data", text)
    return [str(one) for one in data.values() if one] if isinstance(data, Mapping) else [str(data)]


def _title(one: Document) -> str:
    """A text of two languages holds each: whoever searches in one of them finds it."""
    return fold(" ".join(every_language(one.title)))


def _text(one: Document) -> str:
    people = [name.natural for name in (*names_in(one.creators), *names_in(one.contributors))]
    subjects = [word for subject in one.subjects.all() for word in _names(subject)]
    own = [
        one.publisher,
        one.place,
        one.coverage,
        one.issued,
        one.isbn,
        one.issn,
        one.call_number,
        one.source,
    ]
    return fold(" ".join([*people, *subjects, *own, *every_language(one.description)]))


def _names(subject: Subject) -> list[str]:
    return every_language(subject.name)


def _words(row: LibraryRow, file: int) -> LibraryWords:
    found: dict[str, None] = {}
    pages = DocumentPage.objects.filter(file=file).order_by("number").values_list("folded", flat=True)
    for folded in pages.iterator(chunk_size=50):
        found.update(dict.fromkeys(word for word in folded.split() if len(word) <= LONGEST_WORD))
        if len(found) >= MOST_WORDS:
            break
    own = f"{row.title} {row.text}".split() if found else []
    return LibraryWords(
        document_id=row.document_id, words=" ".join(dict.fromkeys([*own, *list(found)[:MOST_WORDS]]))
    )
