"""By which words a document is found: those of its record, and those of its file, folded as queries are."""

from collections.abc import Iterable, Mapping

from home.library.domain.names import names_in
from home.library.models import Document, DocumentPage, LibraryRow, Subject
from producers.domain.text import fold

MOST_WORDS = 30_000  # different ones of one file: PostgreSQL takes one megabyte of them
LONGEST_WORD = 60


def library_rows(ids: Iterable[int]) -> list[LibraryRow]:
    """Return the rows of these documents, not yet written: four queries, and one for each file."""
    rows = Document.objects.filter(pk__in=list(ids)).prefetch_related("subjects", "languages")
    return [LibraryRow(document=one, title=_title(one), text=_text(one)) for one in rows]


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
    record = fold(" ".join([*people, *subjects, *own, *every_language(one.description)]))
    return f"{record} {_words_of_file(one)}".strip()


def _names(subject: Subject) -> list[str]:
    return every_language(subject.name)


def _words_of_file(one: Document) -> str:
    if one.file_id is None:
        return ""
    found: dict[str, None] = {}
    pages = DocumentPage.objects.filter(file=one.file_id).order_by("number").values_list("folded", flat=True)
    for folded in pages.iterator(chunk_size=50):
        found.update(dict.fromkeys(word for word in folded.split() if len(word) <= LONGEST_WORD))
        if len(found) >= MOST_WORDS:
            break
    return " ".join(list(found)[:MOST_WORDS])
