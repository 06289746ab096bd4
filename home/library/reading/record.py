"""The page of one document."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from stdnum import isbn

from home.library.domain.citing import Cited
from home.library.domain.files import FILE_KINDS
from home.library.domain.licences import LICENCES, SHELF_MOST, is_open
from home.library.domain.names import names_in
from home.library.kind_words import language_called, licence_name
from home.library.models import Document, Holding, Subject
from home.library.reading.cards import DocumentCard, document_card
from home.library.reading.loans import CopiesShown, copies_of
from home.library.reading.markup import document_markup
from home.library.reading.tags import meta_tags
from producers.domain.shown import Shown, shown
from producers.reading.head import absolute, read_head, written_in
from shop.domain.cards import Crumb


@dataclass(frozen=True)
class FileShown:
    """The file as everybody may have it: its address, what it is, its size in bytes."""

    url: str
    label: str
    media_type: str
    size: int
    pages: int | None

    @property
    def is_sound(self) -> bool:
        """Whether it is listened to."""
        return self.media_type.startswith("audio/")

    @property
    def is_film(self) -> bool:
        """Whether it is watched."""
        return self.media_type.startswith("video/")


@dataclass(frozen=True)
class Fact:
    """One line of the record; ``url`` where it leads to others like it."""

    label: str
    text: str
    url: str = ""
    is_code: bool = False


@dataclass(frozen=True)
class DocumentShown:
    """All that the page says."""

    card: DocumentCard
    description: Shown
    facts: tuple[Fact, ...]
    subjects: tuple[tuple[Shown, str], ...]
    holdings: tuple[Holding, ...]
    licence: str
    licence_url: str
    rights_holder: str
    file: FileShown | None
    is_on_site: bool
    copies: CopiesShown | None
    address: str


def find_document(slug: str) -> Document | None:
    """Return a document whatever its state, with all that its page shows; five queries."""
    rows = Document.objects.select_related("cover", "file")
    return rows.prefetch_related("languages", "subjects", "holdings").filter(slug=slug).first()


def document_page(one: Document, lang: str) -> dict[str, Any]:
    """Return what the page of a document is written from."""
    title = shown(one.title, lang, one.original_language)
    read = read_document(one, lang)
    head = read_head(
        "library:document",
        [one.slug],
        written_in(one.title, one.original_language),
        title=title.text,
        description=read.description.text[:200],
        picture=read.card.cover,
        kind="article",
    )
    return {
        "document": read,
        "slug": one.slug,
        "shelf_most": SHELF_MOST,
        "head": head,
        "tags": meta_tags(one, read, head.canonical),
        "markup": document_markup(one, cited(one, lang), head.canonical, read.file),
        "crumbs": [Crumb(shown(_("Documentation fund"), lang, lang), reverse("library:list")), Crumb(title)],
        "exports": [
            (name, reverse("library:cite", args=[one.slug, code]))
            for name, code in (("BibTeX", "bib"), ("RIS", "ris"))
        ],
    }


def draft_page(one: Document) -> dict[str, Any]:
    """Return the page of a draft, which may not be saved yet."""
    one.slug = one.slug or "draft"
    return document_page(one, get_language() or "fr")


def read_document(one: Document, lang: str) -> DocumentShown:
    """Return what the page says of a document."""
    return DocumentShown(
        card=document_card(one, lang),
        description=shown(one.description, lang, one.original_language),
        facts=tuple(fact for fact in _facts(one, lang) if fact.text),
        subjects=tuple(_subject(subject, lang) for subject in one.subjects.all()),
        holdings=tuple(one.holdings.all()) if one.kind == "journal" else (),
        licence=licence_name(one.licence),
        licence_url=LICENCES[one.licence].url if one.licence in LICENCES else "",
        rights_holder=one.rights_holder,
        file=_file(one),
        is_on_site=bool(one.file_id) and not is_open(one.licence),
        copies=copies_of(one, lang),
        address=one.address,
    )


def cited(one: Document, lang: str) -> Cited:
    """Return the document as a citation says it, in the language it was catalogued in."""
    own = one.original_language
    codes = [language.code for language in one.languages.all()]
    return Cited(
        key=one.export_id,
        kind=one.kind,
        title=shown(one.title, own, own).text,
        url=absolute(f"/id/document/{one.export_id}"),
        creators=names_in(one.creators),
        contributors=names_in(one.contributors),
        publisher=one.publisher,
        place=one.place,
        issued=one.issued,
        edition=one.edition,
        language=", ".join(codes),
        isbn=one.isbn,
        issn=one.issn,
        call_number=one.call_number,
        abstract=shown(one.description, own, own).text,
        subjects=tuple(shown(subject.name, lang).text for subject in one.subjects.all()),
    )


def _facts(one: Document, lang: str) -> list[Fact]:
    languages = ", ".join(language_called(language.code, lang) for language in one.languages.all())
    people = [(_("Creators"), names_in(one.creators)), (_("Contributors"), names_in(one.contributors))]
    return [
        *(Fact(label, " · ".join(name.natural for name in names)) for label, names in people),
        Fact(_("Publisher"), ", ".join(part for part in (one.publisher, one.place) if part)),
        Fact(_("Date"), one.issued, is_code=True),
        Fact(pgettext("book", "Edition"), one.edition),
        Fact(_("Extent"), one.extent),
        Fact(_("Language"), languages),
        Fact(_("Place it is about"), one.coverage),
        Fact(_("Taken from"), one.source),
        Fact("ISBN", isbn.format(one.isbn) if one.isbn else "", is_code=True),
        Fact("ISSN", one.issn, is_code=True),
        Fact(_("Call number"), one.call_number, is_code=True),
    ]


def _subject(subject: Subject, lang: str) -> tuple[Shown, str]:
    return shown(subject.name, lang), f"{reverse('library:list')}?subject={subject.slug}"


def _file(one: Document) -> FileShown | None:
    row = one.file
    if row is None or not is_open(one.licence):
        return None
    kind = FILE_KINDS[row.kind]
    return FileShown(
        reverse("library:file", args=[one.slug]),
        kind.suffixes[0].upper(),
        kind.media_type,
        row.size,
        row.pages,
    )
