"""The long story of a room as plain values, in the reader's language or the one it was told in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from wagtail.rich_text import expand_db_html

from home.exhibition.models import RoomStory
from producers.domain.shown import PictureShown, direction
from producers.reading.pictures import picture_shown

HEAVY = frozenset({"picture", "gallery", "video"})
"""What a page for a slow line leaves out."""


@dataclass(frozen=True)
class Part:
    """One block. ``words`` is the text of a quote, a caption, or what a film shows."""

    kind: str
    html: SafeString | None = None
    words: str = ""
    who: str = ""
    url: str = ""
    pictures: tuple[PictureShown, ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class StoryShown:
    """The story with its language."""

    lang: str
    parts: tuple[Part, ...]
    is_fallback: bool

    @property
    def dir(self) -> str:
        """The direction of its writing."""
        return direction(self.lang)


def read_story(stories: Iterable[RoomStory], lang: str, own: str, *, is_light: bool) -> StoryShown | None:
    """Return the story in a language, else in the room's own, else in any; None where there is none."""
    by_language = {one.language: one for one in stories}
    found = next((by_language[code] for code in (lang, own, *by_language) if code in by_language), None)
    if found is None:
        return None
    parts = tuple(_parts(found, lang, is_light=is_light))
    return StoryShown(found.language, parts, found.language != lang) if parts else None


def _parts(story: RoomStory, lang: str, *, is_light: bool) -> Iterator[Part]:
    for block in story.body:
        if not (is_light and block.block_type in HEAVY):
            yield READ[block.block_type](block.value, lang)


def _text(value: Any, lang: str) -> Part:
    # Cleaned when it was read from the row: see ``producers.rich_text``.
    return Part("text", html=SafeString(expand_db_html(value.source)))


def _quote(value: Any, lang: str) -> Part:
    return Part("quote", words=value["words"], who=value["who"])


def _picture(value: Any, lang: str) -> Part:
    return Part("picture", words=value["caption"], pictures=_shown([value["picture"]], lang))


def _gallery(value: Any, lang: str) -> Part:
    return Part("gallery", pictures=_shown(value, lang))


def _video(value: Any, lang: str) -> Part:
    still = _shown([value["poster"]], lang)
    return Part("video", words=value["title"], url=value["address"], pictures=still)


def _numbers(value: Any, lang: str) -> Part:
    return Part("numbers", numbers=tuple((one["number"], one["what"]) for one in value))


def _shown(pictures: Iterable[Any], lang: str) -> tuple[PictureShown, ...]:
    return tuple(found for one in pictures if (found := picture_shown(one, lang)))


READ = {
    "text": _text,
    "quote": _quote,
    "picture": _picture,
    "gallery": _gallery,
    "video": _video,
    "numbers": _numbers,
}
