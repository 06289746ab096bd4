"""A document in a list: what stands on its card, and where in it the words stand that were looked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from home.library.domain.kinds import KINDS
from home.library.domain.licences import is_open
from home.library.domain.names import names_in
from home.library.domain.places import Excerpt, excerpt
from home.library.kind_words import kind_name
from home.library.models import Document
from home.library.reading.find import Question, pages_with
from home.library.reading.fund_index import Sets, fund_index
from home.library.reading.known import Known, known
from producers.domain.hashed import hashed_once
from producers.domain.shown import PictureShown, Shown, direction, shown
from producers.domain.text import fold
from producers.editions.memory import remembered_by_key
from producers.reading.pictures import picture_shown

Key = tuple[int, str, str | None]
"""A document, the language of the reader, and that of the interface, which is another where it has none."""
READ = (
    "slug", "kind", "title", "description", "original_language", "creators", "contributors", "publisher",
    "issued", "licence", "is_fictional", "file__public_preview", "file__pages", "cover__files", "cover__alt",
    "cover__original_language", "cover__is_illustration", "cover__removal_due_at",
)  # fmt: skip
PARTS = {
    "title": gettext_lazy("In the title"),
    "description": gettext_lazy("In the description"),
    "creators": gettext_lazy("Among the creators"),
    "subjects": gettext_lazy("Among the subjects"),
}


@dataclass(frozen=True)
class Place:
    """Where the words stand: which part of the record, or which page of the file, and what is around them.

    ``lang`` and ``dir`` are those of the excerpt.
    """

    label: str
    found: Excerpt
    lang: str
    dir: str

    @property
    def html(self) -> SafeString:
        """The excerpt with what was found marked; by hand, since a page has a hundred such pieces."""
        words = " ".join(
            f"<mark>{escape(piece.text)}</mark>" if piece.is_found else escape(piece.text)
            for piece in self.found.pieces
        )
        before, after = "… " * self.found.has_more_before, " …" * self.found.has_more_after
        return mark_safe(f"{before}{words}{after}")  # noqa: S308  each piece is escaped


@hashed_once
@dataclass(frozen=True)
class DocumentCard:
    """``band`` draws the placeholder of what has neither cover nor first page: the same one for good.

    Cards are equal whatever was looked for, so that all but the place is written once.
    """

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
    slug: str = ""
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Text:
    """One part of a record with its folded words; ``part`` is one of ``PARTS``."""

    part: str
    text: Shown
    words: frozenset[str]


@dataclass(frozen=True)
class Recorded:
    """What lists need of a document: its card, and where in its record something may be found."""

    card: DocumentCard
    texts: tuple[Text, ...]
    file: int | None
    has_pages: bool
    lang: str
    """Of the words in its file."""

    def says(self, question: Question) -> Text | None:
        """Return the first part of the record that holds all the words."""
        return next((one for one in self.texts if _holds_all(one.words, question)), None)


def document_cards(ids: Sequence[int], lang: str, question: Question) -> list[DocumentCard]:
    """Return the cards of documents, those that are not remembered read in one query.

    Two more where a question is asked whose words do not stand together in a record.
    """
    records = recorded(ids, lang)
    found = [records[pk] for pk in ids if pk in records]
    if not question:
        return [one.card for one in found]
    silent = [one.file for one in found if one.file and not one.says(question)]
    pages = pages_with(question, silent) if silent else {}
    return [replace(one.card, place=_place(one, question, pages.get(one.file or 0))) for one in found]


def recorded(ids: Sequence[int], lang: str) -> dict[int, Recorded]:
    """Return what lists need of documents, by document; one query for those that are not remembered."""
    keys = [(pk, lang, get_language()) for pk in ids]
    found = remembered_by_key("fund cards", ("library", "pictures"), keys, _read)
    return {key[0]: one for key, one in found.items()}


def _read(keys: Sequence[Key]) -> dict[Key, Recorded]:
    """Read what cards are made of, and no more: whole documents with their ties would cost ten times that."""
    ids = [pk for pk, _lang, _spoken in keys]
    found = Document.objects.select_related("cover", "file").only(*READ).in_bulk(ids)
    words, sets = known(), fund_index().sets
    return {key: _recorded(found[key[0]], key[1], words, sets) for key in keys if key[0] in found}


def _recorded(one: Document, lang: str, words: Known, sets: Sets) -> Recorded:
    """What the document is tied to, the sets of the fund say already."""
    subjects = [name for slug, name in words.subjects.items() if one.pk in sets["subject"].get(slug, ())]
    languages = [code for code in words.languages if one.pk in sets["language"].get(code, ())]
    return Recorded(
        card=document_card(one, lang),
        texts=tuple(
            Text(part, text, frozenset(fold(text.text).split()))
            for part, text in _record(one, lang, subjects)
            if text.text
        ),
        file=one.file_id,
        has_pages=bool(one.file and one.file.pages),
        lang=languages[0] if languages else one.original_language,
    )


def document_card(one: Document, lang: str) -> DocumentCard:
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
        slug=one.slug,
    )


def first_page_of(one: Document) -> str:
    """Return the address of the drawn first page, empty where not everybody may see it."""
    row = one.file
    return (
        default_storage.url(row.public_preview) if row and row.public_preview and is_open(one.licence) else ""
    )


def _place(one: Recorded, question: Question, page: tuple[int, str] | None) -> Place | None:
    """What the record says comes first; then the page that holds most of the words."""
    if (said := one.says(question)) and (place := _in_record(said, question)):
        return place
    if page and (found := excerpt(page[1], question.every)):
        label = _("On page %(number)d") % {"number": page[0]} if one.has_pages else _("In the text")
        return Place(label, found, one.lang, direction(one.lang))
    return next((place for text in one.texts if (place := _in_record(text, question))), None)


def _in_record(one: Text, question: Question) -> Place | None:
    found = None if one.words.isdisjoint(question.every) else excerpt(one.text.text, question.every)
    return Place(str(PARTS[one.part]), found, one.text.lang, one.text.dir) if found else None


def _record(one: Document, lang: str, subjects: Sequence[object]) -> Iterable[tuple[str, Shown]]:
    yield "title", shown(one.title, lang, one.original_language)
    yield "description", shown(one.description, lang, one.original_language)
    names = [name.natural for name in (*names_in(one.creators), *names_in(one.contributors))]
    yield "creators", shown(" · ".join([*names, one.publisher]), lang, lang)
    for name in subjects:
        yield "subjects", shown(name, lang)


def _holds_all(there: frozenset[str], question: Question) -> bool:
    return all(not there.isdisjoint(word) for word in question.words)
