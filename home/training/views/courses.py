"""The courses, their lessons, and the kit of whoever teaches them."""

from typing import Any

from django.core.paginator import EmptyPage, PageNotAnInteger
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home.training.kit import print_kit
from home.training.models import Course, Lesson
from home.training.reading.course import find_course, read_course, read_lesson
from home.training.reading.courses import read_asked, read_courses
from producers.conf import languages
from producers.domain.voices import VOICES
from producers.editions.memory import remembered
from producers.reading.head import read_head
from producers.responses import shared_page
from producers.views.directory import page_number
from shop.paper_answers import file_answer
from shop.papers.press import has_press

SHOWN = ("training", "agenda", "prompts", "words", "pages")


@shared_page
@require_safe
def courses(request: HttpRequest) -> HttpResponse:
    """List the courses; a page that does not exist is a 404."""
    asked, lang, number = read_asked(request.GET), get_language() or "fr", request.GET.get("page", "1")
    try:
        shown = remembered(
            "courses",
            SHOWN,
            (asked, lang, number),
            lambda: read_courses(asked, page_number(number), lang),
            size=30,
        )
    except (EmptyPage, PageNotAnInteger) as reason:
        raise Http404(str(reason)) from reason
    query = f"?page={number}" if number != "1" else ""
    head = read_head("training:courses", languages=languages(), query=query, title=_("Training"))
    return render(request, "home/training/courses.html", {**shown, "head": head})


@shared_page
@require_safe
def course(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one course, its lessons and when it is held next."""
    lang = get_language() or "fr"
    context = _remembered("course", slug, (lang,), lambda found: read_course(found, lang))
    return render(request, "home/training/course.html", context)


@shared_page
@require_safe
def lesson(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show one lesson: a picture, what is said, and the next; ``?voice=`` chooses in which voice."""
    lang, voice = get_language() or "fr", request.GET.get("voice", "")
    voice = voice if voice in VOICES else ""
    context = _remembered(
        "lesson", slug, (number, lang, voice), lambda found: read_lesson(found, number, lang, voice)
    )
    return render(request, "home/training/lesson.html", context)


@shared_page
@require_safe
def kit(request: HttpRequest, slug: str) -> HttpResponse:
    """Print the kit of whoever teaches it, in the language of the address."""
    if not has_press():
        raise Http404
    lang = get_language() or "fr"
    text = _remembered("kit", slug, (lang,), lambda found: {"pdf": print_kit(found, lang=lang)})["pdf"]
    return file_answer(text, "application/pdf", f"{slug}-{lang}.pdf")


def _remembered(what: str, slug: str, key: tuple[Any, ...], read: Any) -> dict[str, Any]:
    """Return what a page shows, read once until something changes; what does not exist is a 404."""
    try:
        shown: dict[str, Any] = remembered(
            what, SHOWN, (slug, *key), lambda: read(find_course(slug)), size=60
        )
    except (Course.DoesNotExist, Lesson.DoesNotExist) as reason:
        raise Http404(slug) from reason
    return shown
