"""Pages that explain, as readers see them."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Page

from home.models import LandingPage
from home.reading.languages import Translations, language_of
from producers.reading.head import Head, absolute

SECTION = "pages"


def explaining(slug: str, lang: str) -> LandingPage | None:
    """Return the public page ``pages/<slug>`` of a language, that of the site's own where it has none."""
    rows = LandingPage.objects.live().public().filter(slug=slug, url_path__endswith=f"/{SECTION}/{slug}/")
    wanted = rows.filter(depth=4, locale__language_code__in={lang, settings.LANGUAGE_CODE})
    found = {page.locale.language_code: page for page in wanted.select_related("locale")}
    return found.get(lang) or found.get(settings.LANGUAGE_CODE)


def read_landing(page: LandingPage, request: HttpRequest) -> dict[str, Any]:
    """Return what stands around a page: its head, its language, and the pages beside and below it."""
    translations = Translations(page)
    request.same_page = translations.for_readers  # type: ignore[attr-defined]  # the language switch reads it
    return {
        "head": Head(
            canonical=absolute(page.get_url(request) or ""),
            languages=translations.for_machines,
            title=page.seo_title or page.title,
            description=page.search_description,
        ),
        **language_of(page),
        "others": _near(page),
    }


def _near(page: LandingPage) -> list[Page]:
    """The pages of the same section: those below it, or beside it where it has a section above."""
    below = page.get_children() if page.slug == SECTION else page.get_siblings(inclusive=False)
    if page.depth <= 3 and page.slug != SECTION:
        return []
    return list(below.live().filter(show_in_menus=True).select_related("locale"))
