"""The newest story of each of several producers, for pages that link to it."""

from collections.abc import Collection

from home.models import StoryPage
from home.reading.consents import agreed
from producers.domain.shown import shown
from producers.told_stories import ToldStory


def newest_stories(producers: Collection[int], lang: str) -> dict[int, ToldStory]:
    """Return the newest story of each producer that may be shown today. Two queries.

    One in the reader's language comes before any other.
    """
    rows = StoryPage.objects.live().filter(producer__in=producers)
    rows = rows.select_related("locale", "alias_of__locale")
    kept = agreed(rows.order_by("first_published_at", "pk")) if producers else []
    kept.sort(key=lambda one: one.locale.language_code == lang)
    return {one.producer_id: _told(one, lang) for one in kept}


def _told(page: StoryPage, lang: str) -> ToldStory:
    own = (page.alias_of or page).locale.language_code
    return ToldStory(page.url or "", shown({own: page.title}, lang, own))
