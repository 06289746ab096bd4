"""Pages for tests."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Locale, Page, Site

from home.domain.consent import Use
from home.models import HomePage, StoryConsent, StoryIndexPage, StoryPage
from producers.testing.builders import a_producer


def a_home_page(language: str = "fr") -> HomePage:
    """Return the home page of a language, made when it is missing; the French one is the site's root."""
    locale, _ = Locale.objects.get_or_create(language_code=language)
    there = HomePage.objects.filter(locale=locale).first()
    if there:
        return there
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root", locale=locale)
    page = HomePage(title="Tiwizi", slug=f"home-{language}", locale=locale, sentence="Des choses faites.")
    french = HomePage.objects.filter(locale__language_code="fr").first()
    if french:
        page.translation_key = french.translation_key
    root.add_child(instance=page)
    if language == "fr":
        Site.objects.update_or_create(
            is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": page}
        )
    return page


def a_story_index(language: str = "fr") -> StoryIndexPage:
    """Return the page of all stories of a language, made when it is missing."""
    home = a_home_page(language)
    there = StoryIndexPage.objects.child_of(home).first()
    if there:
        return there
    page = StoryIndexPage(title="Histoires", slug="stories", locale=home.locale)
    french = StoryIndexPage.objects.filter(locale__language_code="fr").first()
    if french:
        page.translation_key = french.translation_key
    return home.add_child(instance=page)


def a_story(language: str = "fr", **fields: Any) -> StoryPage:
    """Build a draft of a story about a producer; publish it with ``published``."""
    fields.setdefault("producer", None)
    fields["producer"] = fields["producer"] or a_producer()
    values = {"title": "Le premier métier", "slug": "premier", "summary": "Elle a commencé à douze ans."}
    index = a_story_index(language)
    page = StoryPage(**{**values, "live": False, "shows_face": False, "locale": index.locale, **fields})
    return index.add_child(instance=page)


def a_consent(story: StoryPage, **fields: Any) -> StoryConsent:
    """Record a yes to every use, heard today, for a year."""
    today = timezone.localdate()
    uses = {use.value: True for use in Use}
    values = {
        "work": story.translation_key, "producer": story.producer, "person": "Aïcha", "heard_in": "ar",
        "heard_on": today, "valid_until": today + timedelta(days=365), **uses,
    }  # fmt: skip
    return StoryConsent.objects.create(**{**values, **fields})


def published(story: StoryPage) -> StoryPage:
    """Publish a draft as an editor does."""
    story.save_revision().publish()
    story.refresh_from_db()
    return story
