"""A page that is not translated stands in the other languages all the same: in its own words, marked as such.

Wagtail keeps such an alias equal to its page, takes it down with it, and turns it into a page of its own
when somebody translates it. A job makes them, so that a page may be published by whatever way there is.
"""

from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from wagtail.models import Locale, Page

from home.models import HomePage, LandingPage, StoryIndexPage, StoryPage

KINDS = (HomePage, LandingPage, StoryIndexPage, StoryPage)
BATCH = 100


def show_elsewhere(limit: int = BATCH) -> int:
    """Make the aliases that are missing, at most ``limit`` a language; return how many.

    A page that is published in several languages is shown in the site's own, if that is one of them.
    """
    return sum(_show_in(locale, limit) for locale in Locale.objects.order_by("pk"))


def _show_in(locale: Locale, limit: int) -> int:
    there = Page.objects.filter(locale=locale).values("translation_key")
    rows = Page.objects.live().type(*KINDS).filter(alias_of=None).exclude(translation_key__in=there)
    sources: dict[UUID, Page] = {}
    for page in rows.select_related("locale").order_by("depth", "pk"):
        if page.translation_key not in sources or page.locale.language_code == settings.LANGUAGE_CODE:
            sources[page.translation_key] = page
    return sum(_alias(page, locale) for page in list(sources.values())[:limit])


def _alias(page: Page, locale: Locale) -> bool:
    """Make one alias, with those of the pages above it; False where somebody else was faster."""
    if Page.objects.filter(locale=locale, translation_key=page.translation_key).exists():
        return False  # came with a page below it
    try:
        with transaction.atomic():
            page.specific.copy_for_translation(locale, copy_parents=True, alias=True)
    except IntegrityError:  # a translation was begun in between
        return False
    return True
