"""The agenda, as the search over everything finds it."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from home.events.models import Event
from home.events.reading.cards import event_card, place_written
from producers.domain.shown import shown
from producers.domain.text import fold
from producers.editions.memory import remembered
from producers.search_kinds import Hit, Question, SearchKind, add_search_kind, fitting

MOST_EVENTS = 5000
Row = tuple[int, str, str, str]


def find_events(question: Question) -> Sequence[int]:
    """Return the events that hold each word in their title, line or place, the latest first."""
    rows = _texts(question.lang)
    return fitting(((pk, title, text) for pk, _title, title, text in rows), question.words)


def show_events(keys: Sequence[int], question: Question) -> dict[int, Hit]:
    """Return events as hits."""
    rows = Event.objects.public().select_related("picture", "series")
    return {pk: _hit(one, question.lang) for pk, one in rows.in_bulk(list(keys)).items()}


def _hit(one: Event, lang: str) -> Hit:
    card = event_card(one, lang)
    line = " · ".join(filter(None, (str(card.kind_name), card.days, card.place)))
    return Hit(card.url, card.title, line, card.summary, card.picture)


def event_names(question: Question) -> Iterable[tuple[str, str]]:
    """Return the titles of events."""
    return [(name, title) for _pk, name, title, _text in _texts(question.lang)]


def _texts(lang: str) -> list[Row]:
    return remembered("event texts", ("agenda",), (lang,), lambda: _read(lang), size=300)


def _read(lang: str) -> list[Row]:
    return [_row(one, lang) for one in Event.objects.public().order_by("-first_day", "-pk")[:MOST_EVENTS]]


def _row(one: Event, lang: str) -> Row:
    title, summary = (shown(text, lang, one.original_language).text for text in (one.title, one.summary))
    return one.pk, title, fold(title), fold(f"{summary} {place_written(one, lang)}")


EVENTS = SearchKind(
    "agenda",
    _("Agenda"),
    "calendar",
    find_events,
    show_events,
    event_names,
    position=40,
    areas=("agenda", "pictures"),
)


def add_kind() -> None:
    """Name them; for ``AppConfig.ready``."""
    add_search_kind(EVENTS)
