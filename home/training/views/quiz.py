"""The picture quiz before and after a course, for everybody; what was answered, for operators."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from home.events.models import Event
from home.training.actions.answer_quiz import answer_quiz
from home.training.domain.quiz import Moment, SheetError, Why
from home.training.models import Course
from home.training.reading.cards import course_card
from home.training.reading.quiz import counted_by_question, counted_by_session, questions_of
from producers.policy import public
from producers.responses import private_page
from shop.office.access import operators_only
from shop.views.limits import is_too_often

SHEETS_AN_HOUR, LONGEST = 300, 40
REFUSED = {
    Why.NOTHING: gettext_lazy("Touch at least one picture."),
    Why.UNKNOWN_CODE: gettext_lazy("No seat of this course has this code. Leave it empty if you have none."),
    Why.TWICE: gettext_lazy("The answers of this seat are there already."),
}


@public
@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def quiz(request: HttpRequest, slug: str, moment: str) -> HttpResponse:
    """Ask in pictures, and take a sheet. ``?session=`` names the event at which it is asked."""
    course = Course.objects.public().select_related("picture").filter(slug=slug).first()
    if course is None or moment not in set(Moment) or not course.questions.exists():
        raise Http404
    error, answers = None, {}
    if request.method == "POST":
        if is_too_often("quiz", request.META.get("REMOTE_ADDR", ""), SHEETS_AN_HOUR):
            return HttpResponse(status=429)
        answers = {name[2:]: value[:LONGEST] for name, value in request.POST.items() if name[:2] == "q-"}
        code = request.POST.get("code", "").strip()[:LONGEST]
        try:
            answer_quiz(course, Moment(moment), answers, event=_session(request, course), code=code)
            return redirect(f"{reverse('training:quiz', args=[slug, moment])}?done=1")
        except SheetError as refused:
            error = refused.why
    return render(request, "home/training/quiz.html", _context(request, course, moment, answers, error),
                  status=422 if error else 200)  # fmt: skip


@operators_only
@require_safe
def results(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was answered before and after, session by session and question by question."""
    course, lang = get_object_or_404(Course, pk=pk), get_language() or "fr"
    context = {
        "page_title": course_card(course, lang).title.text,
        "header_icon": "openquote",
        "tables": [
            (_("By session"), counted_by_session(course, lang)),
            (_("By question"), counted_by_question(course, lang)),
        ],
    }
    return render(request, "home/training/office/results.html", context)


def _context(
    request: HttpRequest, course: Course, moment: str, answers: dict[str, str], error: Why | None
) -> dict[str, Any]:
    lang = get_language() or "fr"
    return {
        "card": course_card(course, lang),
        "questions": questions_of(course, lang, answers),
        "moment": moment,
        "session": request.GET.get("session", "")[:LONGEST],
        "code": request.POST.get("code", "")[:LONGEST],
        "error": REFUSED[error] if error else "",
        "is_about_code": error in (Why.UNKNOWN_CODE, Why.TWICE),
        "is_done": request.GET.get("done") == "1",
    }


def _session(request: HttpRequest, course: Course) -> Event | None:
    """Return the event that the address names, if the course is held at it."""
    asked = request.GET.get("session", "")
    events = Event.objects.public().filter(pk__in=course.events.values("event"))
    return events.filter(export_id=asked[:LONGEST]).first() if asked and "\x00" not in asked else None
