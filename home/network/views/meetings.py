"""Business meetings in the office: opened, filled with people and wishes, planned, changed and followed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from home.events.models import Event
from home.network.actions.meeting_guests import (
    open_meetings,
    step_out,
    take_part,
    tell_guests,
    wish,
    wish_by_match,
)
from home.network.actions.meetings import call_off, move, place, propose_meetings
from home.network.actions.outcomes import say_outcome, say_what_came
from home.network.domain.meetings import Came, MeetingRefusedError, Outcome, Source
from home.network.forms import key_in
from home.network.meeting_forms import (
    EventForm,
    GuestsForm,
    MoveForm,
    PairForm,
    PlaceForm,
    RoomForm,
    usual_room,
)
from home.network.meeting_papers import print_schedules
from home.network.meeting_words import answers, outcomes, why_not_meet
from home.network.models import FollowUp, Meeting, MeetingGuest, MeetingHour, MeetingPlan
from home.network.reading.meeting_lists import guest_rows, open_questions, plan_rows, wish_rows
from home.network.reading.meetings import (
    WITH_GUESTS,
    event_title,
    guest_name,
    guests_of,
    hour_written,
)
from shop.office.access import actor_of, operators_only
from shop.paper_answers import file_answer
from shop.papers.press import has_press

Act = Callable[[], object]


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def plans(request: HttpRequest) -> HttpResponse:
    """List the events with business meetings and what is asked about them; choose another event."""
    lang = get_language() or "fr"
    form = EventForm(request.POST if request.method == "POST" else None, lang)
    if request.method == "POST" and form.is_valid():
        return redirect("network_office:room", form.cleaned_data["event"].pk)
    context = {
        "page_title": _("Business meetings"),
        "header_icon": "group",
        "rows": plan_rows(lang),
        "questions": open_questions(lang, timezone.localdate()),
        "form": form,
    }
    return render(request, "home/network/office/plans.html", context, status=422 if form.errors else 200)


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def room(request: HttpRequest, pk: int) -> HttpResponse:
    """Set hours and tables of an event's business meetings."""
    event = get_object_or_404(Event.objects.public(), pk=pk)
    form = RoomForm(request.POST if request.method == "POST" else None, initial=usual_room(event))
    if request.method == "POST" and form.is_valid():
        try:
            plan = open_meetings(event, form.room(), actor=actor_of(request))
            return redirect("network_office:plan", plan.pk)
        except MeetingRefusedError as refused:
            form.add_error(None, why_not_meet(refused.why))
    context = {
        "page_title": event_title(MeetingPlan(event=event), get_language() or "fr"),
        "header_icon": "group",
        "form": form,
    }
    return render(request, "home/network/office/room.html", context, status=422 if form.errors else 200)


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who takes part, what is wished, and the plan; do what is pressed."""
    found, lang = (
        get_object_or_404(MeetingPlan.objects.select_related("event"), pk=pk),
        get_language() or "fr",
    )
    done = request.POST.get("do", "")
    forms = _forms(found, request.POST if request.method == "POST" else None, done, lang)
    wrong = _pressed(request, found, forms, done) if request.method == "POST" else ""
    if request.method == "POST" and not wrong and not any(form.errors for form in forms.values()):
        messages.success(request, _("Done and written down."))
        return redirect("network_office:plan", pk)
    meetings = Meeting.objects.filter(hour__plan=found).select_related(*WITH_GUESTS)
    context = {
        "page_title": event_title(found, lang),
        "header_icon": "group",
        "plan": found,
        "forms": forms,
        "wrong": wrong,
        "guests": guest_rows(found, lang),
        "wishes": wish_rows(found, lang),
        "meetings": [_line(one, lang) for one in meetings.order_by("state", "hour__begins_at", "table")],
        "hours": [hour_written(one.begins_at, one.ends_at) for one in found.hours.all()],
        "has_press": has_press(),
    }
    return render(
        request,
        "home/network/office/plan.html",
        context,
        status=200 if not wrong and request.method != "POST" else 422,
    )


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one meeting: move it, call it off, write what came of it."""
    rows, lang = Meeting.objects.select_related(*WITH_GUESTS), get_language() or "fr"
    row = get_object_or_404(rows, pk=pk)
    done = request.POST.get("do", "")
    hours = list(row.hour.plan.hours.all())
    form = MoveForm(
        request.POST if done == "move" else None, hours, lang, {"hour": str(row.hour_id), "table": row.table}
    )
    wrong = _changed(request, row, form, done) if request.method == "POST" else ""
    if request.method == "POST" and not wrong and not form.errors:
        messages.success(request, _("Done and written down."))
        return redirect("network_office:meeting", pk)
    context = {
        "page_title": _("Business meeting"),
        "header_icon": "group",
        "line": _line(row, lang),
        "plan": row.hour.plan,
        "form": form,
        "wrong": wrong,
        "outcomes": outcomes(),
        "answers": answers(),
        "asked": FollowUp.objects.filter(meeting=row),
        "today": timezone.localdate(),
    }
    status = 422 if wrong or form.errors else 200
    return render(request, "home/network/office/meeting.html", context, status=status)


