"""Works, as the search over everything finds them."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from home.exhibition.models import Work
from home.exhibition.reading.cards import work_card
from home.exhibition.reading.room import SHOWN_WITH
from producers.domain.regions import region_name
from producers.domain.shown import shown
from producers.domain.text import fold
from producers.editions.memory import remembered
from producers.reading.names import name_shown
from producers.search_kinds import Hit, Question, SearchKind, add_search_kind, fitting

MOST = 5000
Row = tuple[int, str, str, str]


def find_works(question: Question) -> Sequence[int]:
    """Return the works that hold each word in their title, maker, technique or place."""
    rows = _texts(question.lang)
    return fitting(((pk, title, text) for pk, _title, title, text in rows), question.words)


def show_works(keys: Sequence[int], question: Question) -> dict[int, Hit]:
    """Return works as hits."""
    found = Work.objects.public().select_related(*SHOWN_WITH).in_bulk(list(keys))
    cards = {pk: work_card(one, question.lang) for pk, one in found.items()}
    return {
        pk: Hit(
            one.url, one.title, " · ".join(filter(None, (one.maker.text, one.place))), picture=one.picture
        )
        for pk, one in cards.items()
    }


def work_names(question: Question) -> Iterable[tuple[str, str]]:
    """Return the titles of works."""
    return [(name, title) for _pk, name, title, _text in _texts(question.lang)]


def _texts(lang: str) -> list[Row]:
    areas = ("exhibition", "words", "offers")  # a text names its maker
    return remembered("work texts", areas, (lang,), lambda: _read(lang), size=20)


def _read(lang: str) -> list[Row]:
    rows = Work.objects.public().select_related("producer", "technique")[:MOST]
    return [_row(one, lang) for one in rows]


def _row(one: Work, lang: str) -> Row:
    own = one.original_language
    title, text = (shown(words, lang, own).text for words in (one.title, one.description))
    technique = shown(one.technique.name, lang).text if one.technique else ""
    place = region_name(one.producer.region, lang)
    told = f"{name_shown(one.producer, lang).text} {technique} {place} {text}"
    return one.pk, title, fold(title), fold(told)


WORKS = SearchKind(
    "works",
    _("Works of the exhibition"),
    "star",
    find_works,
    show_works,
    work_names,
    position=46,
    areas=("exhibition", "words", "offers"),
)


def add_kind() -> None:
    """Name them; for ``AppConfig.ready``."""
    add_search_kind(WORKS)
