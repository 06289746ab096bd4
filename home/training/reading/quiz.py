"""The questions as they are asked, and what was answered: counted for a session, never for a person."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from home.events.models import Event
from home.events.reading.cards import event_card
from home.training.domain.quiz import share
from home.training.models import Course, QuizAnswer, QuizSheet
from producers.domain.shown import PictureShown, Shown, shown
from producers.reading.pictures import picture_shown

MOST_EVENTS = 100


@dataclass(frozen=True)
class ChoiceShown:
    """One answer in pictures."""

    value: str
    text: Shown
    sign: str
    picture: PictureShown | None
    is_chosen: bool


@dataclass(frozen=True)
class QuestionShown:
    """One question with its answers."""

    value: str
    text: Shown
    choices: tuple[ChoiceShown, ...]


@dataclass(frozen=True)
class Counted:
    """How many sheets there are before and after, and what share of all answers was right."""

    before: int
    after: int
    before_share: int | None
    after_share: int | None


def questions_of(course: Course, lang: str, chosen: dict[str, str]) -> tuple[QuestionShown, ...]:
    """Return the questions in their order; ``chosen`` is what was typed before a refusal."""
    own = course.original_language
    return tuple(
        QuestionShown(
            question.export_id,
            shown(question.text, lang, own),
            tuple(
                ChoiceShown(
                    one.export_id,
                    shown(one.text, lang, own),
                    one.sign,
                    picture_shown(one.picture, lang),
                    chosen.get(question.export_id) == one.export_id,
                )
                for one in question.choices.all()
            ),
        )
        for question in course.questions.prefetch_related("choices__picture")
    )


def has_quiz(course: Course) -> bool:
    """Say whether there is anything to ask."""
    return bool(course.pk) and course.questions.exists()


def counted_by_session(course: Course, lang: str) -> list[tuple[str, Counted]]:
    """Return what was answered at each session, those without one last."""
    rows = QuizSheet.objects.filter(course=course).values("event", "moment")
    keys = sorted({row["event"] or 0 for row in rows})[-MOST_EVENTS:]
    events = Event.objects.select_related("picture", "series").in_bulk(keys)
    totals = _totals(course)
    return [
        (_named(events[key], lang) if key in events else "", _counted(totals, key or None))
        for key in [*(key for key in keys if key), *(key for key in keys if not key)]
    ]


def counted_by_question(course: Course, lang: str) -> list[tuple[str, Counted]]:
    """Return what was answered to each question over all sessions."""
    rows = (
        QuizAnswer.objects.filter(sheet__course=course)
        .order_by()
        .values_list("question", "sheet__moment")
        .annotate(of=Count("pk"), right=Count("pk", filter=Q(is_right=True)))
    )
    totals = {(question, moment): (of, of, right) for question, moment, of, right in rows}
    own = course.original_language
    return [
        (shown(one.text, lang, own).text, _counted(totals, one.export_id)) for one in course.questions.all()
    ]


def _totals(course: Course) -> dict[Any, tuple[int, int, int]]:
    """Return sheets, answers and right answers by session and moment, counted from the answers themselves."""
    rows = (
        QuizAnswer.objects.filter(sheet__course=course)
        .order_by()
        .values_list("sheet__event", "sheet__moment")
        .annotate(
            sheets=Count("sheet", distinct=True), of=Count("pk"), right=Count("pk", filter=Q(is_right=True))
        )
    )
    return {(event, moment): (sheets, of, right) for event, moment, sheets, of, right in rows}


def _counted(totals: dict[Any, tuple[int, int, int]], key: Any) -> Counted:
    before, after = totals.get((key, "before"), (0, 0, 0)), totals.get((key, "after"), (0, 0, 0))
    return Counted(before[0], after[0], _share(before), _share(after))


def _share(row: tuple[int, int, int]) -> int | None:
    """Return the share of right answers; few sheets tell of a person, however many questions they answer."""
    sheets, of, right = row
    return None if share(sheets, sheets) is None else share(right, of)


def _named(event: Event, lang: str) -> str:
    card = event_card(event, lang)
    return f"{card.title.text} · {card.days}"
