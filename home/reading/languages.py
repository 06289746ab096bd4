"""A page in its other languages: for search engines, and for the reader who switches."""

from collections.abc import Mapping

from wagtail.models import Page

from producers.reading.head import absolute


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
