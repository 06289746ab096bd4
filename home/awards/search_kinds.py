"""The awards, as the search over everything finds them."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from home.awards.models import Edition
from home.awards.reading.cards import edition_card
from producers.domain.shown import shown
from producers.domain.text import fold
from producers.editions.memory import remembered
from producers.search_kinds import Hit, Question, SearchKind, add_search_kind, fitting

MOST = 200
Row = tuple[int, str, str, str]


def find_awards(question: Question) -> Sequence[int]:
    """Return the editions that hold each word in their title, line or categories, the newest first."""
    rows = _texts(question.lang)
    return fitting(((pk, title, text) for pk, _title, title, text in rows), question.words)


def show_awards(keys: Sequence[int], question: Question) -> dict[int, Hit]:
    """Return editions as hits."""
    found = Edition.objects.public().select_related("picture").in_bulk(list(keys))
    cards = {pk: edition_card(one, question.lang) for pk, one in found.items()}
    return {
        pk: Hit(one.url, one.title, str(one.state_name), one.summary, one.picture)
        for pk, one in cards.items()
    }


def award_names(question: Question) -> Iterable[tuple[str, str]]:
    """Return the titles of editions."""
    return [(name, title) for _pk, name, title, _text in _texts(question.lang)]


def _texts(lang: str) -> list[Row]:
    return remembered("award texts", ("awards",), (lang,), lambda: _read(lang), size=20)


def _read(lang: str) -> list[Row]:
    rows = Edition.objects.public().prefetch_related("categories")[:MOST]
    return [_row(one, lang) for one in rows]


def _row(one: Edition, lang: str) -> Row:
    own = one.original_language
    title, summary = (shown(text, lang, own).text for text in (one.title, one.summary))
    categories = " ".join(shown(each.title, lang, own).text for each in one.categories.all())
    return one.pk, title, fold(title), fold(f"{summary} {categories}")


AWARDS = SearchKind(
    "awards",
    _("Awards"),
    "star",
    find_awards,
    show_awards,
    award_names,
    position=45,
    areas=("awards", "pictures"),
)


def add_kind() -> None:
    """Name them; for ``AppConfig.ready``."""
    add_search_kind(AWARDS)
