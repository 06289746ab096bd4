"""From participant to trainer: each step proven, confirmed by the Centre, named only with consent."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from home.events.actions.certify import certify
from home.events.actions.places import set_places
from home.events.actions.register import register
from home.events.models import Attendance, Certificate
from home.events.testing.builders import a_person, an_event
from home.training.actions.trainers import begin_path, name_trainer, recognise, take_step, withdraw_trainer
from home.training.board import to_confirm
from home.training.domain.trainers import Evidence, PathError, Step, Why, next_step, why_not
from home.training.models import TrainerPath, TrainerStep
from home.training.testing.builders import a_course, held_at
from home.training.views import trainers as pages
from producers.actions.deliver import deliver_announcements
from producers.domain.actors import SYSTEM, Actor
from producers.models import Act, Message
from producers.testing.builders import a_producer, a_user, an_agent_for, an_owner_of
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _market(db):
    a_market()


def a_session(course=None, days_ago: int = 9, **fields):
    """Build a training that took place, of a course or of none."""
    first = timezone.localdate() - timedelta(days=days_ago)
    event = an_event(kind="training", first_day=first, last_day=first, **fields)
    if course:
        held_at(course, event)
    return event


def a_certificate(event, number: int = 1) -> Certificate:
    """Build the certificate of somebody who came for a half day."""
    set_places(event, capacity=9, actor=SYSTEM)
    before = timezone.now() - timedelta(days=60)
    seat = register(event, event.places.get().pk, a_person(number), actor=SYSTEM, now=before)
    Attendance.objects.create(registration=seat, day=event.first_day, half="am", key=uuid4())
    certify(event, actor=SYSTEM)
    return seat.certificate


@pytest.fixture
def course():
    return a_course(slug="prix")


@pytest.fixture
def path(course) -> TrainerPath:
    return begin_path(a_certificate(a_session(course)).code, actor=SYSTEM)


def refused(act, *args, **named) -> Why:
    with pytest.raises(PathError) as error:
        act(*args, actor=SYSTEM, **named)
    return error.value.why


def test_a_certificate_sets_her_on_the_path_of_its_course_and_nothing_is_typed(path, course):
    seat = Certificate.objects.get().registration
    assert (path.course, path.name, path.code) == (course, seat.name, None)
    assert path.steps.get().certificate == seat.certificate
    assert Act.objects.filter(verb="trainer.begin").count() == 1


def test_a_guessed_code_a_strange_event_and_a_second_time_set_nobody_on_the_path(path, course):
    code = Certificate.objects.get().code
    for typed in ("2222222222", "", "\x00", code[:-1], Certificate.objects.get().registration.code):
        assert refused(begin_path, typed) == Why.UNKNOWN_CODE
    assert refused(begin_path, code.lower()) == Why.TWICE
    assert refused(begin_path, a_certificate(a_session(), 2).code) == Why.NO_COURSE
    # The same person at another session of the course; she is known by how she is reached.
    assert refused(begin_path, a_certificate(a_session(course, 3), 1).code) == Why.TWICE
    assert TrainerPath.objects.count() == 1


def test_step_by_step_each_with_its_evidence_until_the_centre_says_yes(path, course):
    helped, taught = a_session(course, 6), a_session(course, 2)
    other = recognise(course, "Zahra", why="Elle forme depuis 2009", actor=SYSTEM)
    office = Actor(a_user("office").pk, "office")
    assert refused(take_step, path, Step.LED, why="x", event=taught, observer=other) == Why.NOT_NEXT
    assert refused(take_step, path, Step.ASSISTED, why="x", event=a_session()) == Why.OTHER_EVENT
    assert refused(take_step, path, Step.ASSISTED, why="x", event=a_session(course, -4)) == Why.NOT_YET
    assert refused(take_step, path, Step.ASSISTED, why=" ", event=helped) == Why.NO_REASON
    take_step(path, Step.ASSISTED, why="Elle a tenu la balance", event=helped, actor=office)
    for observer in (None, path):
        assert refused(take_step, path, Step.LED, why="x", event=taught, observer=observer) == Why.NO_OBSERVER
    take_step(path, Step.LED, why="Claire et calme", event=taught, observer=other, actor=office)
    assert [name for name, _url in to_confirm().first] == [path.name]
    path = take_step(path, Step.CONFIRMED, why="Avis de la formatrice", actor=office)
    assert list(path.steps.values_list("step", "by")) == [
        ("attended", None), *((step, office.user_id) for step in ("assisted", "led", "confirmed")),
    ]  # fmt: skip
    assert len(path.code) == 10
    assert to_confirm().count == 0
    assert refused(take_step, path, Step.CONFIRMED, why="x") == Why.NOT_NEXT
    assert Act.objects.get(verb="trainer.confirmed").reason == "Avis de la formatrice"


def test_she_is_told_what_comes_next_and_in_the_end_where_her_certificate_is(path, course):
    deliver_announcements()
    told = Message.objects.get(kind="trainer.stepped")
    assert (told.recipient, "Aidez une formatrice" in told.text) == ("p1@example.test", True)
    other = recognise(course, "Zahra", why="x", actor=SYSTEM)
    event = a_session(course)
    take_step(path, Step.ASSISTED, why="x", event=event, actor=SYSTEM)
    take_step(path, Step.LED, why="x", event=event, observer=other, actor=SYSTEM)
    path = take_step(path, Step.CONFIRMED, why="x", actor=SYSTEM)
    deliver_announcements()
    last = Message.objects.filter(kind="trainer.stepped").latest("pk")
    assert f"/fr/trainers/{path.code}/" in last.text
    assert Message.objects.filter(recipient="p1@example.test", kind="trainer.stepped").count() == 4


def test_the_database_keeps_no_step_without_its_evidence(path):
    for step in ("assisted", "led", "confirmed"):
        with pytest.raises(IntegrityError), transaction.atomic():
            TrainerStep.objects.create(path=path, step=step, why="" if step == "confirmed" else "x")
    with pytest.raises(IntegrityError), transaction.atomic():
        TrainerStep.objects.create(path=path, step="led", why="x", event=a_session(), observer=path)
    with pytest.raises(IntegrityError), transaction.atomic():
        TrainerPath.objects.filter(pk=path.pk).update(named_since=timezone.now())


def test_a_trainer_is_named_on_the_page_of_her_course_only_while_she_agrees(client, course):
    trainer = recognise(course, "Zahra B.", why="Elle forme depuis 2009", actor=SYSTEM)

    def page() -> str:
        return client.get("/fr/training/prix/").content.decode()

    assert "Zahra B." not in page()
    assert refused(name_trainer, trainer, is_named=True, why="") == Why.NO_REASON
    name_trainer(trainer, is_named=True, why="Dit au téléphone", actor=SYSTEM)
    assert "Zahra B." in page()
    assert "confirmée par le Centre" in page()
    name_trainer(trainer, is_named=False, why="Elle ne veut plus", actor=SYSTEM)
    assert "Zahra B." not in page()


def test_whoever_is_shown_a_certificate_can_check_it_and_one_taken_back_says_so(client, course):
    trainer = recognise(course, "Zahra B.", why="Elle forme depuis 2009", actor=SYSTEM)
    address = f"/fr/trainers/{trainer.code.lower()}/"
    shown = client.get(address)
    assert (shown.status_code, shown.headers["Cache-Control"]) == (200, "private, no-store")
    assert "Zahra B." in shown.content.decode()
    assert client.get("/fr/trainers/2222222222/").status_code == 404
    name_trainer(trainer, is_named=True, why="Oui", actor=SYSTEM)
    withdraw_trainer(trainer, why="Elle a demandé de l’argent", actor=SYSTEM)
    gone = client.get(address)
    assert (gone.status_code, "argent" in gone.content.decode()) == (410, False)
    assert "Zahra B." not in client.get("/fr/training/prix/").content.decode()
    assert refused(name_trainer, trainer, is_named=True, why="x") == Why.NOT_A_TRAINER


def test_guessing_codes_of_trainers_comes_to_an_end(client, monkeypatch):
    monkeypatch.setattr(pages, "CHECKS_AN_HOUR", 2)
    found = [client.get(f"/fr/trainers/222222222{number}/").status_code for number in range(2, 5)]
    assert found == [404, 404, 429]


def test_she_sees_her_steps_and_what_comes_next_and_nobody_elses(client, path):
    her, other = a_user("her"), a_user("other")
    TrainerPath.objects.filter(pk=path.pk).update(user=her)
    assert client.get("/fr/portal/trainer/").status_code == 302
    client.force_login(her)
    page = client.get("/fr/portal/trainer/").content.decode()
    assert page.count("path-done") == 1
    assert "Aidez une formatrice" in page[page.index("path-next") :]
    client.force_login(other)
    assert "path-done" not in client.get("/fr/portal/trainer/").content.decode()


def test_the_office_leads_her_on_says_what_is_missing_and_keeps_what_was_typed(admin_client, course):
    event = a_session(course)
    code = a_certificate(event).code
    base = "/admin/training/trainers/"
    assert base in admin_client.get("/admin/").content.decode()
    assert admin_client.post(base, {"do": "begin", "code": "2222222222"}).status_code == 422
    assert admin_client.post(base, {"do": "recognise", "course": course.pk, "name": "Z"}).status_code == 422
    known = {"do": "recognise", "course": course.pk, "name": "Zahra", "why": "Depuis 2009"}
    assert admin_client.post(base, known).status_code == 302
    assert admin_client.post(base, known).status_code == 422
    address = admin_client.post(base, {"do": "begin", "code": code}).url
    wrong = admin_client.post(address, {"do": "step", "event": event.pk, "why": ""})
    assert (wrong.status_code, "ce qui a été vu" in wrong.content.decode()) == (422, True)
    observer = TrainerPath.objects.get(name="Zahra").pk
    for form in ({"event": event.pk}, {"event": event.pk, "observer": observer}, {}):
        assert admin_client.post(address, {"do": "step", "why": "Bien"} | form).status_code == 302
    path = TrainerPath.objects.get(steps__certificate__code=code)
    assert admin_client.post(address, {"do": "name", "why": "Oui"}).status_code == 302
    assert [one.pk for one in TrainerPath.objects.named()] == [path.pk]
    assert admin_client.post(address, {"do": "withdraw", "why": "Partie"}).status_code == 302
    assert admin_client.get(address).status_code == 200
    assert not TrainerPath.objects.named().exists()


@pytest.mark.parametrize("size", [1, 6])
def test_the_list_of_the_office_takes_few_queries(admin_client, course, django_assert_max_num_queries, size):
    for number in range(size):
        recognise(course, f"Zahra {number}", why="x", actor=SYSTEM)
    admin_client.get("/admin/training/trainers/")
    with django_assert_max_num_queries(14):
        admin_client.get("/admin/training/trainers/")


@pytest.mark.parametrize("size", [1, 5])
def test_her_page_and_a_certificate_take_few_queries(client, django_assert_max_num_queries, size):
    her = a_user("her")
    for number in range(size):
        found = recognise(a_course(slug=f"c{number}"), "Zahra", why="x", actor=SYSTEM)
        TrainerPath.objects.filter(pk=found.pk).update(user=her)
    with django_assert_max_num_queries(8):
        assert client.get(f"/fr/trainers/{found.code}/").status_code == 200
    client.force_login(her)
    client.get("/fr/portal/trainer/")
    with django_assert_max_num_queries(14):
        assert client.get("/fr/portal/trainer/").content.decode().count("path-trainer") == size


def test_a_confirmed_one_has_no_next_step_whatever_was_before():
    assert next_step(()) == Step.ATTENDED
    assert next_step({"attended"}) == Step.ASSISTED
    assert next_step({"confirmed"}) is None
    assert why_not(Step.CONFIRMED, {"attended", "assisted", "led"}, Evidence(reason="x")) is None


def test_a_maker_finds_her_way_to_teach_on_her_home_and_who_helps_her_does_not(course, client):
    maker = a_producer()
    owner, agent = an_owner_of(maker), an_agent_for(maker, permission="edit_profile")
    path = begin_path(a_certificate(a_session(course)).code, actor=SYSTEM)
    TrainerPath.objects.filter(pk=path.pk).update(user=owner)
    client.force_login(owner)
    assert 'href="/fr/portal/trainer/"' in client.get("/fr/portal/").content.decode()
    client.force_login(agent)
    assert 'href="/fr/portal/trainer/"' not in client.get("/fr/portal/").content.decode()
