"""The editor's guide: there for editors, and its steps lead from nothing to a public story."""

import json
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from home.editors_chapters import CHAPTERS
from home.models import StoryConsent, StoryPage
from home.testing.builders import a_story_index
from producers.testing.builders import a_producer
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db
GUIDE = "/admin/guide/"
PARAGRAPH = {
    "key": "a", "text": "Laine", "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": [],
}  # fmt: skip


def steps(client) -> dict[str, str]:
    page = client.get(GUIDE).content.decode()
    found = re.findall(r'<li><a href="(/admin/[^"]+)"', page)
    return {"write": found[0], "consent": found[1]}


def test_it_is_for_those_who_may_enter(client):
    assert client.get(GUIDE).status_code == 302


def test_without_a_page_for_stories_it_says_so(admin_client):
    assert admin_client.get(GUIDE).status_code == 200
    assert "storypage" not in admin_client.get(GUIDE).content.decode()


def test_following_it_publishes_a_story(admin_client):
    for code in ("ma", "eu", "world"):
        a_market(code)
    a_story_index()
    maker = a_producer()
    way = steps(admin_client)
    form = {
        "title": "Le rouge", "slug": "le-rouge", "producer": maker.pk, "summary": "Elle compte ses jours.",
        "body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "text", "body-0-id": "",
        "body-0-value": json.dumps({"blocks": [PARAGRAPH], "entityMap": {}}),
        "tags": "", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
    }  # fmt: skip
    assert admin_client.get(way["write"]).status_code == 200
    answer = admin_client.post(way["write"], form)
    assert answer.status_code == 302, re.findall(r"error-message[^>]*>([^<]+)", answer.content.decode())
    story = StoryPage.objects.get()
    edit = f"/admin/pages/{story.pk}/edit/"
    admin_client.post(edit, form | {"action-publish": "1"})
    story.refresh_from_db()
    assert not story.live, "nobody has been asked yet"
    today = timezone.localdate()
    said = {
        "about": story.pk, "person": "Fadma", "name": "on", "place": "on", "story": "on", "heard_in": "zgh",
        "heard_on": today.isoformat(), "valid_until": today.isoformat(),
    }  # fmt: skip
    assert admin_client.post(way["consent"], said).status_code == 302
    assert StoryConsent.objects.get().work == story.translation_key
    admin_client.post(edit, form | {"action-publish": "1"})
    story.refresh_from_db()
    assert story.live
    assert admin_client.get("/fr/stories/le-rouge/").status_code == 200


@pytest.mark.parametrize("name", [name for _title, name, _steps in CHAPTERS])
def test_each_chapter_leads_to_where_the_work_is_done(name):
    assert reverse(name)
