"""An editor records a consent for a story, and takes it back."""

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from home.models import StoryConsent, StoryPage
from home.testing.builders import a_story, published

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/snippets/tiwizi_home/storyconsent/"


def test_a_consent_is_recorded_for_a_story_and_withdrawn(client):
    client.force_login(get_user_model().objects.create_superuser("editor", "e@example.test", "x"))
    story, today = a_story(), timezone.localdate().isoformat()
    form = {
        "about": story.pk, "person": "Aïcha", "name": "on", "place": "on", "story": "on",
        "heard_in": "ar", "heard_on": today, "valid_until": today,
    }  # fmt: skip
    answer = client.post(f"{ADDRESS}add/", form)
    assert answer.status_code == 302, answer.content.decode()
    consent = StoryConsent.objects.get()
    assert consent.work == story.translation_key
    published(story)
    client.post(f"{ADDRESS}edit/{consent.pk}/", {**form, "face": "on"})
    client.post(f"{ADDRESS}delete/{consent.pk}/")
    consent.refresh_from_db()
    assert consent.withdrawn_at
    assert not consent.face
    assert not StoryPage.objects.live().exists()
