"""The desk of a reading room, for operators: who comes, a code that is typed, a day that stays shut."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from home.library.actions.visits import arrive, book_visit, cancel_visit, close_day
from home.library.domain.room import Answer, NoSeatError
from home.library.models import Room, Visit
from home.library.reading.desk import sittings_of, to_call
from home.library.reading.room import days_to_come
from home.library.room_forms import ClosedForm, CodeForm, VisitForm
from home.library.room_letters import said_on_the_phone
from home.library.room_sheet import print_sheet
from home.library.room_words import answer_said, refusal
from shop.office.access import actor_of, operators_only
from shop.paper_answers import file_answer
from shop.papers.press import has_press


@operators_only
@require_safe
def room(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who has a seat on a day, whom to call, and the forms."""
    return _page(request, _room(pk))


@operators_only
@require_POST
def arrival(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down that whoever has the typed code came; say what it is when it is not for today."""
    one, form = _room(pk), CodeForm(request.POST)
    if not form.is_valid():
        return _page(request, one, status=422, code_form=form)
    answer, visit = arrive(one, form.cleaned_data["code"], actor=actor_of(request))
    said = answer_said(answer)
    if answer != Answer.DONE:
        form.add_error("code", f"{said} {visit.name}" if visit else said)
        return _page(request, one, status=422, code_form=form)
    messages.success(request, f"{said} {visit.name if visit else ''}")
    return redirect("library_office:room", one.pk)


@operators_only
@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Book for somebody who called or came."""
    one, lang = _room(pk), get_language() or "fr"
    form = VisitForm(request.POST, days_to_come(one), is_at_the_desk=True)

    def act() -> None:
        day, half = form.when()
        book_visit(one, day, half, form.reader(lang), actor=actor_of(request))

    return _done(request, one, form, act, add_form=form)


@operators_only
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the room shut for a day; everybody who had a seat is told."""
    one, form = _room(pk), ClosedForm(request.POST)

    def act() -> None:
        typed = form.cleaned_data
        close_day(one, typed["day"], actor=actor_of(request), reason=typed["reason"])

    return _done(request, one, form, act, closed_form=form)


@operators_only
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody's seat back, because she called."""
    visit = get_object_or_404(Visit.objects.select_related("sitting"), pk=pk)
    cancel_visit(visit, actor=actor_of(request))
    address = reverse("library_office:room", args=[visit.sitting.room_id])
    return redirect(f"{address}?day={visit.sitting.day.isoformat()}")


@operators_only
@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Print the sheet of a day that readers sign."""
    one, day = _room(pk), _day(request)
    if not has_press():
        raise Http404
    lang = get_language() or "fr"
    content = print_sheet(one, day, sittings_of(one, day), lang=lang, at=timezone.now())
    return file_answer(content, "application/pdf", f"{one.slug}-{day.isoformat()}.pdf")


def _done(
    request: HttpRequest, one: Room, form: Any, act: Callable[[], object], **forms: Any
) -> HttpResponse:
    """Act when the form is valid; say what was refused where it was typed, with status 422."""
    if form.is_valid():
        try:
            act()
            messages.success(request, _("Done and written down."))
            return redirect("library_office:room", one.pk)
        except NoSeatError as refused:
            form.add_error(None, refusal(refused.why))
    return _page(request, one, status=422, **forms)


def _page(request: HttpRequest, one: Room, status: int = 200, **forms: Any) -> HttpResponse:
    day, days = _day(request), days_to_come(one)
    context = {
        "page_title": str(one.name),
        "header_icon": "user",
        "room": one,
        "day": day,
        "closed": one.closed_days.filter(day=day).first(),
        "sittings": sittings_of(one, day),
        "to_call": [(visit, said_on_the_phone(visit)) for visit in to_call(one)],
        "code_form": forms.get("code_form") or CodeForm(),
        "add_form": forms.get("add_form") or (VisitForm(None, days, is_at_the_desk=True) if days else None),
        "closed_form": forms.get("closed_form") or ClosedForm(),
        "has_press": has_press(),
    }
    return render(request, "home/library/office/room.html", context, status=status)


def _room(pk: int) -> Room:
    return get_object_or_404(Room.objects.prefetch_related("openings"), pk=pk)


def _day(request: HttpRequest) -> date:
    try:
        return parse_date(request.GET.get("day", "")) or timezone.localdate()
    except ValueError:
        return timezone.localdate()
