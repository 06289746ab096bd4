"""A producer's page as one of the things that are checked."""

from collections.abc import Mapping
from html import escape, unescape
from typing import Any

from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.rich_text import RichText

from producers.actions.publish_profile import publish_profile
from producers.domain.grants import Permission
from producers.domain.moderation import Contents, Word, WordKey
from producers.models import Organisation, ProducerPage
from producers.reading.pictures import picture_shown
from producers.submissions import Kind


def owner_of(page: ProducerPage) -> Organisation:
    """Return the producer whose page it is."""
    return page.organisation


def contents_of(page: ProducerPage, language: str) -> Contents:
    """Return the words of a page block by block, and its portrait."""
    own = page.locale.language_code
    words = [Word("title", _("name of the page"), own, page.title)]
    words += [
        Word(f"story.{block.id}", str(block.block.label), own, _plain(block.value), is_long=True)
        for block in page.story
    ]
    picture = (page.picture_id, picture_shown(page.picture, language)) if page.picture_id else None
    return Contents(page.title, tuple(words), (picture,) if picture else ())


def write(page: ProducerPage, words: Mapping[WordKey, str], suggested: frozenset[str] = frozenset()) -> None:
    """Put words into the blocks of a draft. A block whose words stay keeps its marks as well."""
    texts = {field: text for (field, _language), text in words.items()}
    page.title = texts.get("title") or page.title
    page.draft_title = page.title
    for block in page.story:
        text = texts.get(f"story.{block.id}")
        if text is not None and text != _plain(block.value):
            block.value = RichText(_marked(text)) if isinstance(block.value, RichText) else text


def _plain(value: Any) -> str:
    if not isinstance(value, RichText):
        return str(value)
    lines = value.source.replace("</p>", "\n").replace("</li>", "\n").replace("<br/>", "\n")
    return unescape(strip_tags(lines)).strip()


def _marked(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())


PROFILE = Kind(
    code="profile",
    model=ProducerPage,
    label=gettext_lazy("her page"),
    icon="person",
    permission=Permission.EDIT_PROFILE,
    owner=owner_of,
    publish=publish_profile,
    contents=contents_of,
    write=write,
    edit_url=lambda pk: reverse("wagtailadmin_pages:edit", args=[pk]),
)
