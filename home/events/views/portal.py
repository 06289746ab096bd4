"""The agenda in the portal: a maker takes part in two taps, or somebody registers her, or another."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from home.events.actions.register import register
from home.events.domain.registering import Person, RefusedError
from home.events.models import Event, Registration
from home.events.own_tasks import NEEDS
from home.events.reading.cards import event_card
from home.events.reading.event import find_event
from home.events.reading.her_seats import open_events, registered_by, seats_of
from home.events.reading.seats import SeatsShown, open_seats, seat_shown
from home.events.seat_forms import OtherForm
from home.events.seat_letters import said_on_the_phone
from home.events.seat_words import refusal
from producers.domain.actors import Actor
from producers.domain.shown import shown
from producers.portal.acting import acting_in
from producers.portal.doors import portal_page
from producers.portal.sent_once import sent_once


@portal_page(needs=NEEDS)
@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """List what one can take part in."""
    today, lang = timezone.localdate(), get_language() or "fr"
    cards = [(one.slug, event_card(one, lang)) for one in open_events(today)]
    return render(request, "home/events/portal/agenda.html", {"cards": cards})


@portal_page(needs=NEEDS)
@sent_once
@require_http_methods(["GET", "HEAD", "POST"])
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """Take part: one button, with a choice only where there are several parts."""
    found, lang = _event(slug), get_language() or "fr"
    seats = open_seats(found, lang)
    error = _taken(request, found, seats) if request.method == "POST" else ""
    if request.method == "POST" and not error:
        return redirect("events:portal_event", slug)
    held = seats_of(acting_in(request).organisation, timezone.localdate(), event=found)
    mine = [seat_shown(one, lang) for one in held]
    taken = {one.registration.places_id for one in mine}
    context = {
        "event": found,
        "card": event_card(found, lang),
        "mine": mine,
        "seats": [one for one in seats if one.pk not in taken],
        "error": error,
    }
    return render(request, "home/events/portal/event.html", context, status=422 if error else 200)


@portal_page(needs=NEEDS)
@sent_once
@require_http_methods(["GET", "HEAD", "POST"])
def other(request: HttpRequest, slug: str) -> HttpResponse:
    """Register somebody who has no account, by name and phone."""
    found, lang = _event(slug), get_language() or "fr"
    seats = open_seats(found, lang)
    form = OtherForm(request.POST or None, seats)
    done = None
    if request.method == "POST" and form.is_valid():
        done = _register_other(request, found, form, lang)
    context = {
        "card": event_card(found, lang),
        "event": found,
        "form": form,
        "seats": seats,
        "done": seat_shown(done, lang) if done else None,
        "others": [(seat_shown(one, lang), said_on_the_phone(one)) for one in _others(request, found)],
    }
    return render(request, "home/events/portal/other.html", context, status=422 if form.errors else 200)


def _others(request: HttpRequest, found: Event) -> Sequence[Registration]:
    user = acting_in(request).actor.user_id
    return registered_by(user, found) if user is not None else ()


def _event(slug: str) -> Event:
    try:
        return find_event(slug)
    except Event.DoesNotExist as reason:
        raise Http404(slug) from reason


def _taken(request: HttpRequest, found: Event, seats: tuple[SeatsShown, ...]) -> str:
    """Register her, and return why not in words, empty when it is done."""
    acting = acting_in(request)
    sent = request.POST.get("part", "") or (str(seats[0].pk) if len(seats) == 1 else "0")
    try:
        register(
            found,
            int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0,
            _herself(request),
            actor=acting.actor,
            user=None if acting.is_agent else request.user,
            organisation=acting.organisation,
        )
    except RefusedError as refused:
        return refusal(refused.why)
    return ""


def _herself(request: HttpRequest) -> Person:
    """She as she is known: the language in which she is told things, the phone that is hers."""
    maker = acting_in(request).organisation
    name = shown(maker.name, maker.language, maker.original_language).text
    return Person(
        name=name[:100],
        kind=Registration.Kind.FIRM,
        phone=maker.phone,
        sex=maker.voice if maker.voice in Registration.Sex.values else "",
        language=maker.language,
        wants_call=not maker.phone,
    )


def _register_other(request: HttpRequest, found: Event, form: Any, lang: str) -> Registration | None:
    """It is done by who typed it, for nobody whom she acts for."""
    typed, actor = form.cleaned_data, acting_in(request).actor
    person = Person(
        name=typed["name"],
        kind=typed["kind"],
        phone=typed["phone"],
        sex=typed["sex"],
        language=lang,
        wants_call=not typed["phone"],
    )
    try:
        return register(found, int(typed["part"]), person, actor=Actor(actor.user_id, actor.name))
    except RefusedError as refused:
        form.add_error("phone", refusal(refused.why))
        return None
