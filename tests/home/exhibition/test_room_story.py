"""The long story of a room: in blocks, for each language, drafted, previewed, and light for a slow line."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import RequestFactory

from home.exhibition.models import Hanging, Room, RoomStory
from home.exhibition.testing.builders import a_room, a_work
from producers.testing.builders import a_picture
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db
KILOBYTE = 1000


def blocks(words: str = "La laine descend de la montagne.") -> list[tuple[str, object]]:
    picture = a_picture()
    return [
        ("text", f'<p>{words} <a href="javascript:alert(1)">x</a><script>alert(2)</script></p>'),
        ("quote", {"words": "Je compte les nœuds en chantant.", "who": "Itto"}),
        ("picture", {"picture": picture, "caption": "Le métier"}),
        ("gallery", [picture, picture]),
        ("video", {"poster": picture, "title": "Le lavage", "address": "https://film.example/1"}),
        ("numbers", [{"number": "40", "what": "nœuds par main"}]),
    ]


@pytest.fixture
def room(db) -> Room:
    a_market()
    room = a_room(a_work(), slug="salle")
    RoomStory.objects.create(room=room, language="fr", body=blocks())
    return room


def story_of(client, address: str) -> str:
    content = client.get(address).content.decode()
    _before, found, after = content.partition('data-role="story"')
    return after.partition("</section>")[0] if found else ""


def test_a_room_tells_its_story_with_every_block(client, room):
    told = story_of(client, "/fr/exhibition/salle/")
    for words in ("La laine descend", "Je compte les nœuds", "Itto", "Le métier", "Le lavage", "40"):
        assert words in told
    assert told.count("<picture>") == 4
    assert "script" not in told
    assert 'href="https://film.example/1" rel="noopener external"' in told


def test_each_language_has_its_own_and_others_see_the_original_marked(client, room):
    assert 'lang="fr" dir="ltr"' in story_of(client, "/ar/exhibition/salle/")
    RoomStory.objects.create(room=room, language="ar", body=[("text", "<p>الصوف</p>")])
    told = story_of(client, "/ar/exhibition/salle/")
    assert "الصوف" in told
    assert "lang=" not in told.partition(">")[0]
    assert "La laine" in story_of(client, "/en/exhibition/salle/")


def test_a_room_without_a_story_is_as_before(client, room):
    a_room(a_work(), slug="autre")
    assert story_of(client, "/fr/exhibition/autre/") == ""


def test_the_light_page_tells_it_without_pictures_and_stays_under_a_hundred_kilobytes(client, room):
    RoomStory.objects.all().delete()
    RoomStory.objects.create(room=room, language="fr", body=blocks("La laine descend de la montagne. " * 300))
    for _number in range(9):
        Hanging.objects.create(room=room, work=a_work(picture=a_picture()))
    answer = client.get("/fr/exhibition/salle/light/")
    told = story_of(client, "/fr/exhibition/salle/light/")
    assert "La laine descend" in told
    assert "<picture>" not in told
    assert len(answer.context["cards"]) == 5
    assert len(answer.content) < 100 * KILOBYTE
    assert story_of(client, "/fr/exhibition/salle/light/?page=2") == ""


def test_a_draft_is_previewed_and_public_once_it_is_published(client, room):
    draft = Room.objects.get(pk=room.pk)
    story = draft.stories.get(language="fr")
    story.body = [("text", "<p>Un brouillon</p>")]
    draft.stories.add(story)
    request = RequestFactory().get("/")
    shown = draft.get_preview_context(request, "")["story"]
    assert "Un brouillon" in str(shown.parts[0].html)
    draft.save_revision()
    assert "Un brouillon" not in story_of(client, "/fr/exhibition/salle/")
    draft.latest_revision.publish()
    assert "Un brouillon" in story_of(client, "/fr/exhibition/salle/")


def test_a_language_twice_or_unknown_is_refused(room):
    with pytest.raises(IntegrityError), transaction.atomic():
        RoomStory.objects.create(room=room, language="fr", body=[])
    with pytest.raises(ValidationError):
        RoomStory(room=room, language="xx", body=[]).full_clean()
