"""Stories, as the search over everything finds them."""

from collections.abc import Iterable, Sequence

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from home.models import StoryPage
from home.reading.consents import agreed
from producers.domain.shown import shown
from producers.domain.text import fold
from producers.editions.memory import remembered
from producers.reading.names import name_shown
from producers.reading.pictures import picture_shown
from producers.search_kinds import Hit, Question, SearchKind, add_search_kind, fitting

MOST_STORIES = 2000
LONGEST = 5000  # letters of a story that are looked through
Row = tuple[int, str, str, str]


def find_stories(question: Question) -> Sequence[int]:
    """Return the stories of the reader's language that hold each word, and that may be shown today."""
    rows = _texts(question.lang)
    return fitting(((pk, title, text) for pk, _title, title, text in rows), question.words)


def show_stories(keys: Sequence[int], question: Question) -> dict[int, Hit]:
    """Return stories as hits."""
    rows = StoryPage.objects.live().select_related("picture", "producer", "locale", "alias_of__locale")
    return {pk: _hit(one, question.lang) for pk, one in rows.in_bulk(list(keys)).items()}


def story_names(question: Question) -> Iterable[tuple[str, str]]:
    """Return the titles of the stories of the reader's language."""
    return [(name, title) for _pk, name, title, _text in _texts(question.lang)]


def _texts(lang: str) -> list[Row]:
    return remembered("story texts", ("pages",), (lang,), lambda: _read(lang), size=500)


def _read(lang: str) -> list[Row]:
    rows = StoryPage.objects.live().filter(locale__language_code=lang).order_by("-first_published_at", "-pk")
    return [
        (one.pk, one.title, fold(one.title), fold(f"{one.summary} {strip_tags(str(one.body))[:LONGEST]}"))
        for one in agreed(rows[:MOST_STORIES])
    ]


def _hit(page: StoryPage, lang: str) -> Hit:
    own = (page.alias_of or page).locale.language_code
    return Hit(
        page.url or "",
        shown({own: page.title}, lang, own),
        name_shown(page.producer, lang).text,
        shown({own: page.summary}, lang, own),
        picture_shown(page.picture, lang),
    )


STORIES = SearchKind(
    "stories",
    _("Stories"),
    "heart",
    find_stories,
    show_stories,
    story_names,
    position=30,
    areas=("pages", "offers"),
)


def add_kind() -> None:
    """Name them; for ``AppConfig.ready``."""
    add_search_kind(STORIES)
