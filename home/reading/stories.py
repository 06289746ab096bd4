"""Stories as readers see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from home.domain.consent import Use
from home.models import StoryIndexPage, StoryPage
from home.reading.consents import agreed
from home.reading.languages import Translations, language_of
from home.reading.markup import story_markup
from producers.domain.dates import date_written
from producers.reading.cards import producer_card
from producers.reading.head import Head, absolute
from producers.reading.pictures import picture_shown
from shop.models import Listing, Market
from shop.reading.cards import product_cards, with_cards

PRODUCTS = 4
IN_THE_FEED = 30


def read_index(page: StoryIndexPage) -> dict[str, Any]:
    """Return the stories of a language that may be shown today."""
    lang = page.locale.language_code
    rows = StoryPage.objects.child_of(page).live()
    rows = rows.select_related("picture", "producer", "locale", "alias_of__locale")
    stories = agreed(rows.order_by("-first_published_at", "-pk"))
    return {
        "stories": [(one, picture_shown(one.picture, lang), language_of(one)) for one in stories],
        **language_of(page),
        "head": Head(canonical=absolute(page.url or ""), title=page.title),
    }


def read_story(page: StoryPage, market: Market, lang: str) -> dict[str, Any]:
    """Return what stands around a story: her card, what she makes, and what machines read."""
    address = absolute(page.url or "")
    maker, translations = page.producer, Translations(page)
    rows = Listing.objects.sold_in(market).filter(producer=maker, is_sold=False)
    picture, card = picture_shown(page.picture, lang), producer_card(maker, lang, with_crafts=False)
    return {
        "same_page": translations.for_readers,
        "maker": card,
        "cards": product_cards(with_cards(rows.order_by("-published_at", "-product"))[:PRODUCTS], lang),
        "picture_shown": picture,
        "published": _day(page.first_published_at, lang),
        "updated": _day(page.last_published_at, lang) if _is_updated(page) else None,
        **language_of(page),
        "head": Head(
            canonical=address,
            languages=translations.for_machines,
            title=page.title,
            description=page.summary,
            image=absolute(picture.src) if picture else "",
            kind="article",
        ),
        "markup": story_markup(page, address, card, picture),
    }


def in_the_feed(lang: str) -> list[StoryPage]:
    """Return the newest stories of a language whose people agree to feeds too."""
    rows = StoryPage.objects.live().filter(locale__language_code=lang, alias_of=None)
    return agreed(rows.order_by("-first_published_at", "-pk")[:IN_THE_FEED], Use.FEED)


def page_for_programs(
    lang: str, place: Sequence[Any] | None, most: int
) -> tuple[list[StoryPage], list[Any] | None]:
    """Return the stories of a language behind a place, newest first, and the place where it goes on.

    Of ``most`` that are read those stay whose people agree to feeds. None as the place says that it ends.
    Raises ``ValueError`` for a place that is none.
    """
    rows = _for_programs().filter(locale__language_code=lang, first_published_at__isnull=False)
    if place is not None:
        moment, pk = datetime.fromisoformat(place[0]), int(place[1])
        rows = rows.filter(Q(first_published_at__lt=moment) | Q(first_published_at=moment, pk__lt=pk))
    read = list(rows.order_by("-first_published_at", "-pk")[: most + 1])
    last = read[most - 1] if len(read) > most else None
    behind = [last.first_published_at.isoformat(), last.pk] if last and last.first_published_at else None
    return agreed(read[:most], Use.FEED), behind


def one_for_programs(key: str, lang: str) -> StoryPage | None:
    """Return a story by the key of its translations: in a language, else in the first it was written in."""
    try:
        rows = agreed(_for_programs().filter(translation_key=UUID(key)).order_by("pk"), Use.FEED)
    except ValueError:
        return None
    return next((one for one in rows if one.locale.language_code == lang), rows[0] if rows else None)


def _for_programs() -> "QuerySet[StoryPage]":
    rows = StoryPage.objects.live().filter(alias_of=None)
    return rows.select_related("picture", "producer__picture", "locale")


@dataclass(frozen=True)
class Day:
    """A day, and how its reader writes it."""

    day: date
    text: str


def _day(moment: datetime | None, lang: str) -> Day | None:
    if moment is None:
        return None
    day = timezone.localdate(moment)
    return Day(day, date_written(day, lang))


def _is_updated(page: StoryPage) -> bool:
    first, last = page.first_published_at, page.last_published_at
    return bool(first and last and last.date() > first.date())
