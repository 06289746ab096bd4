"""Who is registered, for operators: lists, seats, calls, the sheet to sign, and calling an event off."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from home.events.actions.cancel_event import cancel_event
from home.events.actions.change_seat import cancel_seat
from home.events.actions.places import TooFewSeatsError, set_places
from home.events.actions.register import register
from home.events.domain.registering import RefusedError
from home.events.models import Event, Places, Registration, Session
from home.events.reading.cards import event_card
from home.events.reading.people import people_page
from home.events.reading.seats import open_seats, seats_title
from home.events.seat_forms import CancelForm, PlacesForm, SeatForm
from home.events.seat_letters import said_on_the_phone
from home.events.seat_words import refusal
from shop.office.access import actor_of, operators_only
from shop.papers.press import has_press


@operators_only
@require_safe
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who is registered for what, whom to call, and the forms."""
    return _page(request, _event(pk))


@operators_only
@require_POST
def seats(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how many seats the event, or the part in ``session``, has."""
    event, form = _event(pk), PlacesForm(request.POST)
    part = Session.objects.filter(event=event, pk=_number(request.POST.get("session"))).first()

    def act() -> None:
        typed = form.cleaned_data
        set_places(
            event, session=part, capacity=typed["capacity"], is_open=typed["is_open"], actor=actor_of(request)
        )

    return _done(request, event, form, act, seats_form=form)


@operators_only
@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Register somebody who came, called or wrote."""
    event, lang = _event(pk), get_language() or "fr"
    form = SeatForm(request.POST, open_seats(event, lang), may_register_others=True)

    def act() -> None:
        register(event, int(form.cleaned_data["part"]), form.person(lang), actor=actor_of(request))

    return _done(request, event, form, act, add_form=form)


@operators_only
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Call the event off; everybody registered is told."""
    event, form = _event(pk), CancelForm(request.POST)
    reason = request.POST.get("reason", "")
    return _done(
        request,
        event,
        form,
        lambda: cancel_event(event, actor=actor_of(request), reason=reason),
        off_form=form,
    )


@operators_only
@require_POST
def cancel_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody's seat back, because she called."""
    found = get_object_or_404(Registration.objects.select_related("places"), pk=pk)
    cancel_seat(found, actor=actor_of(request))
    return redirect("agenda_office:people", found.places.event_id)


def _done(
    request: HttpRequest, event: Event, form: Any, act: Callable[[], object], **forms: Any
) -> HttpResponse:
    """Act when the form is valid; say what was refused where it was typed, with status 422."""
    if form.is_valid():
        try:
            act()
            messages.success(request, _("Done and written down."))
            return redirect("agenda_office:people", event.pk)
        except RefusedError as refused:
            form.add_error(None, refusal(refused.why))
        except TooFewSeatsError:
            form.add_error("capacity", _("More seats than that are taken."))
    return _page(request, event, status=422, **forms)


def _page(request: HttpRequest, event: Event, status: int = 200, **forms: Any) -> HttpResponse:
    lang = get_language() or "fr"
    page, seats = people_page(event, _number(request.GET.get("page")) or 1), open_seats(event, lang)
    context = {
        "page_title": event_card(event, lang).title.text,
        "header_icon": "group",
        "event": event,
        "tables": [(seats_title(places, lang), places, people) for places, people in page.tables],
        "page": page,
        "to_call": [(one, said_on_the_phone(one)) for one in page.to_call],
        "sessions": [
            (one, seats_title(Places(event=event, session=one), lang))
            for one in event.sessions.exclude(kind=Session.Kind.GROUP)
        ],
        "seats_form": forms.get("seats_form") or PlacesForm(),
        "add_form": forms.get("add_form")
        or (SeatForm(None, seats, may_register_others=True) if seats else None),
        "off_form": forms.get("off_form") or (None if event.is_cancelled else CancelForm()),
        "has_press": has_press(),
    }
    return render(request, "home/events/office/people.html", context, status=status)


def _event(pk: int) -> Event:
    return get_object_or_404(Event.objects.prefetch_related("sessions"), pk=pk)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None
