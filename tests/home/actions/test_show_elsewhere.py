"""A page without a translation is seen in every language: in its own words, marked, kept equal."""

import pytest
from wagtail.models import Locale, Page

from home.actions.show_elsewhere import show_elsewhere
from home.models import LandingPage, StoryPage
from home.testing.builders import a_consent, a_home_page, a_story, published
from producers.jobs import more_jobs
from tests.pages.world import build_world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _languages():
    for code in ("fr", "ar", "en", "zgh"):
        Locale.objects.get_or_create(language_code=code)


@pytest.fixture
def story():
    world = build_world()
    a_home_page("ar")
    page = a_story(producer=world.makers[0])
    a_consent(page)
    return published(page)


def others(page: Page) -> dict[str, Page]:
    rows = Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk)
    return {row.locale.language_code: row for row in rows.select_related("locale")}


def test_a_published_story_is_seen_in_every_language_with_a_mark(client, story):
    assert client.get("/ar/stories/premier/").status_code == 404
    show_elsewhere()
    assert {code: row.alias_of_id for code, row in others(story).items()} == dict.fromkeys(
        ("ar", "en", "zgh"), story.pk
    )
    page = client.get("/ar/stories/premier/").content.decode()
    assert 'lang="fr"' in page
    assert "foreign-mark" in page
    assert story.title in page


def test_a_second_time_nothing_is_made(story):
    assert show_elsewhere() > 0
    assert show_elsewhere() == 0


def test_a_draft_is_shown_nowhere():
    draft = a_story()
    show_elsewhere()
    assert others(draft) == {}


def test_a_translation_stays_what_it_is_also_while_it_is_a_draft():
    french = published_landing("fr", "Laine")
    draft = published_landing("ar", "صوف", translation_key=french.translation_key, live=False)
    show_elsewhere()
    assert others(french)["ar"].pk == draft.pk
    assert others(french)["ar"].alias_of is None


def test_of_two_languages_the_sites_own_is_shown():
    english = published_landing("en", "Wool")
    french = published_landing("fr", "Laine", translation_key=english.translation_key)
    show_elsewhere()
    assert others(french)["zgh"].alias_of_id == french.pk


def test_what_is_taken_down_is_taken_down_everywhere(client, story):
    show_elsewhere()
    StoryPage.objects.get(pk=story.pk).unpublish()
    assert {row.live for row in others(story).values()} == {False}
    assert client.get("/ar/stories/premier/").status_code == 404


def test_a_changed_page_changes_everywhere(story):
    show_elsewhere()
    story.title = "Le second métier"
    published(story)
    assert {row.title for row in others(story).values()} == {"Le second métier"}


def test_search_engines_are_told_of_what_is_written_only(client, story):
    show_elsewhere()
    page = client.get("/ar/stories/premier/").content.decode()
    assert 'rel="alternate"' not in page
    assert "/ar/stories/premier/" not in client.get("/sitemap.xml").content.decode()


def test_a_job_does_it():
    assert show_elsewhere in [job for job, _pause in more_jobs()]


def published_landing(language: str, title: str, **fields: object) -> LandingPage:
    home = a_home_page(language)
    return home.add_child(instance=LandingPage(title=title, slug="laine", locale=home.locale, **fields))
