"""The awards in the portal: she nominates herself, her agent nominates her, and she alone says yes."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from home.awards.models import Backer, Edition, Nomination
from home.awards.testing.builders import an_award_edition
from producers.domain.grants import Permission
from producers.testing.builders import a_producer, an_agent_for, an_owner_of

pytestmark = pytest.mark.django_db
PAGE = "/fr/portal/awards/"


@pytest.fixture
def maker(db):
    return a_producer(name="Itto", voice="woman", phone="+212600000077")


@pytest.fixture
def hers(client, maker):
    client.force_login(an_owner_of(maker))
    return client


def test_she_nominates_herself_and_that_is_her_yes(hers):
    an_award_edition()
    assert hers.post(PAGE, {"category": "artisanat", "words": "Je forme mes voisines"}).status_code == 302
    nomination = Nomination.objects.get()
    assert (nomination.state, nomination.is_woman, nomination.backers.get().way) == ("agreed", True, "self")
    assert nomination.token in hers.get(PAGE).content.decode()


def test_an_agent_nominates_her_and_she_is_asked_herself(client, maker):
    an_award_edition()
    client.force_login(an_agent_for(maker, permission=Permission.EDIT_PROFILE))
    assert client.post(PAGE, {"category": "artisanat"}).status_code == 302
    assert Nomination.objects.get().state == "asked"
    assert Backer.objects.get().way == "agent"
    assert Nomination.objects.get().token not in client.get(PAGE).content.decode()


def test_what_is_wrong_is_said_and_nothing_is_kept(hers):
    an_award_edition()
    assert hers.post(PAGE, {}).status_code == 422
    broken = SimpleUploadedFile("voice.webm", b"no sound", content_type="audio/webm")
    assert hers.post(PAGE, {"category": "artisanat", "sound": broken}).status_code == 422
    assert not Nomination.objects.exists()


def test_without_an_open_edition_there_is_nothing_to_press(hers):
    Edition.objects.all().delete()
    assert 'id="award"' not in hers.get(PAGE).content.decode()
