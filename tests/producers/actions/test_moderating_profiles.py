"""Her page goes the same way as her products."""

import json

import pytest
from wagtail.models import Locale, Page

from producers.actions.moderate import approve, edit_and_approve
from producers.domain.actors import Actor
from producers.models import Act, ProducerPage
from producers.profile_kind import contents_of
from producers.testing.builders import a_producer
from producers.testing.submitting import a_submission, seen_by

pytestmark = pytest.mark.django_db
EDITOR = Actor(None, "editor")
STORY = [
    {"type": "paragraph", "value": "<p>Je <b>tisse</b> &amp; je teins.</p>", "id": "a"},
    {"type": "quote", "value": "Ma mère tissait.", "id": "b"},
]


@pytest.fixture
def page():
    Locale.objects.get_or_create(language_code="fr")
    root = Page.objects.filter(depth=1).first() or Page.add_root(title="Root")
    return root.add_child(
        instance=ProducerPage(title="Fatima", slug="fatima", organisation=a_producer(), live=True)
    )


def said(page) -> list[str]:
    return [word.text for word in contents_of(ProducerPage.objects.get(pk=page.pk), "fr").words]


def test_a_story_is_published_when_it_is_approved(page):
    sent = a_submission(page, story=json.dumps(STORY))
    assert said(page) == ["Fatima"]
    approve(sent, seen=seen_by(sent, page), actor=EDITOR)
    assert said(page) == ["Fatima", "Je tisse & je teins.", "Ma mère tissait."]
    assert Act.objects.filter(verb="profile.publish").get().for_organisation == page.organisation


def test_words_are_mended_block_by_block_and_never_become_markup(page):
    sent = a_submission(page, story=json.dumps(STORY))
    words = {
        ("story.a", "fr"): "Je tisse & je teins.",
        ("story.b", "fr"): "<script>alert(1)</script>",
        ("title", "fr"): "Fatima",
    }
    edit_and_approve(sent, seen=seen_by(sent, page), words=words, actor=EDITOR)
    first, second = ProducerPage.objects.get(pk=page.pk).story
    assert "<b>tisse</b>" in first.value.source, "what was not changed keeps its marks"
    assert second.value == "<script>alert(1)</script>", "a plain text, which pages escape"


def test_a_paragraph_that_was_changed_is_plain(page):
    sent = a_submission(page, story=json.dumps(STORY))
    edit_and_approve(
        sent, seen=seen_by(sent, page), words={("story.a", "fr"): "Je tisse.\n<i>x</i>"}, actor=EDITOR
    )
    first, _second = ProducerPage.objects.get(pk=page.pk).story
    assert first.value.source == "<p>Je tisse.</p><p>&lt;i&gt;x&lt;/i&gt;</p>"
