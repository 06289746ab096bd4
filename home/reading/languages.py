"""A page in its other languages: for search engines, and for the reader who switches."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from wagtail.models import Page

from producers.domain.shown import direction
from producers.reading.head import absolute


def language_of(page: Page, known: Mapping[int, str] | None = None) -> dict[str, Any]:
    """Return the language of a page's words: an alias shows those of another, and says so.

    ``known`` are languages by page, where they have been read already.
    """
    lang, now = (known or {}).get(page.alias_of_id or page.pk), get_language() or "fr"
    lang = lang or (page.alias_of if page.alias_of_id else page).locale.language_code
    return {"text_language": lang, "text_direction": direction(lang), "is_fallback": lang != now}


class Translations:
    """Where a page stands in each language; one query."""

    def __init__(self, page: Page) -> None:
        rows = Page.objects.live().filter(translation_key=page.translation_key).select_related("locale")
        self._rows = [(row.locale.language_code, row.url or "", row.alias_of_id) for row in rows]

    @property
    def for_readers(self) -> Mapping[str, str]:
        """Language to path, with the languages that show another's text as their own."""
        return {code: path for code, path, _alias in self._rows}

    @property
    def for_machines(self) -> tuple[tuple[str, str], ...]:
        """Language and full address where it is really written so; nothing for a page in one language."""
        found = sorted((code, absolute(path)) for code, path, alias in self._rows if alias is None)
        return tuple(found) if len(found) > 1 else ()
