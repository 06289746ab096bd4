"""Her page: she writes or shows, an editor checks, and what is live stays until then."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from wagtail.models import Collection, Locale

from home.testing.builders import a_home_page
from producers.actions.moderate import approve, send_back
from producers.domain.actors import SYSTEM
from producers.domain.moderation import Seen
from producers.models import Consent, Organisation, Picture, ProducerPage, Submission
from producers.story_drafts import page_of, words_of
from producers.testing.builders import a_producer, an_agent_for, an_owner_of
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def maker(db) -> Organisation:
    a_market("ma")
    Locale.objects.get_or_create(language_code="fr")
    Collection.objects.exists() or Collection.add_root(name="Root")
    a_home_page()
    maker = a_producer(name="Fatima")
    Consent.objects.create(
        organisation=maker, person="F", scope="story", heard_in="fr", given_at=timezone.now()
    )
    return maker


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def client(maker) -> Client:
    return signed_in(an_owner_of(maker))


def write(client: Client, words: str):
    return client.post(reverse("portal:story_words"), {"words": words})


def a_photo(kind: str = "JPEG") -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (640, 800), "teal").save(content, kind)
    return SimpleUploadedFile("me.jpg", content.getvalue(), "image/jpeg")


def seen(sent: Submission) -> Seen:
    page = ProducerPage.objects.get(pk=sent.object_id)
    return Seen(revision=sent.revision_id, live=page.live_revision_id)


def public_page(maker: Organisation) -> str:
    return Client().get(reverse("producers:profile", args=[maker.slug])).content.decode()


def test_her_words_wait_and_are_read_once_they_are_approved(maker, client):
    assert write(client, "Je tisse.\n\nDepuis dix ans.").status_code == 302
    sent = Submission.objects.get()
    assert (sent.organisation, sent.state, sent.language) == (maker, "waiting", "fr")
    assert "Je tisse." not in public_page(maker)
    assert "vérif" in client.get(reverse("portal:story")).content.decode()
    approve(sent, actor=SYSTEM, seen=seen(sent))
    assert "<p>Depuis dix ans.</p>" in public_page(maker)


def test_a_change_leaves_what_is_live_until_it_is_approved(maker, client):
    write(client, "Avant")
    sent = Submission.objects.get()
    approve(sent, actor=SYSTEM, seen=seen(sent))
    write(client, "Après")
    assert "Avant" in public_page(maker)
    assert "Après" not in public_page(maker)
    assert "Après" in client.get(reverse("portal:story_words")).content.decode()


def test_what_comes_back_says_why_in_pictures(maker, client):
    write(client, "…")
    sent = Submission.objects.get()
    send_back(sent, actor=SYSTEM, seen=seen(sent), reasons=["words_unclear"], note="Encore une phrase")
    page = client.get(reverse("portal:story")).content.decode()
    assert "portal-reasons" in page
    assert "Encore une phrase" in page


@pytest.mark.parametrize("words", ["", " \n ", "x" * 100_000])
def test_words_that_cannot_be_taken_are_kept_and_explained(maker, client, words):
    answer = write(client, words)
    assert answer.status_code == 422
    assert 'data-role="error"' in answer.content.decode()
    assert not Submission.objects.exists()


def test_a_script_is_shown_as_text(maker, client):
    write(client, "<script>alert(1)</script>")
    sent = Submission.objects.get()
    approve(sent, actor=SYSTEM, seen=seen(sent))
    assert "<script>alert(1)" not in public_page(maker)


def test_the_same_form_twice_is_one_change(maker, client):
    write(client, "Je tisse.")
    write(client, "Je tisse.")
    assert Submission.objects.waiting().count() == 1
    assert ProducerPage.objects.count() == 1


def test_her_photo_waits_and_then_stands_beside_her_products_too(maker, client):
    assert client.post(reverse("portal:story_photo"), {"photo": a_photo()}).status_code == 302
    sent, picture = Submission.objects.get(), Picture.objects.get()
    maker.refresh_from_db()
    assert maker.picture_id is None
    approve(sent, actor=SYSTEM, seen=seen(sent))
    maker.refresh_from_db()
    assert maker.picture_id == picture.pk


@pytest.mark.parametrize("content", [b"", b"<svg onload=alert(1)>", b"<html>", b"\xff\xd8\xff"])
def test_a_file_that_is_no_photo_is_explained_beside_the_field(maker, client, content):
    file = SimpleUploadedFile("me.jpg", content, "image/jpeg")
    answer = client.post(reverse("portal:story_photo"), {"photo": file})
    assert answer.status_code == 422
    assert 'data-role="error"' in answer.content.decode()
    assert not Picture.objects.exists()


def test_without_a_photo_it_says_so(maker, client):
    assert client.post(reverse("portal:story_photo"), {}).status_code == 422


def test_a_suspended_maker_is_told_and_nothing_is_sent(maker, client):
    Organisation.objects.update(status=Organisation.Status.SUSPENDED)
    answer = write(client, "Je tisse.")
    assert answer.status_code == 422
    assert not Submission.objects.exists()
    assert not ProducerPage.objects.exists()


def test_a_language_without_a_home_is_explained(maker, client):
    answer = client.post("/ar/portal/story/words/", {"words": "أنسج"})
    assert answer.status_code == 422
    assert not ProducerPage.objects.exists()


def test_an_agent_needs_the_page_in_her_grant(maker):
    client = signed_in(an_agent_for(maker, permission="manage_stock"))
    assert write(client, "Elle tisse.").status_code == 404
    assert not Submission.objects.exists()


def sent_by(user, maker, words: str, key: str, seen: str):
    headers = {"X-Sent-Key": key, "X-Sent-For": maker.export_id}
    form = {"words": words, "seen": seen, "sent_end": "1"}
    return signed_in(user).post(reverse("portal:story_words"), form, headers=headers)


def test_two_agents_change_the_same_words_without_a_line_and_nothing_is_lost(maker, client):
    write(client, "Je tisse.")
    first = an_agent_for(maker, permission="edit_profile", username="first")
    second = an_agent_for(maker, permission="edit_profile", username="second")
    seen = client.get(reverse("portal:story_words")).context["seen"]
    assert sent_by(first, maker, "Je tisse la laine.", "key-of-first", seen).status_code == 200
    answer = sent_by(second, maker, "Je tisse le coton.", "key-of-second", seen)
    assert answer.status_code == 409
    met = answer.json()
    assert met["mine"][0][1] == "Je tisse le coton."
    assert met["theirs"][0][1] == "Je tisse la laine."
    assert words_now(maker) == "Je tisse la laine."
    again = sent_by(second, maker, "Je tisse le coton.", "key-of-choice", met["seen"])
    assert again.status_code == 200
    assert words_now(maker) == "Je tisse le coton."


def test_the_same_words_from_both_are_no_conflict(maker, client):
    seen = client.get(reverse("portal:story_words")).context["seen"]
    write(client, "Je tisse.")
    assert client.post(reverse("portal:story_words"), {"words": "Je tisse.", "seen": seen}).status_code == 302


def test_without_script_she_sees_both_words_side_by_side(maker, client):
    seen = client.get(reverse("portal:story_words")).context["seen"]
    write(client, "Je tisse.")
    page = client.post(reverse("portal:story_words"), {"words": "Je brode.", "seen": seen})
    assert page.status_code == 409
    text = page.content.decode()
    assert ("Je tisse." in text, 'name="words" value="Je brode."' in text) == (True, True)


def test_a_voice_before_the_first_words_is_refused_and_not_thrown_away_in_silence(maker, client):
    answer = client.post(reverse("portal:story_voice"), {})
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()


def words_now(maker) -> str:
    return words_of(page_of(maker, "fr"))
