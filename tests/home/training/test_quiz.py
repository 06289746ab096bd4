"""The picture quiz: anybody’s sheet or that of a seat, refusals that keep what was touched, counts."""

import pytest
from django.contrib.auth.models import Permission

from home.events.actions.places import set_places
from home.events.actions.register import register
from home.events.testing.builders import a_person, an_event
from home.training.actions.answer_quiz import answer_quiz
from home.training.domain.quiz import SheetError, Why, mark, share
from home.training.models import QuizAnswer, QuizSheet
from home.training.reading.quiz import counted_by_question, counted_by_session
from home.training.testing.builders import a_course, a_question, held_at
from producers.domain.actors import SYSTEM
from producers.testing.builders import a_user, an_operator
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db
ADDRESS = "/fr/training/prix/quiz/before/"


@pytest.fixture
def course():
    """A course with two questions, held at an event where somebody has a seat."""
    a_market()
    course = a_course(slug="prix")
    a_question(course)
    a_question(course, text="Et ensuite ?")
    held_at(course, a_training())
    return course


def a_training():
    event = an_event(kind="training")
    set_places(event, capacity=9, actor=SYSTEM)
    return event


def a_seat(event, number: int = 1):
    return register(event, event.places.get().pk, a_person(number), actor=SYSTEM)


def answers(course, place: int = 0) -> dict[str, str]:
    """Touch the first picture of each question, which is right, or the nth."""
    return {one.export_id: one.choices.all()[place].export_id for one in course.questions.all()}


def sent(course, place: int = 0, **more: str) -> dict[str, str]:
    return {f"q-{question}": choice for question, choice in answers(course, place).items()} | more


def test_anybody_answers_without_a_code_and_nothing_of_her_is_kept(client, course):
    event = course.events.get().event
    assert client.get(ADDRESS).content.decode().count('type="radio"') == 4
    answer = client.post(f"{ADDRESS}?session={event.export_id}", sent(course))
    assert (answer.status_code, answer.url) == (302, f"{ADDRESS}?done=1")
    sheet = QuizSheet.objects.get()
    assert (sheet.event, sheet.registration, sheet.right, sheet.answered) == (event, None, 2, 2)
    assert "Merci" in client.get(answer.url).content.decode()
    client.post(f"{ADDRESS}?session={an_event().export_id}", sent(course))
    assert QuizSheet.objects.last().event is None


def test_the_code_of_a_seat_says_which_session_and_counts_once_a_moment(client, course):
    seat = a_seat(course.events.get().event)
    typed = sent(course, code=f" {seat.code.lower()} ")
    assert client.post(ADDRESS, typed).status_code == 302
    again = client.post(ADDRESS, typed)
    assert (again.status_code, QuizSheet.objects.count(), QuizAnswer.objects.count()) == (422, 1, 2)
    assert client.post("/fr/training/prix/quiz/after/", typed).status_code == 302
    assert set(QuizSheet.objects.values_list("event", "registration")) == {(seat.places.event_id, seat.pk)}


def test_a_code_of_another_event_is_refused_and_what_was_touched_stays(client, course):
    other = a_seat(a_training())
    answer = client.post(ADDRESS, sent(course, 1, code=other.code))
    page = answer.content.decode()
    assert (answer.status_code, QuizSheet.objects.exists()) == (422, False)
    assert page.count(" checked") == 2
    assert other.code in page


def test_nothing_touched_or_made_up_is_no_sheet(client, course):
    for typed in ({}, {"q-none": "none"}, dict.fromkeys(sent(course), "made-up")):
        assert client.post(ADDRESS, typed).status_code == 422
    assert not QuizSheet.objects.exists()


def test_there_is_no_quiz_without_questions_or_at_another_moment(client, course):
    a_course(slug="bare")
    a_question(a_course(slug="draft", live=False))
    for path in ("prix/quiz/during/", "bare/quiz/before/", "draft/quiz/before/"):
        assert client.get(f"/fr/training/{path}").status_code == 404


def test_marks_count_what_was_answered():
    right = {"a": {"x": True, "y": False}, "b": {"z": True}}
    assert [one.is_right for one in mark({"a": "y", "b": "z"}, right)] == [False, True]
    assert len(mark({"a": "x", "b": "?"}, right)) == 1
    with pytest.raises(SheetError) as refused:
        mark({"c": "x"}, right)
    assert refused.value.why is Why.NOTHING


@pytest.mark.parametrize(("right", "of", "shown"), [(4, 4, None), (5, 5, 100), (2, 6, 33), (1, 8, 13)])
def test_few_sheets_have_no_share(right, of, shown):
    assert share(right, of) == shown


def test_a_session_is_counted_before_and_after_and_few_are_hidden(client, course):
    event = course.events.get().event
    for place in (0, 0, 0, 1, 1):
        answer_quiz(course, "before", answers(course, place), event=event)
    answer_quiz(course, "after", answers(course), event=event)
    [(_name, counted)] = counted_by_session(course, "fr")
    assert (counted.before, counted.before_share, counted.after, counted.after_share) == (5, 60, 1, None)
    assert [one.before_share for _name, one in counted_by_question(course, "fr")] == [60, 60]
    address = f"/admin/training/{course.pk}/quiz/"
    enters = Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")
    for user, status in ((a_user("staff"), 404), (an_operator(username="op"), 200)):
        user.user_permissions.add(enters)
        client.force_login(user)
        assert client.get(address).status_code == status
    assert "60" in client.get(address).content.decode()
