"""Needs and offers, as the search over everything finds them: by what, nobody named, never about too few."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from home.network.reading.counts import Told, told_things
from producers.domain.shown import Shown, direction
from producers.domain.text import fold
from producers.editions.memory import remembered
from producers.search_kinds import Hit, Question, SearchKind, add_search_kind, fitting


def find_things(question: Question) -> Sequence[str]:
    """Return what is needed or offered that holds each word in its name or in a region."""
    rows = ((one.code, fold(one.name), fold(_text(one))) for one in _told(question.lang))
    return fitting(rows, question.words)


def show_things(keys: Sequence[str], question: Question) -> dict[str, Hit]:
    """Return them as hits; each leads to its part of the network's page."""
    told = {one.code: one for one in _told(question.lang)}
    page, lang = reverse("network:network"), question.lang
    return {
        key: Hit(
            f"{page}?thing={key}",
            Shown(told[key].name, lang, direction(lang), ""),
            _text(told[key]),
        )
        for key in keys
        if key in told
    }


def thing_names(question: Question) -> Iterable[tuple[str, str]]:
    """Return what can be needed and offered."""
    return [(one.name, fold(one.name)) for one in _told(question.lang)]


def _text(one: Told) -> str:
    return f"{_('Needs and offers')} · {', '.join(one.regions)}"


def _told(lang: str) -> list[Told]:
    today = timezone.localdate()
    return remembered("network things", AREAS, (lang, str(today)), lambda: _read(lang, today), size=20)


def _read(lang: str, today: date) -> list[Told]:
    with override(lang):
        return told_things(lang, today)


AREAS = ("network", "offers", "agenda")
NETWORK = SearchKind(
    "network",
    gettext_lazy("Needs and offers"),
    "people",
    find_things,
    show_things,
    thing_names,
    position=48,
    areas=AREAS,
)


def add_kind() -> None:
    """Name it; for ``AppConfig.ready``."""
    add_search_kind(NETWORK)