@operators_only
@require_safe
def papers(request: HttpRequest, pk: int) -> HttpResponse:
    """Print the meetings of everybody who takes part, a page each; ``?guest=`` prints one."""
    found = get_object_or_404(MeetingPlan.objects.select_related("event"), pk=pk)
    if not has_press():
        raise Http404
    guests, lang = guests_of(found), get_language() or "fr"
    one = request.GET.get("guest", "")
    if one:
        guests = guests.filter(pk=key_in(one))
    rows = sorted(guests, key=lambda guest: guest_name(guest, lang))
    if not rows:
        raise Http404
    text = print_schedules(found, rows, lang=lang, at=timezone.now())
    return file_answer(text, "application/pdf", f"meetings-{found.event.slug}.pdf")


def _forms(found: MeetingPlan, sent: Any, done: str, lang: str) -> dict[str, Any]:
    guests, hours = guests_of(found).order_by("registration__name", "pk"), list(found.hours.all())
    return {
        "guests": GuestsForm(sent if done == "guests" else None, found),
        "wish": PairForm(sent if done == "wish" else None, guests, lang),
        "place": PlaceForm(sent if done == "place" else None, guests, hours, lang),
    }


def _pressed(request: HttpRequest, found: MeetingPlan, forms: dict[str, Any], done: str) -> str:
    """Do what was pressed; return why not in words, empty when it is done or a field is wrong."""
    actor, form = actor_of(request), forms.get(done)
    if form is not None and not form.is_valid():
        return ""
    typed = form.cleaned_data if form is not None else {}
    acts: dict[str, Act] = {
        "guests": lambda: [take_part(found, seat, actor=actor) for seat in typed["seats"]],
        "match": lambda: wish_by_match(found, actor=actor),
        "wish": lambda: wish(typed["who"], typed["whom"], typed["weight"], source=Source.OFFICE, actor=actor),
        "propose": lambda: propose_meetings(found, actor=actor),
        "place": lambda: place(
            MeetingHour.objects.get(pk=typed["hour"]),
            typed["table"],
            typed["who"],
            typed["whom"],
            actor=actor,
            reason=typed["reason"],
        ),
        "tell": lambda: tell_guests(found, actor=actor),
        "out": lambda: step_out(
            get_object_or_404(MeetingGuest, plan=found, pk=key_in(request.POST.get("guest", ""))),
            actor=actor,
            reason=request.POST.get("reason", "")[:200],
        ),
    }
    return _said(acts, done)


def _changed(request: HttpRequest, row: Meeting, form: MoveForm, done: str) -> str:
    actor = actor_of(request)
    if done == "move" and not form.is_valid():
        return ""
    reason = request.POST.get("reason", "")[:200]
    acts: dict[str, Act] = {
        "move": lambda: move(
            row,
            MeetingHour.objects.get(pk=form.cleaned_data["hour"]),
            form.cleaned_data["table"],
            actor=actor,
            reason=form.cleaned_data["reason"],
        ),
        "off": lambda: call_off(row, actor=actor, reason=reason),
        "outcome": lambda: say_outcome(row, Outcome(request.POST.get("outcome", "")), actor=actor),
        "came": lambda: say_what_came(
            get_object_or_404(FollowUp, meeting=row, pk=key_in(request.POST.get("asked", ""))),
            Came(request.POST.get("came", "")),
            actor=actor,
        ),
    }
    return _said(acts, done)


def _said(acts: dict[str, Act], done: str) -> str:
    if done not in acts:
        raise Http404(done)
    try:
        acts[done]()
    except MeetingRefusedError as refused:
        return _named(refused)
    except ValueError as unknown:
        raise Http404(done) from unknown
    return ""


def _named(refused: MeetingRefusedError) -> str:
    """Say who is in the way, where it is known."""
    rows = MeetingGuest.objects.select_related("registration__organisation")
    guest = rows.filter(pk=refused.who).first() if refused.who else None
    words = why_not_meet(refused.why)
    return f"{guest_name(guest, get_language() or 'fr')} : {words}" if guest else words


def _line(one: Meeting, lang: str) -> dict[str, Any]:
    return {
        "meeting": one,
        "hour": hour_written(one.hour.begins_at, one.hour.ends_at),
        "first": guest_name(one.first, lang),
        "second": guest_name(one.second, lang),
    }
