"""Stories as readers see them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

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
