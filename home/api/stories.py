"""Stories, while the people in them agree to feeds too: a program copies what it reads."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import Query, Router, Schema

from home.reading.stories import one_for_programs, page_for_programs
from producers.reading.cards import producer_card
from producers.reading.head import absolute
from producers.reading.pictures import picture_shown
from shop.api import schemas
from shop.api.asked import Code, InLanguage, Paged
from shop.api.cursors import cursor_for, place_in
from shop.api.paging import link_next
from shop.api.problems import ProblemError
from shop.api.products import REFUSED
from shop.api.shapes import picture
from shop.api.shapes import producer_card as producer_shape

router = Router(tags=["stories"])


class StoryCard(Schema):
    """A story as lists show it; ``id`` is the same in all languages."""

    id: str
    url: str
    title: str
    summary: str
    lang: str
    picture: schemas.Picture | None
    producer_id: str
    published_at: datetime | None
    updated_at: datetime | None


class Story(StoryCard):
    """A story with its words as plain text, and who it is about."""

    paragraphs: list[str]
    producer: schemas.ProducerCard


class Stories(Schema):
    """A page of stories; it may hold fewer than asked for although another follows."""

    items: list[StoryCard]
    next: str | None


@router.get("stories", response={200: Stories, **REFUSED}, operation_id="listStories", url_name="stories")
def list_stories(request: HttpRequest, response: HttpResponse, asked: Query[Paged]) -> Any:
    """List the stories that are written in the language of the answer, newest first."""
    lang = get_language() or "fr"
    place = place_in(("stories", lang), asked.cursor)
    found, behind = page_for_programs(lang, place, asked.limit)
    following = cursor_for(("stories", lang), behind) if behind else None
    link_next(request, response, following)
    return {"items": [_card(one, lang) for one in found], "next": following}


@router.get("stories/{id}", response={200: Story, **REFUSED}, operation_id="getStory", url_name="story")
def get_story(request: HttpRequest, id: Code, asked: Query[InLanguage]) -> Any:  # noqa: A002  its name in the address
    """Show one story, in the language of the answer or in the one that it was written in first."""
    lang = get_language() or "fr"
    story = one_for_programs(id, lang)
    if story is None:
        raise ProblemError(404, "not_found")
    words = story.body.stream_block.get_searchable_content(story.body)
    maker = producer_shape(producer_card(story.producer, lang, with_crafts=False))
    return {**_card(story, lang), "paragraphs": [str(one) for one in words], "producer": maker}


def _card(story: Any, lang: str) -> dict[str, Any]:
    return {
        "id": str(story.translation_key),
        "url": absolute(story.url or ""),
        "title": story.title,
        "summary": story.summary,
        "lang": story.locale.language_code,
        "picture": picture(picture_shown(story.picture, lang)),
        "producer_id": story.producer.export_id,
        "published_at": story.first_published_at,
        "updated_at": story.last_published_at,
    }
