"""By which words a document is found: those of its record, and those of its file, folded as queries are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from home.library.domain.names import names_in
from home.library.models import Document, DocumentPage, LibraryRow, LibraryWords, Subject
from producers.domain.text import fold

MOST_WORDS = 30_000  # different ones of one file: PostgreSQL takes one megabyte of them
LONGEST_WORD = 60


def library_rows(ids: Iterable[int]) -> tuple[list[LibraryRow], list[LibraryWords]]:
    """Return the rows of these documents, not yet written; three queries."""
    read = Document.objects.filter(pk__in=list(ids)).prefetch_related("subjects")
    rows = [LibraryRow(document=one, title=_title(one), text=_text(one)) for one in read]
    found = _words_of({row.document.file_id for row in rows if row.document.file_id})
    words = [_words(row, found.get(row.document.file_id or 0, ())) for row in rows]
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


def _words_of(files: Iterable[int]) -> dict[int, dict[str, None]]:
    """Return the different words of each file, in their order."""
    found: defaultdict[int, dict[str, None]] = defaultdict(dict)
    pages = DocumentPage.objects.filter(file__in=list(files)).order_by("file", "number")
    for file, folded in pages.values_list("file", "folded").iterator(chunk_size=50):
        if len(found[file]) < MOST_WORDS:
            found[file].update(dict.fromkeys(word for word in folded.split() if len(word) <= LONGEST_WORD))
    return found


def _words(row: LibraryRow, found: Iterable[str]) -> LibraryWords:
    of_file = list(found)[:MOST_WORDS]
    own = f"{row.title} {row.text}".split() if of_file else []
    return LibraryWords(document_id=row.document_id, words=" ".join(dict.fromkeys([*own, *of_file])))
