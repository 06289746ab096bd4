"""A document in a list: what stands on its card, and where in it the words stand that were looked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.translation import gettext as _

from home.library.domain.kinds import KINDS
from home.library.domain.licences import is_open
from home.library.domain.names import names_in
from home.library.domain.places import Excerpt, excerpt
from home.library.kind_words import kind_name
from home.library.models import Document
from home.library.reading.find import Question, pages_with
from producers.domain.shown import PictureShown, Shown, direction, shown
from producers.domain.text import fold
from producers.reading.pictures import picture_shown


@dataclass(frozen=True)
class Place:
    """Where the words stand: which part of the record, or which page of the file, and what is around them.

    ``lang`` and ``dir`` are those of the excerpt.
    """

    label: str
    found: Excerpt
    lang: str
    dir: str


@dataclass(frozen=True)
class DocumentCard:
    """``band`` draws the placeholder of what has neither cover nor first page: the same one for good."""

    title: Shown
    url: str
    kind: str
    kind_name: str
    icon: str
    creators: str
    issued: str
    cover: PictureShown | None
    first_page: str
    band: int
    is_fictional: bool
    place: Place | None = None


def document_cards(rows: Sequence[Document], lang: str, question: Question) -> list[DocumentCard]:
    """Return the cards of documents that were read with cover and file. Two queries more for a question."""
    pages = pages_with(question, (one.file_id for one in rows if one.file_id)) if question else {}
    return [
        document_card(
            one, lang, _place(one, lang, question, pages.get(one.file_id or 0)) if question else None
        )
        for one in rows
    ]


def document_card(one: Document, lang: str, place: Place | None = None) -> DocumentCard:
    """Return the card of one document."""
    return DocumentCard(
        title=shown(one.title, lang, one.original_language),
        url=reverse("library:document", args=[one.slug]),
        kind=one.kind,
        kind_name=kind_name(one.kind),
        icon=KINDS[one.kind].icon,
        creators=" · ".join(name.natural for name in names_in(one.creators)) or one.publisher,
        issued=one.issued[:4],
        cover=picture_shown(one.cover, lang) if one.cover_id else None,
        first_page=first_page_of(one),
        band=one.pk or 0,
        is_fictional=one.is_fictional,
        place=place,
    )


def first_page_of(one: Document) -> str:
    """Return the address of the drawn first page, empty where not everybody may see it."""
    row = one.file
    return (
        default_storage.url(row.public_preview) if row and row.public_preview and is_open(one.licence) else ""
    )


def _place(one: Document, lang: str, question: Question, page: tuple[int, str] | None) -> Place | None:
    """What the record says comes first; then the page that holds most of the words."""
    sought = question.every
    for label, text in _record(one, lang):
        if _holds_all(text.text, question) and (found := excerpt(text.text, sought)):
            return Place(label, found, text.lang, text.dir)
    if page and (found := excerpt(page[1], sought)):
        number, language = page[0], _language_of(one)
        has_pages = bool(one.file and one.file.pages)
        label = _("On page %(number)d") % {"number": number} if has_pages else _("In the text")
        return Place(label, found, language, direction(language))
    for label, text in _record(one, lang):
        if found := excerpt(text.text, sought):
            return Place(label, found, text.lang, text.dir)
    return None


def _record(one: Document, lang: str) -> Iterable[tuple[str, Shown]]:
    yield _("In the title"), shown(one.title, lang, one.original_language)
    yield _("In the description"), shown(one.description, lang, one.original_language)
    names = [name.natural for name in (*names_in(one.creators), *names_in(one.contributors))]
    yield _("Among the creators"), shown(" · ".join([*names, one.publisher]), lang, lang)
    for subject in one.subjects.all():
        yield _("Among the subjects"), shown(subject.name, lang)


def _holds_all(text: str, question: Question) -> bool:
    there = set(fold(text).split())
    return all(not there.isdisjoint(word) for word in question.words)


def _language_of(one: Document) -> str:
    codes = [language.code for language in one.languages.all()]
    return codes[0] if codes else one.original_language
