"""Courses for the public: the list and its filters, a course with its lessons, voices, the kit."""

import json
import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from pypdf import PdfReader

from home.events.testing.builders import an_event
from home.training.models import Trainer
from home.training.testing.builders import a_course, a_lesson, a_project, a_question, held_at
from producers.actions.prompts import keep_prompt
from producers.domain.actors import SYSTEM
from producers.testing.builders import an_association, an_editor, texts
from shop.testing.builders import a_market
from tests.oracles.vocabulary import faults

pytestmark = pytest.mark.django_db
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture(autouse=True)
def _market(db):
    a_market()


def listed(client, query: str = "", lang: str = "fr") -> list[str]:
    return [card.title.text for card in client.get(f"/{lang}/training/{query}").context["cards"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Dette", "Prix"]),
        ("?theme=price", ["Prix"]),
        ("?audience=agents", ["Dette"]),
        ("?audience=agents&theme=price", []),
        ("?audience=kings&theme=gold", ["Dette", "Prix"]),
    ],
)
def test_filters_narrow_and_what_does_not_exist_is_ignored(client, query, found):
    a_course(title="Prix")
    a_course(title="Dette", theme="debt", audience="agents")
    a_course(title="Ébauche", live=False)
    assert listed(client, query) == found


def test_pages_are_real_addresses_and_an_empty_list_leads_on(client):
    assert "?kind=training" in client.get("/fr/training/").content.decode()
    for number in range(13):
        a_course(slug=f"c{number:02}", title=f"Cours {number}")
    assert (len(listed(client)), listed(client, "?page=2")) == (12, ["Cours 12"])
    assert client.get("/fr/training/?page=3").status_code == 404
    assert "/fr/training/" in client.get("/fr/training/?theme=debt").content.decode()


@pytest.mark.parametrize("size", [1, 12])
def test_the_list_takes_few_queries_whatever_its_size(client, django_assert_max_num_queries, size):
    for _number in range(size):
        a_course()
    with django_assert_max_num_queries(9):
        assert len(listed(client)) == size


@pytest.fixture
def course():
    """A course with two lessons, somebody who teaches it, and events that come, are over, or are drafts."""
    course = a_course(
        slug="prix",
        title={"fr": "Fixer son prix", "ar": "تحديد الثمن"},
        needed=texts("Une balance\nUne montre"),
    )
    a_lesson(course, "Peser la laine.", "Dire ce qu’elle coûte.", practice=texts("Peser sa pièce."))
    a_lesson(course, "Compter les heures.", title="Les heures")
    Trainer.objects.create(course=course, name="Khadija B.", organisation=an_association(name="Tadamoun"))
    today = timezone.localdate()
    when = ((5, "À venir", {}), (-9, "Passée", {}), (6, "Cachée", {"live": False}))
    for offset, title, fields in (*when, (7, "Annulée", {"status": "cancelled"})):
        first = today + timedelta(days=offset)
        held_at(course, an_event(kind="training", title=title, first_day=first, last_day=first, **fields))
    return course


def test_a_course_says_what_who_and_when_and_is_described_for_search_engines(client, course):
    page = client.get("/fr/training/prix/")
    words = page.content.decode()
    assert [one.title.text for one in page.context["sessions"]] == ["À venir"]
    assert all(one in words for one in ("Khadija B.", "Tadamoun", "/fr/training/prix/2/"))
    data = json.loads(SCRIPT.search(words)[1])
    assert not list(faults(data))
    node = data["@graph"][0]
    assert (node["@type"], node["teaches"]) == ("Course", ["La matière", "Les heures"])
    assert [one["name"] for one in node["hasCourseInstance"]] == ["À venir"]
    assert "تحديد الثمن" in client.get("/ar/training/prix/").content.decode()
    assert client.get("/fr/training/nothing/").status_code == 404


@pytest.mark.parametrize("lessons", [1, 6])
def test_a_course_takes_few_queries_however_long_it_is(client, django_assert_max_num_queries, lessons):
    course = a_course(slug="long")
    for _number in range(lessons):
        a_lesson(course, "Une", "Deux")
    with django_assert_max_num_queries(14):
        client.get("/fr/training/long/")


@pytest.mark.parametrize("size", [1, 6])
def test_lessons_questions_and_a_project_take_few_queries(client, django_assert_max_num_queries, size):
    course, sheet = a_course(slug="long"), a_project()
    lesson = a_lesson(course, *("Une" for _ in range(size)))
    for _number in range(size):
        a_question(course)
    for address in (f"training/long/{lesson.sort_order + 1}/", "training/long/quiz/before/", "project/",
                    f"project/sheet/{sheet.token}/"):  # fmt: skip
        with django_assert_max_num_queries(10):
            assert client.get(f"/fr/{address}").status_code == 200


def test_a_lesson_shows_its_cards_and_leads_to_the_next(client, course):
    page = client.get("/fr/training/prix/1/").content.decode()
    assert page.count('data-role="lesson-card"') == 2
    assert all(
        one in page for one in ("Peser sa pièce.", "/fr/training/prix/2/", 'data-say="Peser la laine."')
    )
    for number in (0, 3):
        assert client.get(f"/fr/training/prix/{number}/").status_code == 404


def test_a_card_is_heard_in_the_voice_that_was_asked_for(client, course):
    card = course.lessons.first().cards.first()
    rest = course.lessons.first().cards.last()
    for voice in ("fr", "shi"):
        for one in (card, rest):
            sound = ContentFile(b"x", f"{voice}-{one.pk}.ogg")
            keep_prompt(f"card.{one.export_id}", voice, sound, seconds=2, actor=SYSTEM)
    page = client.get("/fr/training/prix/1/")
    assert dict(page.context["voices"]).keys() == {"shi", "fr"}
    assert [f"fr-{card.pk}" in one.sound for one in page.context["lesson"].cards] == [True, False]
    other = client.get("/fr/training/prix/1/?voice=shi")
    assert f"shi-{card.pk}" in other.context["lesson"].cards[0].sound
    assert "<noscript><audio controls" in other.content.decode()
    assert client.get("/fr/training/prix/1/?voice=klingon").context["voice"] == ""


def test_the_recording_desk_offers_cards_of_public_courses(client, course):
    a_lesson(a_course(live=False), "Secret")
    client.force_login(an_editor())
    desk = client.get("/admin/voices/shi/").content.decode()
    card = course.lessons.first().cards.first()
    assert f"card.{card.export_id}" in desk
    assert "Secret" not in desk
    assert "Peser la laine." in client.get(f"/admin/voices/shi/card.{card.export_id}/").content.decode()
    assert client.get("/admin/voices/shi/card.none/").status_code == 404


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_kit_of_the_trainer_is_printed(client, course, lang):
    answer = client.get(f"/{lang}/training/prix/kit.pdf")
    assert answer["Content-Type"] == "application/pdf"
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    assert all(one in text for one in ("Une balance", "Peser sa pièce."))


def test_courses_are_found_and_on_the_map(client, course):
    page = client.get("/fr/search/?q=heures")
    assert "/fr/training/prix/" in page.content.decode()
    sitemap = client.get("/sitemap-training-1.xml").getvalue().decode()
    assert "/fr/training/prix/2/" in sitemap
    assert "/ar/training/prix/" in sitemap
