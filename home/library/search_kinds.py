"""Documents and sector series, as the search over everything finds them; documents with their files."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from home.library.models import Document, SectorSeries
from home.library.reading.cards import DocumentCard, recorded
from home.library.reading.find import find_documents, read_question
from home.library.reading.series import series_card
from producers.domain.shown import shown
from producers.domain.text import fold
from producers.editions.memory import remembered
from producers.search_kinds import Hit, Question, SearchKind, add_search_kind, fitting

MOST_NAMES = 5000


def find(question: Question) -> Sequence[int]:
    """Return the documents that hold the words, in their record or in their file."""
    return find_documents(read_question(question.text))


def show(keys: Sequence[int], question: Question) -> dict[int, Hit]:
    """Return documents as hits."""
    return {pk: _hit(one.card) for pk, one in recorded(keys, question.lang).items()}


def _hit(card: DocumentCard) -> Hit:
    line = " · ".join(filter(None, (str(card.kind_name), card.creators, card.issued)))
    return Hit(card.url, card.title, line, picture=card.cover)


def names(question: Question) -> Iterable[tuple[str, str]]:
    """Return the titles of documents."""
    lang = question.lang
    return remembered("document names", ("library",), (lang,), lambda: _names(lang), size=300)


def _names(lang: str) -> list[tuple[str, str]]:
    texts = [shown(one.title, lang).text for one in Document.objects.public().order_by("-pk")[:MOST_NAMES]]
    return [(text, fold(text)) for text in texts]


def more(question: Question) -> str:
    """Return the address of the fund's own list, where the question can be narrowed."""
    return f"{reverse('library:list')}?{urlencode({'q': question.text})}"


def find_series(question: Question) -> Sequence[int]:
    """Return the series that hold each word in their title, sector, unit, source or description."""
    rows = _series_texts(question.lang)
    return fitting(((pk, title, text) for pk, _title, title, text in rows), question.words)


def show_series(keys: Sequence[int], question: Question) -> dict[int, Hit]:
    """Return series as hits."""
    rows = SectorSeries.objects.filter(live=True).select_related("sector").prefetch_related("values")
    cards = {pk: series_card(one, question.lang) for pk, one in rows.in_bulk(list(keys)).items()}
    return {
        pk: Hit(card.url, card.title, " · ".join(filter(None, (card.span, card.unit.text))))
        for pk, card in cards.items()
    }


def series_names(question: Question) -> Iterable[tuple[str, str]]:
    """Return the titles of series."""
    return [(name, title) for _pk, name, title, _text in _series_texts(question.lang)]


def _series_texts(lang: str) -> list[tuple[int, str, str, str]]:
    return remembered("series texts", ("library",), (lang,), lambda: _read_series(lang), size=50)


def _read_series(lang: str) -> list[tuple[int, str, str, str]]:
    rows = SectorSeries.objects.filter(live=True).select_related("sector").order_by("-pk")[:MOST_NAMES]
    return [_series_row(one, lang) for one in rows]


def _series_row(one: SectorSeries, lang: str) -> tuple[int, str, str, str]:
    own = one.original_language
    title, *more = (shown(text, lang, own).text for text in (one.title, one.description, one.unit))
    sector = shown(one.sector.name, lang).text if one.sector else ""
    return one.pk, title, fold(title), fold(" ".join([*more, sector, one.source]))


DOCUMENTS = SearchKind(
    "documents",
    _("Documents"),
    "book",
    find,
    show,
    names,
    more,
    position=50,
    areas=("library", "pictures"),
)
SERIES = SearchKind(
    "series",
    _("Numbers of the sector"),
    "ruler",
    find_series,
    show_series,
    series_names,
    position=52,
    areas=("library",),
)


def add_kinds() -> None:
    """Name them; for ``AppConfig.ready``."""
    add_search_kind(DOCUMENTS)
    add_search_kind(SERIES)
