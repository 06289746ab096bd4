"""The demo's training: a course with lessons for each kind of training that the agenda holds."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from home.events.models import Event, Registration
from home.training.actions.answer_quiz import answer_quiz
from home.training.actions.hand_in import hand_in
from home.training.actions.projects import begin_project, meet, write_sheet
from home.training.domain.quiz import Moment
from home.training.models import (
    Card,
    Choice,
    Course,
    CourseEvent,
    Guide,
    GuideSource,
    Lesson,
    Question,
    Trainer,
)
from producers.domain.actors import Actor
from producers.models import Craft, Organisation
from storefront.demo.data import read, texts

TRAINERS = ("Khadija (démo)", "Zahra (démo)", "Malika (démo)")
LOADER = Actor(None, "demo")
READ_ON, STALE_AFTER = date(2026, 11, 30), date(2027, 11, 30)
SHEETS = (
    {
        "what": "وسائد من الصوف الطبيعي", "for_whom": "دور الضيافة في المدينة",
        "there": "نول وصوف من قطيع العائلة",
        "missing": "صور جيدة وثمن محسوب", "next_steps": "حضور تكوين تحديد الثمن", "region": "MA-05",
        "province": "MA-AZI",
    },
    {"what": "Des paniers en doum, pour les marchés et pour les boutiques de la ville."},
)  # fmt: skip


def load_training() -> None:
    """Write what is missing; a second run changes nothing."""
    if Course.objects.exists():
        return
    centre = Organisation.objects.get(kind=Organisation.Kind.CENTRE)
    for number, facts in enumerate(read("training.yaml")["courses"]):
        _course(facts, TRAINERS[number % len(TRAINERS)], centre)
    _projects()
    _guides()


def _course(facts: dict[str, Any], trainer: str, centre: Organisation) -> None:
    course = Course.objects.create(
        live=False,
        **{name: facts[name] for name in ("slug", "theme", "audience", "hours")},
        **{name: texts(facts[name]) for name in ("title", "summary", "needed")},
    )
    for place, lesson in enumerate(facts["lessons"]):
        _lesson(course, place, lesson)
    for place, question in enumerate(facts.get("questions", ())):
        _question(course, place, question)
    Trainer.objects.create(course=course, name=trainer, organisation=centre)
    for slug in facts["events"]:
        CourseEvent.objects.create(course=course, event=Event.objects.get(slug=slug))
    Course.objects.get(pk=course.pk).save_revision().publish()
    _answer(Course.objects.get(pk=course.pk))


def _lesson(course: Course, place: int, facts: dict[str, Any]) -> None:
    words = {name: texts(facts[name]) for name in ("title", "practice")}
    lesson = Lesson.objects.create(course=course, sort_order=place, **words)
    for number, card in enumerate(facts["cards"]):
        Card.objects.create(lesson=lesson, sign=card["sign"], text=_both(card), sort_order=number)


def _question(course: Course, place: int, facts: dict[str, Any]) -> None:
    question = Question.objects.create(course=course, text=_both(facts), sort_order=place)
    for number, choice in enumerate(facts["choices"]):
        values = {"sign": choice["sign"], "is_right": choice["is_right"], "text": _both(choice)}
        Choice.objects.create(question=question, sort_order=number, **values)


def _answer(course: Course) -> None:
    """Have those who came to a session that is over answer before and after, one in three wrong at first."""
    questions = list(course.questions.prefetch_related("choices"))
    rows = Registration.objects.filter(
        places__event__in=course.events.values("event"), attendances__half="am"
    )
    for number, seat in enumerate(rows.distinct().order_by("pk") if questions else ()):
        for moment in Moment:
            wants_right = moment == Moment.AFTER or number % 3 > 0
            answers = {one.export_id: _choice(one, wants_right) for one in questions}
            answer_quiz(course, moment, answers, code=seat.code)


def _choice(question: Question, wants_right: bool) -> str:
    return str(next(one.export_id for one in question.choices.all() if one.is_right == wants_right))


def _projects() -> None:
    """Two people with only a project. They are made up, so nobody is written to."""
    first = begin_project(name="Hennou (démo)", language="ar", what=SHEETS[0]["what"], actor=LOADER)
    crafts = tuple(Craft.objects.order_by("pk")[:1])
    write_sheet(first, SHEETS[0], crafts=crafts, actor=LOADER)
    note = "قابلناها في السوق، وأرتنا ثلاث قطع."
    meeting = timezone.localdate() + timedelta(days=12)
    meet(first, note=note, is_agreed=True, next_meeting=meeting, actor=LOADER)
    begin_project(name="Fadma (démo)", language="fr", what=SHEETS[1]["what"], actor=LOADER)


def _guides() -> None:
    """Guides with their sources, and practice sheets: handed in, then published."""
    for facts in read("training.yaml")["guides"]:
        words = {name: texts(facts[name]) for name in ("title", "summary", "body")}
        guide = Guide.objects.create(
            slug=facts["slug"],
            topic=facts["topic"],
            as_of=READ_ON,
            stale_after=STALE_AFTER,
            live=False,
            **words,
        )
        for place, source in enumerate(facts["sources"]):
            GuideSource.objects.create(guide=guide, sort_order=place, read_on=READ_ON, **source)
        Guide.objects.get(pk=guide.pk).save_revision().publish()
    for facts in read("training.yaml")["practices"]:
        words = {name: text for name, text in facts.items() if name != "readers"}
        sheet = hand_in(words, language="fr", readers=facts["readers"], actor=LOADER)
        sheet.latest_revision.publish()


def _both(words: dict[str, Any]) -> Any:
    return texts({lang: words[lang] for lang in ("fr", "ar")})
