"""Taking a sheet of answers in pictures: of nobody, or of a seat whose code was typed."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction

from home.events.domain.registering import read_code
from home.events.models import Event, Registration
from home.training.domain.quiz import Moment, SheetError, Why, mark
from home.training.models import Choice, Course, QuizAnswer, QuizSheet


@transaction.atomic(durable=True)
def answer_quiz(
    course: Course, moment: Moment, answers: Mapping[str, str], *, event: Event | None = None, code: str = ""
) -> QuizSheet:
    """Keep what was answered: ``answers`` are permanent ids of choices by those of questions.

    A seat answers once before and once after; a sheet without a code is anybody's. Nothing is written down
    of who sent it. Raises ``SheetError``.
    """
    marked = mark(answers, _right(course))
    seat = _seat(course, code) if code else None
    try:
        with transaction.atomic():
            sheet = QuizSheet.objects.create(
                course=course,
                event=seat.places.event if seat else event,
                registration=seat,
                moment=moment,
                right=sum(one.is_right for one in marked),
                answered=len(marked),
            )
    except IntegrityError as reason:
        raise SheetError(Why.TWICE) from reason
    QuizAnswer.objects.bulk_create(
        QuizAnswer(sheet=sheet, question=one.question, choice=one.choice, is_right=one.is_right)
        for one in marked
    )
    return sheet


def _right(course: Course) -> dict[str, dict[str, bool]]:
    found: dict[str, dict[str, bool]] = {}
    rows = Choice.objects.filter(question__course=course)
    for question, choice, is_right in rows.values_list("question__export_id", "export_id", "is_right"):
        found.setdefault(question, {})[choice] = is_right
    return found


def _seat(course: Course, code: str) -> Registration:
    """Return the seat of a code at one of the course's events. Raises ``SheetError``."""
    events = course.events.values("event")
    rows = Registration.objects.filter(state="seated", places__event__in=events)
    found = rows.select_related("places__event").filter(code=read_code(code) or "-").first()
    if found is None:
        raise SheetError(Why.UNKNOWN_CODE)
    return found
