"""An editor writes a course with its lessons and cards, looks at it, and says when it is held."""

import pytest
from django.contrib.auth import get_user_model

from home.events.testing.builders import an_event
from home.training.models import Course
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/snippets/tiwizi_training/course/"


def formset(name: str, *rows: dict[str, str]) -> dict[str, str]:
    sizes = {"TOTAL_FORMS": len(rows), "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    found = {f"{name}-{key}": str(value) for key, value in sizes.items()}
    for number, row in enumerate(rows):
        found |= {f"{name}-{number}-{key}": value for key, value in row.items()}
        found[f"{name}-{number}-ORDER"] = str(number + 1)
    return found


def form(**changes: str) -> dict[str, str]:
    training = an_event(kind="training")
    return {
        "title_0": "Prix", "title_1": "ثمن", "slug": "prix", "audience": "beneficiaries", "theme": "price",
        "hours": "12", "original_language": "fr", "action-publish": "1",
        **formset("lessons", {"title_0": "La matière", "practice_0": "Peser."}),
        **formset("lessons-0-cards", {"text_0": "La laine", "sign": "coin"},
                  {"text_0": "L’eau", "sign": "info"}),
        **formset("trainers", {"name": "Khadija"}),
        **formset("questions", {"text_0": "Combien ?"}),
        **formset("questions-0-choices", {"text_0": "Assez", "sign": "coin", "is_right": "on"}),
        **formset("events", {"event": str(training.pk)}),
        **changes,
    }  # fmt: skip


@pytest.fixture
def editor(client):
    a_market()
    client.force_login(get_user_model().objects.create_superuser("editor", "e@example.test", "x"))
    return client


def test_an_editor_writes_a_course_and_it_is_public(editor):
    answer = editor.post(f"{ADDRESS}add/", form())
    assert answer.status_code == 302, answer.context["form"].errors
    course = Course.objects.get()
    assert course.live
    assert [str(one.text) for one in course.lessons.get().cards.all()] == ["La laine", "L’eau"]
    assert course.events.get().event.kind == "training"
    assert editor.get(f"{ADDRESS}edit/{course.pk}/").status_code == 200
    address = f"{ADDRESS}preview/{course.pk}/"
    assert editor.post(address, form(title_0="Le juste prix")).json()["is_valid"]
    assert "Le juste prix" in editor.get(address).content.decode()


def test_a_draft_keeps_its_cards_until_it_is_published(editor):
    sent = form()
    del sent["action-publish"]
    editor.post(f"{ADDRESS}add/", sent)
    course = Course.objects.get()
    assert not course.live
    draft = course.get_latest_revision_as_object()
    draft.lessons.all()[0].cards.all()[0].text = "La soie"
    draft.save_revision().publish()
    assert str(Course.objects.get().lessons.get().cards.first().text) == "La soie"


@pytest.mark.parametrize(
    "changes",
    [
        {"hours": "0"},
        {"theme": "gold"},
        {"trainers-0-name": "", "trainers-0-user": ""},
        {"lessons-0-cards-0-sign": ""},
    ],
)
def test_what_is_no_course_is_refused_with_the_form_kept(editor, changes):
    answer = editor.post(f"{ADDRESS}add/", form(**changes))
    assert (answer.status_code, Course.objects.exists()) == (200, False)
    assert "La matière" in answer.content.decode()


def test_a_fair_is_no_event_of_a_course(editor):
    fair = an_event()
    answer = editor.post(f"{ADDRESS}add/", form(**{"events-0-event": str(fair.pk)}))
    assert (answer.status_code, Course.objects.exists()) == (200, False)
