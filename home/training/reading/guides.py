"""Guides and practice sheets as their pages show them."""

from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from home.training.models import Guide, PracticeSheet
from producers.domain.shown import shown
from producers.reading.head import read_head, written_in
from producers.reading.page_links import page_links

PER_PAGE = 20
PARTS = ("situation", "done", "result", "limits")


def read_guides(topic: str, number: int, lang: str) -> dict[str, Any]:
    """Return a page of the public guides, of one topic or of all. Raises ``EmptyPage``."""
    rows = Guide.objects.filter(live=True)
    page = Paginator(rows.filter(topic=topic) if topic else rows, PER_PAGE).page(number)
    url = reverse("training:guides")
    return {
        "cards": [
            (
                reverse("training:guide", args=[one.slug]),
                shown(one.title, lang, one.original_language),
                shown(one.summary, lang, one.original_language),
                one.get_topic_display(),
                one.as_of,
            )
            for one in page
        ],
        "topics": [(value, name, value == topic) for value, name in Guide.Topic.choices],
        "topic": topic,
        **page_links(page, lambda place: f"{url}?{topic and f'topic={topic}&'}page={place}"),
    }


def read_guide(guide: Guide, lang: str) -> dict[str, Any]:
    """Return one guide with its sources; an old one says so."""
    own, title = guide.original_language, shown(guide.title, lang, guide.original_language)
    return {
        "guide": guide,
        "title": title,
        "summary": shown(guide.summary, lang, own) if guide.summary else None,
        "body": shown(guide.body, lang, own),
        "sources": list(guide.sources.all()),
        "is_stale": guide.stale_after < timezone.localdate(),
        "head": _head("guide", guide, title.text),
    }


def draft_guide(guide: Guide) -> dict[str, Any]:
    """Return what the page of a draft shows."""
    return read_guide(guide, get_language() or "fr")


def readable(is_agent: bool) -> Any:
    """Return the practice sheets that a reader may see."""
    rows = PracticeSheet.objects.filter(live=True)
    return rows if is_agent else rows.filter(readers=PracticeSheet.Readers.EVERYBODY)


def read_practices(number: int, lang: str, is_agent: bool) -> dict[str, Any]:
    """Return a page of practice sheets. Raises ``EmptyPage`` for one that does not exist."""
    page = Paginator(readable(is_agent), PER_PAGE).page(number)
    url = reverse("training:practices")
    return {
        "cards": [
            (
                reverse("training:practice", args=[one.slug]),
                shown(one.title, lang, one.original_language),
                shown(one.situation, lang, one.original_language),
            )
            for one in page
        ],
        **page_links(page, lambda place: f"{url}?page={place}"),
    }


def read_practice(sheet: PracticeSheet, lang: str) -> dict[str, Any]:
    """Return one practice sheet."""
    own, title = sheet.original_language, shown(sheet.title, lang, sheet.original_language)
    return {
        "sheet": sheet,
        "title": title,
        "parts": [
            (PracticeSheet._meta.get_field(name).verbose_name, shown(getattr(sheet, name), lang, own))
            for name in PARTS
            if getattr(sheet, name)
        ],
        "head": _head("practice", sheet, title.text),
    }


def draft_practice(sheet: PracticeSheet) -> dict[str, Any]:
    """Return what the page of a draft shows."""
    return read_practice(sheet, get_language() or "fr")


def _head(name: str, row: Any, title: str) -> Any:
    known = written_in(row.title, row.original_language)
    return read_head(f"training:{name}", [row.slug or "-"], known, title=title, kind="article")
