"""What the shared screen of the reading room shows: open documents, read or played in place."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language

from home.library.domain.files import FILE_KINDS
from home.library.domain.kinds import KINDS
from home.library.kind_words import kind_names
from home.library.models import Document, DocumentPage
from home.library.models.documents import DocumentQuerySet
from home.library.reading.cards import DocumentCard, document_card, document_cards
from home.library.reading.find import Question, find_documents, read_question
from home.library.reading.fund_index import NOTHING, OPEN, FundIndex, Hits, fund_index
from producers.conf import languages
from producers.domain.shown import Shown, shown, spoken

PER_SCREEN = 8


@dataclass(frozen=True)
class KindTile:
    """A kind of documents with how many can be read here."""

    code: str
    name: str
    icon: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Shelf:
    """One screen of documents; page numbers are 0 where there is no such screen."""

    kinds: tuple[KindTile, ...]
    cards: list[tuple[DocumentCard, str]]
    total: int
    before: int
    after: int


@dataclass(frozen=True)
class Reading:
    """One document on the screen; ``lines`` are the words of the page ``number`` of ``count``."""

    card: DocumentCard
    description: Shown
    licence_holder: str
    media_type: str
    file_url: str
    lang: str
    lines: tuple[str, ...]
    number: int
    count: int

    @property
    def is_sound(self) -> bool:
        """Whether it is listened to."""
        return self.media_type.startswith("audio/")

    @property
    def is_film(self) -> bool:
        """Whether it is watched."""
        return self.media_type.startswith("video/")


def open_documents() -> DocumentQuerySet:
    """Return the public documents whose file may be handed to everybody."""
    return Document.objects.public().filter(file__isnull=False, licence__in=OPEN)


def read_shelf(words: str, kind: str, page: int, lang: str) -> Shelf:
    """Return one screen of what can be read here. Raises ``LookupError`` for a screen that does not exist."""
    question, index = read_question(words), fund_index()
    hits = find_documents(question) if words else Hits(index, (index.public,))
    of_kind = index.sets["kind"].get(kind, NOTHING) & index.open if kind else index.open
    fitting, first = hits.among(of_kind), (page - 1) * PER_SCREEN
    if page > 1 and first >= len(fitting):
        raise LookupError(page)
    return Shelf(
        _tiles(index, kind),
        _cards(fitting[first : first + PER_SCREEN], lang, question),
        len(fitting),
        page - 1,
        page + 1 if len(fitting) > first + PER_SCREEN else 0,
    )


def _tiles(index: FundIndex, chosen: str) -> tuple[KindTile, ...]:
    counts, names = index.counted("kind", index.open), kind_names()
    return tuple(
        KindTile(code, names[code], KINDS[code].icon, counts[code], code == chosen)
        for code in KINDS
        if code in counts
    )


def find_open(slug: str) -> Document | None:
    """Return a document that can be read here."""
    rows = open_documents().select_related("cover", "file").prefetch_related("languages")
    return rows.filter(slug=slug).first()


def read_here(one: Document, number: int, lang: str) -> Reading:
    """Return one page of a document. Raises ``LookupError`` for a page that it does not have."""
    assert one.file is not None  # open_documents asks for one
    kind = FILE_KINDS[one.file.kind]
    numbers = list(DocumentPage.objects.filter(file=one.file).values_list("number", flat=True))
    if number > max(len(numbers), 1):
        raise LookupError(number)
    text = ""
    if numbers:
        text = DocumentPage.objects.get(file=one.file, number=sorted(numbers)[number - 1]).text
    codes = [language.code for language in one.languages.all()]
    return Reading(
        card=document_card(one, lang),
        description=shown(one.description, lang, one.original_language),
        licence_holder=one.rights_holder,
        media_type=kind.media_type,
        file_url=reverse("library:kiosk_file", args=[one.slug]),
        lang=codes[0] if codes else one.original_language,
        lines=tuple(line.strip() for line in text.splitlines() if line.strip()),
        number=number,
        count=len(numbers),
    )


def starts() -> tuple[tuple[str, str], ...]:
    """Return the first screen in each language, that of the site's own language first."""
    found: dict[str, str] = {}
    for code in languages():
        with translation.override(spoken(code)):
            found.setdefault(reverse("library:kiosk"), code)
    return tuple((code, address) for address, code in found.items())


def _cards(ids: Sequence[int], lang: str, question: Question) -> list[tuple[DocumentCard, str]]:
    cards = document_cards(ids, lang or get_language() or "fr", question)
    return [(card, reverse("library:kiosk_read", args=[card.slug])) for card in cards]
