"""Somebody publishes a story at the moment when the woman in it takes her consent back."""

from functools import partial
from threading import Barrier

from home.actions.publish_story import NoConsentError
from home.actions.withdraw_consent import withdraw_consent
from home.models import StoryPage
from home.reading.consents import lack_of
from home.testing.builders import a_consent, a_story
from producers.domain.actors import Actor
from producers.testing.builders import a_producer
from tests.races.together import at_once

EDITOR = Actor(None, "editor")
ROUNDS = 8


def a_drafted_story(number: int = 1):
    """Return a draft that may be published, its revision, and the consent that it stands on."""
    story = a_story(slug=f"story-{number}", producer=a_producer(slug=f"maker-{number}", number=number))
    return story, story.save_revision(), a_consent(story)


def test_the_race_is_real_without_the_lock():
    """Ask first, publish then: a story stands there whose consent is gone."""
    story, _revision, consent = a_drafted_story()
    asked, withdrawn = Barrier(2), Barrier(2)

    def ask_then_publish() -> None:
        assert lack_of(StoryPage.objects.get(pk=story.pk)) is None
        asked.wait(60)
        withdrawn.wait(60)
        StoryPage.objects.filter(pk=story.pk).update(live=True)

    def withdraw() -> None:
        asked.wait(60)
        withdraw_consent(consent, actor=EDITOR)
        withdrawn.wait(60)

    assert at_once([ask_then_publish, withdraw]) == [None, None]
    story.refresh_from_db()
    assert story.live
    assert lack_of(story)


def test_whoever_comes_first_a_withdrawn_story_is_not_public():
    for number in range(1, ROUNDS + 1):
        story, revision, consent = a_drafted_story(number)
        withdraw = partial(withdraw_consent, consent, actor=EDITOR)
        published, withdrawn = at_once([revision.publish, withdraw])
        assert not isinstance(withdrawn, Exception), withdrawn
        assert published is None or isinstance(published, NoConsentError), published
        story.refresh_from_db()
        assert not story.live
        assert not story.approved_schedule
